import { appendAudit } from "../../lib/audit/server";
import { withActor } from "../../lib/db/server";
import { getWorkspace, revokeKey, setWorkspace } from "../../lib/identity/server";
import { deliverMonth } from "./deliver";
import { OPERATOR, seedKey, seedPeople } from "./people";
import { sampleRegister } from "./register";
import { DEFAULT_SEED, type DemoTraffic, demoTraffic } from "./traffic";

const SOURCE = "simulated-gateway";
const BEGUN = "demo";
const NOTE = `Every routing decision shown here was made from seed ${DEFAULT_SEED}. The register is from public reports of April 2026.`;

export type SeedOptions = {
  /** Of the running server. */
  url: string;
  say: (line: string) => void;
  abort?: AbortSignal;
  /** End of the generated period, milliseconds since 1970; default now. */
  end_ms?: number;
};

/** The end of the period is kept, so that a set-up which was cut off goes on with the same traffic. */
async function periodEnd(wanted: number): Promise<number> {
  return withActor(OPERATOR, async (tx) => {
    const row = await tx.setting.findUnique({ where: { key: BEGUN } });
    if (typeof row?.value === "number") return row.value;
    await tx.setting.create({ data: { key: BEGUN, value: wanted } });
    return wanted;
  });
}

async function importSample(url: string, secret: string, traffic: DemoTraffic): Promise<void> {
  const response = await fetch(`${url}/api/v1/import/register`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(sampleRegister(traffic.period)),
  });
  if (!response.ok) throw new Error(`The sample register was not taken: ${await response.text()}`);
}

async function markGenerated(): Promise<void> {
  await withActor(OPERATOR, async (tx) => {
    const source = await tx.trafficSource.findUnique({ where: { key: SOURCE } });
    if (!source || source.generated) return;
    const after = {
      name: "Simulated gateway",
      generated: true,
      note: `Generated from seed ${DEFAULT_SEED}.`,
    };
    await tx.trafficSource.update({
      where: { id: source.id },
      data: { ...after, version: { increment: 1 }, updated_by: "system:operator" },
    });
    await appendAudit(tx, {
      actor: OPERATOR,
      action: "traffic-source:update",
      entity: "traffic_source",
      entity_id: source.id,
      before: { name: source.name, generated: source.generated, note: source.note },
      after,
    });
  });
}

/** Fills an empty workspace with the sample: people, register, generated traffic. Does nothing when it is there. */
export async function seedDemo({ url, say, abort, end_ms }: SeedOptions): Promise<void> {
  if ((await getWorkspace()).sample) return say("The sample workspace is here already.");
  const traffic = demoTraffic(DEFAULT_SEED, await periodEnd(end_ms ?? Date.now()));
  await seedPeople();
  const write = await seedKey({ scope: "write", role: "compliance" });
  const ingest = await seedKey({ scope: "ingest", source: SOURCE });
  try {
    await importSample(url, write.secret, traffic);
    say("The register is imported, from public reports of April 2026.");
    await markGenerated();
    for (const month of traffic.months) {
      const { accepted, duplicate } = await deliverMonth(
        url,
        ingest.secret,
        traffic,
        month,
        abort ?? new AbortController().signal,
      );
      say(`Generated traffic of ${month.name}: ${(accepted + duplicate).toLocaleString("en")} decisions.`);
    }
    await setWorkspace({ name: "Amazon Web Services", sample: true, note: NOTE });
  } finally {
    await revokeKey(OPERATOR, write.key.id);
    await revokeKey(OPERATOR, ingest.key.id);
  }
}
