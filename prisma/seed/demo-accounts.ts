import type { Role } from "@/lib/access";

export type DemoAccount = { email: string; name: string; role: Role; password: string };

/** Shown at the end of `npm run demo` and in docs/demo.md: it protects nothing but generated traffic. */
const PASSWORD = "evenhand-demo";

const account = (who: string, name: string, role: Role): DemoAccount => ({
  email: `${who}@example.com`,
  name,
  role,
  password: PASSWORD,
});

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account("compliance", "Compliance", "compliance"),
  account("compliance2", "Second compliance officer", "compliance"),
  account("pm", "Partner manager", "partner_manager"),
  account("executive", "Executive", "executive"),
  account("auditor", "Auditor", "auditor"),
  account("admin", "Administrator", "admin"),
  account("admin2", "Second administrator", "admin"),
];
