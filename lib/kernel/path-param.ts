/** A parameter of a page's path, decoded; as it stands where it is no encoded text. */
export function pathParam(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
