const HERE = "http://here.invalid";

/**
 * The path to go on to after signing in; anything that a browser would read as another site becomes the start page.
 * Parsed as browsers do, which drop tabs and take a backslash for a slash.
 */
export function insidePath(path: string | undefined): string {
  if (!path?.startsWith("/") || !URL.canParse(path, HERE)) return "/";
  const url = new URL(path, HERE);
  // "/..//evil.example" stays here while it is parsed, and leaves when it is parsed again.
  if (url.pathname.startsWith("//")) return "/";
  return url.origin === HERE ? `${url.pathname}${url.search}${url.hash}` : "/";
}
