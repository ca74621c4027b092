import { expect, test } from "../fixtures";
import { PAGES } from "../routes";

/** Enough to see each kind of page: two of each route of the manifest, and of the API's. */
const EACH = 2;
/** Not pages: what the framework serves, the way out, and the file of every decision, which is long. */
const IGNORED = /^\/(_next|icon|api\/auth|api\/v1\/routing\/decisions\/export)/;

const patterns = PAGES.map(({ route }) => ({
  route,
  // A word such as "new" is a page of its own, not a record.
  matches: new RegExp(`^${route.replaceAll(/\[[^\]]+\]/g, "(?!new(/|$))[^/]+")}$`),
}));

const kindOf = (path: string): string =>
  patterns.find(({ matches }) => matches.test(path))?.route ?? path.split("/").slice(0, 4).join("/");

const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));

for (const who of ["executive", "partner_manager", "compliance", "auditor", "admin"] as const) {
  test(`every link that ${who} is shown leads somewhere`, async ({ apiAs }) => {
    const api = await apiAs(who);
    const seen = new Set<string>();
    const counts = new Map<string, number>();
    const waiting = [{ href: "/", from: "the start" }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { href, from } = next;
      const path = href.split(/[?#]/)[0] ?? "";
      const kind = kindOf(path);
      const count = counts.get(kind) ?? 0;
      if (seen.has(path) || count >= EACH || IGNORED.test(path)) continue;
      seen.add(path);
      counts.set(kind, count + 1);
      const answer = await api.get(href);
      expect(answer.status(), `${href}, linked on ${from}`).toBe(200);
      if (answer.headers()["content-type"]?.startsWith("text/html"))
        waiting.push(...linksOf(await answer.text()).map((link) => ({ href: link, from: href })));
    }
    expect(seen.size).toBeGreaterThan(who === "admin" ? 2 : 25);
  });
}
