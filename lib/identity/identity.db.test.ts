import { describe, expect, it } from "vitest";
import type { Actor, PersonActor } from "@/lib/access";
import { auditHistory } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import {
  changePassword,
  checkCredentials,
  confirmRole,
  createFirstAdmin,
  createKey,
  createPerson,
  grantRole,
  keyActor,
  listPeople,
  resetPassword,
  revokeKey,
  revokeRole,
  revokeSessions,
  updatePerson,
} from "./server";

const operator: Actor = { kind: "system", id: "operator" };
const PASSWORD = "a long enough sentence";

const asPerson = (
  person: { id: string; email: string; name: string },
  ...roles: PersonActor["roles"]
): PersonActor => ({
  kind: "person",
  id: person.id,
  email: person.email,
  name: person.name,
  roles,
});

describe("people and roles", () => {
  it("lets the first administrator grant alone, and asks for a second person afterwards", async () => {
    const first = await createFirstAdmin({ email: "first@example.com", name: "First", password: PASSWORD });
    const admin = asPerson(first, "admin");
    await expect(
      createFirstAdmin({ email: "other@example.com", name: "Other", password: PASSWORD }),
    ).rejects.toMatchObject({ status: 409 });

    const second = await createPerson(admin, {
      email: "second@example.com",
      name: "Second",
      password: PASSWORD,
    });
    const alone = await grantRole(admin, second.person.id, { role: "admin" });
    expect(alone.state).toBe("bootstrap");

    const third = await createPerson(admin, { email: "third@example.com", name: "Third" });
    expect(third.one_time_password).toHaveLength(20);
    const asked = await grantRole(admin, third.person.id, { role: "compliance" });
    expect(asked.state).toBe("requested");
    await expect(confirmRole(admin, third.person.id, asked.id)).rejects.toMatchObject({
      status: 403,
      type: "second_person_required",
    });
    const confirmed = await confirmRole(asPerson(second.person, "admin"), third.person.id, asked.id);
    expect(confirmed.state).toBe("active");

    const history = await withActor(operator, (tx) => auditHistory(tx, "person", third.person.id));
    expect(history.map((entry) => entry.action)).toEqual(["role:confirm", "role:request", "person:create"]);
    const everything = JSON.stringify(history);
    expect(everything).not.toContain("argon2");
    expect(everything).not.toContain(third.one_time_password);
  });

  it("keeps duties apart and an auditor's access limited in time", async () => {
    const { person } = await createPerson(operator, { email: "duties@example.com", name: "Duties" });
    await expect(grantRole(operator, person.id, { role: "auditor" })).rejects.toMatchObject({ status: 422 });
    await grantRole(operator, person.id, { role: "auditor", expires_at: "2099-01-01T00:00:00Z" });
    await expect(grantRole(operator, person.id, { role: "admin" })).rejects.toMatchObject({ status: 422 });
    await expect(grantRole(operator, person.id, { role: "partner" })).rejects.toMatchObject({ status: 422 });
  });

  it("never takes the last administrator away", async () => {
    const people = await listPeople(operator);
    const admins = people.flatMap(({ id, roles }) =>
      roles.filter(({ role }) => role === "admin").map((role) => ({ person: id, role: role.id })),
    );
    const [last, ...others] = admins;
    for (const { person, role } of others) await revokeRole(operator, person, role);
    if (!last) throw new Error("There is no administrator to begin with.");
    await expect(revokeRole(operator, last.person, last.role)).rejects.toMatchObject({ status: 409 });
  });

  it("knows nobody by what is not an id", async () => {
    await expect(updatePerson(operator, "x", { name: "X" })).rejects.toMatchObject({ status: 404 });
    await expect(revokeSessions(operator, "x")).rejects.toMatchObject({ status: 404 });
    await expect(resetPassword(operator, "x")).rejects.toMatchObject({ status: 404 });
  });

  it("refuses what needs administrators to everybody else", async () => {
    const reader: Actor = {
      kind: "key",
      id: "x",
      name: "x",
      scope: "write",
      roles: ["compliance"],
      traffic_source_id: null,
    };
    expect(() => listPeople(reader)).toThrow();
    await expect(createPerson(reader, { email: "no@example.com", name: "No" })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("signing in", () => {
  it("gives an unknown person, a wrong password and an inactive person the same answer", async () => {
    const { person } = await createPerson(operator, {
      email: "in@example.com",
      name: "In",
      password: PASSWORD,
    });
    expect(await checkCredentials("In@Example.com ", PASSWORD, "a")).toMatchObject({
      id: person.id,
      epoch: 0,
    });
    expect(await checkCredentials("in@example.com", "wrong", "a")).toBeNull();
    expect(await checkCredentials("nobody@example.com", PASSWORD, "a")).toBeNull();
    expect(await checkCredentials("in@example.com", "", "a")).toBeNull();
    await updatePerson(operator, person.id, { active: false });
    expect(await checkCredentials("in@example.com", PASSWORD, "a")).toBeNull();
  });

  it("raises the epoch when a person is deactivated or changes the password, which ends sessions", async () => {
    const { person } = await createPerson(operator, {
      email: "ep@example.com",
      name: "Ep",
      password: PASSWORD,
    });
    await changePassword(asPerson(person), { current: PASSWORD, password: "another long sentence" });
    expect(await checkCredentials("ep@example.com", "another long sentence", "b")).toMatchObject({
      epoch: 1,
    });
    await expect(
      changePassword(asPerson(person), { current: PASSWORD, password: "a third long sentence" }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it("stops guessing after ten failures, also against people who do not exist", async () => {
    const guess = () => checkCredentials("target@example.com", "wrong", "c");
    for (let i = 0; i < 10; i++) expect(await guess()).toBeNull();
    await expect(guess()).rejects.toMatchObject({ status: 429 });
  });

  it("lets any number of people in from one address, and counts only what fails there", async () => {
    await createPerson(operator, { email: "often@example.com", name: "Often", password: PASSWORD });
    const enter = () => checkCredentials("often@example.com", PASSWORD, "office");
    const fail = (who: number) => checkCredentials(`nobody-${who}@example.com`, "wrong", "office");
    for (let round = 0; round < 16; round++)
      expect(await Promise.all([enter(), enter(), enter(), enter()])).not.toContain(null);
    for (let who = 0; who < 60; who += 4)
      expect(await Promise.all([fail(who), fail(who + 1), fail(who + 2), fail(who + 3)])).toEqual([
        null,
        null,
        null,
        null,
      ]);
    await expect(fail(60)).rejects.toMatchObject({ status: 429 });
    await expect(enter()).rejects.toMatchObject({ status: 429 });
  });
});

describe("keys", () => {
  it("acts for its source, creates it when new, and is refused once revoked", async () => {
    const { key, secret } = await createKey(operator, { scope: "ingest", source: "gateway-eu" });
    const again = await createKey(operator, { scope: "ingest", source: "gateway-eu" });
    const actor = await keyActor(secret);
    expect(actor).toMatchObject({ kind: "key", scope: "ingest", roles: [] });
    expect((await keyActor(again.secret))?.traffic_source_id).toBe(actor?.traffic_source_id);
    await revokeKey(operator, key.id);
    expect(await keyActor(secret)).toBeNull();
    expect(await keyActor("evh_unknown")).toBeNull();
  });
});
