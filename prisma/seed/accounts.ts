import type { Role } from "../../lib/access";

export type DemoAccount = { role: Role; email: string; name: string; password: string };

/** People of the demo, named by role. Their passwords are public: the demo listens on this machine alone. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { role: "compliance", email: "compliance@example.com", name: "Compliance", password: "demo-compliance" },
  { role: "executive", email: "executive@example.com", name: "Executive", password: "demo-executive" },
  {
    role: "partner_manager",
    email: "pm@example.com",
    name: "Partner manager",
    password: "demo-partner-manager",
  },
  { role: "auditor", email: "auditor@example.com", name: "Auditor", password: "demo-auditor" },
  { role: "admin", email: "admin@example.com", name: "Administrator", password: "demo-administrator" },
  {
    role: "admin",
    email: "admin2@example.com",
    name: "Second administrator",
    password: "demo-administrator-2",
  },
];
