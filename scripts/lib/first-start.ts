import { closeDatabase } from "../../lib/db/client";
import { createFirstAdmin, createSetupToken, hasAdministrator } from "../../lib/identity/server";
import { Fault } from "./fault";
import type { Settings } from "./settings";

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/**
 * Lets the first administrator in: made from the environment, or by a link that is good until somebody uses it or the
 * next start. Null when there is one already.
 */
export async function welcome(settings: Settings): Promise<{ text: string; path?: string } | null> {
  try {
    if (await hasAdministrator()) return null;
    const { EVENHAND_ADMIN_EMAIL, EVENHAND_ADMIN_PASSWORD } = settings;
    if (EVENHAND_ADMIN_EMAIL && EVENHAND_ADMIN_PASSWORD)
      return { text: await makeAdministrator(EVENHAND_ADMIN_EMAIL, EVENHAND_ADMIN_PASSWORD) };
    if (EVENHAND_ADMIN_EMAIL || EVENHAND_ADMIN_PASSWORD)
      throw new Fault("EVENHAND_ADMIN_EMAIL and EVENHAND_ADMIN_PASSWORD are given together or not at all.");
    return {
      text: "Create the administrator: ",
      path: `/setup?token=${await createSetupToken()}`,
    };
  } finally {
    await closeDatabase();
  }
}

async function makeAdministrator(address: string, password: string): Promise<string> {
  const email = address.trim().toLowerCase();
  if (!EMAIL.test(email)) throw new Fault(`EVENHAND_ADMIN_EMAIL is not an e-mail address: ${address}`);
  await createFirstAdmin({ email, password, name: "Administrator" });
  return `Administrator: ${email}, with the password of EVENHAND_ADMIN_PASSWORD.`;
}
