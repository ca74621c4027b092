import { z } from "zod";
import { actorRef } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { getWorkspace, setWorkspace, type Workspace } from "@/lib/identity/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR } from "./operator";
import { DEFAULT_SEED } from "./traffic";

export const SOURCE_KEY = "simulated-gateway";
const SETTING = "demo";

const DemoState = z.object({ seed: z.number().int(), end_ms: z.number() });
export type DemoState = z.infer<typeof DemoState>;

/** Seed and end of this workspace's traffic, fixed when the demo first runs: a restart goes on with the same. */
export async function demoState(end_ms: number): Promise<DemoState> {
  return withActor(OPERATOR, async (tx) => {
    const row = await tx.setting.findUnique({ where: { key: SETTING } });
    const known = DemoState.safeParse(row?.value).data;
    if (known) return known;
    const value = { seed: DEFAULT_SEED, end_ms };
    await tx.setting.upsert({ where: { key: SETTING }, create: { key: SETTING, value }, update: { value } });
    return value;
  });
}

/** Says on every page what the traffic and the register are made of. */
export async function labelWorkspace({ seed }: DemoState): Promise<void> {
  const label: Workspace = {
    name: "Amazon Web Services",
    sample: true,
    note: `Every routing decision shown here was made from seed ${seed}; the routers are simulated, and so are the answers, notices and reviews of people. The register is from public reports of April 2026.`,
  };
  const { name, sample, note } = await getWorkspace();
  if (name !== label.name || sample !== label.sample || note !== label.note) await setWorkspace(label);
}

/** The traffic source, marked as generated before its first record arrives. */
export async function ensureSource(): Promise<void> {
  await withActor(OPERATOR, async (tx) => {
    if (await tx.trafficSource.findUnique({ where: { key: SOURCE_KEY } })) return;
    const facts = {
      key: SOURCE_KEY,
      name: "Simulated gateway",
      quality_basis: "ex_ante",
      generated: true,
      note: "Made by the demo's generator. No decision of any real router is in it.",
    };
    const row = await tx.trafficSource.create({
      data: { id: uuidv7(), ...facts, updated_by: actorRef(OPERATOR) },
    });
    await appendAudit(tx, {
      actor: OPERATOR,
      action: "traffic-source:create",
      entity: "traffic_source",
      entity_id: row.id,
      after: facts,
    });
  });
}

/** Idempotency keys of the demo's deliveries that are stored already. */
export async function storedDeliveries(): Promise<Set<string>> {
  const rows = await withActor(OPERATOR, (tx) =>
    tx.ingestBatch.findMany({
      where: { source: { key: SOURCE_KEY }, state: "stored", idempotency_key: { not: null } },
      select: { idempotency_key: true },
    }),
  );
  return new Set(rows.flatMap((row) => row.idempotency_key ?? []));
}
