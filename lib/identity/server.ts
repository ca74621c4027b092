import "server-only";

export { actorLabels, changePassword } from "./account";
export { createKey, keyActor, listKeys, revokeKey } from "./keys";
export { orNotFound } from "./or-not-found";
export { createPerson, listPeople, resetPassword, revokeSessions, updatePerson } from "./people";
export { requireActor } from "./require-actor";
export { confirmRole, grantRole, revokeRole } from "./roles";
export { authOptions, sessionActor } from "./session";
export {
  completeSetup,
  createFirstAdmin,
  createSetupToken,
  getWorkspace,
  hasAdministrator,
  setWorkspace,
  type Workspace,
} from "./setup";
export { checkCredentials } from "./sign-in";
