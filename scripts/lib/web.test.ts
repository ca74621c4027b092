import { afterEach, expect, it, vi } from "vitest";
import { webEnvironment } from "./web";

afterEach(() => vi.unstubAllEnvs());

it("keeps people on the host name that they came by, unless there is a public address", () => {
  vi.stubEnv("NEXTAUTH_URL", "http://left-over.example");
  vi.stubEnv("AUTH_TRUST_HOST", "left over");
  const bare = webEnvironment({ EVENHAND_URL: undefined }, 3000, false);
  expect([bare.NEXTAUTH_URL, bare.AUTH_TRUST_HOST]).toEqual([undefined, "true"]);
  const behind = webEnvironment({ EVENHAND_URL: "https://evenhand.example" }, 3000, false);
  expect([behind.NEXTAUTH_URL, behind.AUTH_TRUST_HOST]).toEqual(["https://evenhand.example", undefined]);
});

it("keeps what only the launcher needs from the web process", () => {
  vi.stubEnv("DATABASE_MIGRATION_URL", "postgres://owner");
  vi.stubEnv("EVENHAND_ADMIN_PASSWORD", "a long enough sentence");
  const { DATABASE_MIGRATION_URL, EVENHAND_ADMIN_PASSWORD } = webEnvironment(
    { EVENHAND_URL: undefined },
    3000,
    false,
  );
  expect([DATABASE_MIGRATION_URL, EVENHAND_ADMIN_PASSWORD]).toEqual([undefined, undefined]);
});
