import { z } from "zod";
import { Role } from "@/lib/access";

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("This is not an e-mail address."))
  .describe("The e-mail address that the person signs in with.");

export const Password = z
  .string()
  .min(12, "At least 12 characters.")
  .max(256, "At most 256 characters.")
  .describe("At least 12 characters; a sentence is easier to remember than symbols.");

export const PersonCreate = z.strictObject({
  email: Email,
  name: z.string().trim().min(1, "Say how the person is called here.").max(120),
  password: Password.optional().describe("Absent: a one-time password is made and shown once."),
});
export type PersonCreate = z.infer<typeof PersonCreate>;

export const PersonUpdate = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  active: z.boolean().optional().describe("An inactive person cannot sign in; sessions end at once."),
});
export type PersonUpdate = z.infer<typeof PersonUpdate>;

export const RoleGrant = z.strictObject({
  role: Role,
  party: z.string().optional().describe("For the role partner: the party whose room the person may enter."),
  expires_at: z.iso.datetime().optional().describe("Required for auditors, whose access is limited in time."),
});
export type RoleGrant = z.infer<typeof RoleGrant>;

export const KeyCreate = z
  .strictObject({
    scope: z.enum(["ingest", "read", "write"]),
    role: Role.exclude(["partner", "admin"])
      .optional()
      .describe("The role that a read or write key acts with."),
    source: z.string().min(1).max(64).optional().describe("The traffic source that an ingest key posts for."),
    name: z.string().trim().max(120).optional(),
  })
  .superRefine((input, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (input.scope === "ingest" && !input.source) fault("source", "An ingest key needs a traffic source.");
    if (input.scope === "ingest" && input.role) fault("role", "An ingest key has no role.");
    if (input.scope !== "ingest" && !input.role) fault("role", "A read or write key needs a role.");
    if (input.scope !== "ingest" && input.source) fault("source", "Only an ingest key has a traffic source.");
  });
export type KeyCreate = z.infer<typeof KeyCreate>;

export const SetupInput = z.strictObject({
  token: z.string().min(1),
  email: Email,
  name: z.string().trim().min(1).max(120),
  password: Password,
});
export type SetupInput = z.infer<typeof SetupInput>;

export const PasswordChange = z.strictObject({ current: z.string().max(256), password: Password });
export type PasswordChange = z.infer<typeof PasswordChange>;

export const RoleState = z.enum(["requested", "bootstrap", "active", "revoked"]);

export const RoleView = z.object({
  id: z.string(),
  role: Role,
  state: RoleState,
  party_id: z.string().nullable(),
  requested_by: z.string(),
  requested_at: z.string(),
  confirmed_by: z.string().nullable(),
  expires_at: z.string().nullable(),
});
export type RoleView = z.infer<typeof RoleView>;

export const PersonView = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  active: z.boolean(),
  created_at: z.string(),
  roles: z.array(RoleView),
});
export type PersonView = z.infer<typeof PersonView>;

export const KeyView = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scope: z.enum(["ingest", "read", "write"]),
  role: Role.nullable(),
  source: z.string().nullable(),
  created_by: z.string(),
  created_at: z.string(),
  revoked_at: z.string().nullable(),
});
export type KeyView = z.infer<typeof KeyView>;
