import { expect, test } from "../fixtures";

const UNKNOWN = [
  "/register/partners/nope",
  "/register/partners/nope/edit",
  "/register/sources/nope",
  "/overlaps/nope",
  "/routing/sources/nope",
  "/routing/decisions/x:y",
  "/routing/policies/nope",
];
/** Pages that an executive's role does not open: they do not exist for it. */
const CLOSED = ["/settings/people", "/register/import", "/routing/decisions"];

test("what is not there, or not for the role, answers 404 and shows the page of what is not there", async ({
  page,
  login,
}) => {
  await login("executive");
  for (const path of [...UNKNOWN, ...CLOSED]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  }
  for (const path of ["/register/partners", "/overview", "/routing/share"])
    expect((await page.goto(path))?.status(), path).toBe(200);
});

test("an address that cannot be decoded is refused, and is no fault of ours", async ({ request }) => {
  for (const path of [
    "/register/partners/%",
    "/overlaps/%E0%A4%A",
    "/api/v1/parties/%",
    "/api/v1/parties/%FF",
    "/api/v1/ingest/%",
    "/api/v1/ingest/%C3",
  ])
    expect((await request.get(path)).status(), path).toBe(400);
  expect((await request.get("/api/v1/policies/r%C3%A9@v1")).status()).toBe(401);
});

test("whoever is not signed in is sent to sign in by the answer itself", async ({ request }) => {
  for (const path of ["/overview", "/register/partners/nope"]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(307);
    expect(answer.headers().location).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  }
});
