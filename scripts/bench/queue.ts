import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import type { PersonActor, Role } from "../../lib/access";
import { closeDatabase } from "../../lib/db/client";
import { withActor } from "../../lib/db/server";
import { uuidv7 } from "../../lib/kernel/ids";
import { manyOverlaps } from "../../lib/register/overlaps/testing/many-overlaps";
import {
  importRegister,
  listOverlaps,
  myWork,
  overlapBoard,
  overlapMap,
  readQueueFacts,
  requestReview,
} from "../../lib/register/server";
import { openRegisterStore } from "../lib/register-store";
import type { Settings } from "../lib/settings";
import { median, type Report } from "./report";

const OPERATOR = { kind: "system", id: "operator" } as const;
const FEW = 50;
const MANY = 5000;
/** One of so many waits for a decision. */
const WAITING = 10;
/** Calls of one measure, since the system counts hundredths of a second; of the measures the first is not counted. */
const CALLS = 40;
const TURNS = 5;
const TICKS_A_SECOND = 100;
/** Its answer grows with the register: partners × segments. */
const MAP = "The map";
/** Reads the words of every overlap: some time a text, and no index that every search by parts of words would have. */
const WORDS = "The list by two words";

async function makePerson(role: Role, email: string): Promise<PersonActor> {
  const id = uuidv7();
  await withActor(OPERATOR, async (tx) => {
    await tx.person.create({ data: { id, email, name: email } });
    await tx.personRole.create({
      data: { id: uuidv7(), person_id: id, role, state: "active", requested_by: "system:operator" },
    });
  });
  return { kind: "person", id, email, name: email, roles: [role] };
}

type People = Record<"manager" | "asker" | "reviewer", PersonActor>;

const makePeople = async (): Promise<People> => ({
  manager: await makePerson("partner_manager", "manager@example.com"),
  asker: await makePerson("compliance", "asker@example.com"),
  reviewer: await makePerson("compliance", "reviewer@example.com"),
});

/** The register with so many overlaps, every tenth of them submitted for a decision; statistics as a running server has them. */
async function fill(people: People, overlaps: number, owner_url: string): Promise<void> {
  await importRegister(OPERATOR, manyOverlaps(overlaps, people.manager.email), { dry_run: false });
  const { items } = await listOverlaps(people.asker, { sort: "key", limit: "1000", status: "detected" });
  const pages = [items];
  for (let start = 1000; start < overlaps; start += 1000)
    pages.push(
      (
        await listOverlaps(people.asker, {
          sort: "key",
          limit: "1000",
          cursor: String(start),
          status: "detected",
        })
      ).items,
    );
  const input = {
    outcome: "confirmed",
    rationale: "Both are sold in one segment.",
    conditions: [],
    draft: false,
  } as const;
  for (const [at, { key }] of pages.flat().entries())
    if (at % WAITING === 0) await requestReview(people.asker, key, { ...input, conditions: [] });
  const owner = new pg.Client({ connectionString: owner_url });
  await owner.connect();
  await owner.query("VACUUM (ANALYZE)");
  await owner.end();
}

/** Processor time of this process and of the Postgres processes that serve it, in seconds. */
function cpuSeconds(postmaster: number): number {
  const own = process.cpuUsage();
  let ticks = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      if (Number(fields[1]) === postmaster) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return (own.user + own.system) / 1e6 + ticks / TICKS_A_SECOND;
}

const questionsOf = ({ manager, reviewer }: People): Record<string, () => Promise<unknown>> => ({
  "The list, 50 a page, as at first": () => listOverlaps(reviewer, { status: "open", limit: "50" }),
  "The list of a partner manager": () => listOverlaps(manager, { status: "open", limit: "50" }),
  "The list by day, of two kinds of filters": () =>
    listOverlaps(manager, {
      status: "detected",
      segment: "segment-0003",
      sort: "due,-severity",
      limit: "50",
    }),
  [WORDS]: () => listOverlaps(reviewer, { q: "partner-0001 ours", limit: "50" }),
  "What the manager of a twentieth has to do, 10 shown": () => myWork(manager, { limit: 10 }),
  "What a reviewer has to do, a tenth waiting, 10 shown": () => myWork(reviewer, { limit: 10 }),
  "The sums and filters of the page": () => readQueueFacts(reviewer),
  "The board": () => overlapBoard(reviewer, { status: "open" }),
  [MAP]: () => overlapMap(reviewer, { status: "open" }),
});

/** Processor time of one call of each question, in milliseconds: the middle of several measures. */
async function measure(people: People, postmaster: number): Promise<Map<string, number>> {
  const times = new Map<string, number[]>();
  for (let turn = 0; turn <= TURNS; turn += 1)
    for (const [what, ask] of Object.entries(questionsOf(people))) {
      const began = cpuSeconds(postmaster);
      for (let call = 0; call < CALLS; call += 1) await ask();
      if (turn > 0)
        times.set(what, [...(times.get(what) ?? []), ((cpuSeconds(postmaster) - began) / CALLS) * 1000]);
    }
  return new Map([...times].map(([what, all]) => [what, median(all)]));
}

/** The queue of 5,000 overlaps beside the queue of 50, by the same questions, on one Postgres. */
export async function benchQueue(settings: Settings, report: Report): Promise<void> {
  const store = await openRegisterStore(settings);
  try {
    const people = await makePeople();
    const postmaster = store.postgres?.process.pid ?? 0;
    const owner_url = settings.DATABASE_MIGRATION_URL ?? settings.DATABASE_URL ?? "";
    const cells = async () => (await overlapMap(people.reviewer, { status: "open" })).cells.length;
    await fill(people, FEW, owner_url);
    const [few, few_cells] = [await measure(people, postmaster), await cells()];
    await fill(people, MANY, owner_url);
    const [many, many_cells] = [await measure(people, postmaster), await cells()];
    for (const [what, ours] of many) {
      const peer = few.get(what) ?? Number.NaN;
      report.line({
        what: `${what}: of ${MANY.toLocaleString("en-US")} overlaps`,
        ours: `${ours.toFixed(1)} ms of processor time`,
        peer: `${peer.toFixed(1)} ms`,
        peer_name: `of ${FEW}`,
        ...(what === MAP
          ? { ratio: ours / many_cells / (peer / few_cells), of: "the time a cell", aim: { at_most: 1 } }
          : { ratio: ours / peer, of: "the small queue", aim: { at_most: what === WORDS ? 3 : 2 } }),
        ...(what === MAP ? { note: `${many_cells} cells beside ${few_cells}` } : {}),
      });
    }
  } finally {
    await closeDatabase();
    await store.close();
  }
}
