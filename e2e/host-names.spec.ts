import { hostname } from "node:os";
import { expect, test } from "@playwright/test";
import { cleanUp, newDataFolder, startServer } from "./fixtures/server";

test.describe.configure({ timeout: 120_000 });
test.afterEach(cleanUp);

const ADMIN = {
  EVENHAND_ADMIN_EMAIL: "admin@example.com",
  EVENHAND_ADMIN_PASSWORD: "a long enough sentence",
};

test("signing in and out stays on the host name that the browser uses", async ({ playwright }) => {
  const { url } = await startServer({
    DATA_DIR: newDataFolder(),
    HOST: "0.0.0.0",
    EVENHAND_URL: "",
    ...ADMIN,
  });
  for (const name of ["127.0.0.1", "localhost", hostname()]) {
    const origin = `http://${name}:${new URL(url).port}`;
    const browser = await playwright.request.newContext({ baseURL: origin });
    const token = async () => (await (await browser.get("/api/auth/csrf")).json()).csrfToken;
    const entered = await browser.post("/api/auth/callback/credentials", {
      form: {
        csrfToken: await token(),
        email: ADMIN.EVENHAND_ADMIN_EMAIL,
        password: ADMIN.EVENHAND_ADMIN_PASSWORD,
        callbackUrl: `${origin}/settings/people`,
        json: "true",
      },
    });
    expect(await entered.json(), name).toEqual({ url: `${origin}/settings/people` });
    expect((await browser.get("/settings/people", { maxRedirects: 0 })).status(), name).toBe(200);
    const left = await browser.post("/api/auth/signout", {
      form: { csrfToken: await token(), callbackUrl: `${origin}/sign-in`, json: "true" },
    });
    expect(await left.json(), name).toEqual({ url: `${origin}/sign-in` });
    expect((await browser.get("/settings/people", { maxRedirects: 0 })).status(), name).toBe(307);
    // An address of another host is not followed.
    const elsewhere = await browser.post("/api/auth/signout", {
      form: { csrfToken: await token(), callbackUrl: "http://evil.example/", json: "true" },
    });
    expect((await elsewhere.json()).url, name).not.toContain("evil.example");
    await browser.dispose();
  }
});
