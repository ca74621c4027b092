import type { ImportDocument } from "../../../lib/register";
import { type DemoPeriod, dayText } from "../traffic";
import { MODELS } from "../traffic/models";
import { ROUTERS } from "../traffic/story";
import { SAMPLE_FACTS } from "./facts";

/** The sample register as an import document: public facts, and the policies of the simulated routers. */
export function sampleRegister(period: DemoPeriod): ImportDocument {
  const policies = ROUTERS.flatMap((router) =>
    router.versions.map(({ version, from_day, note }) => ({
      router: router.name,
      version,
      from: `${dayText(period, from_day)}T00:00:00Z`,
      aliases: [router.alias],
      rule: { kind: "weighted" as const },
      models: MODELS.map(({ name }) => name),
      note: `Generated for the demo. ${note}`,
    })),
  );
  return { ...SAMPLE_FACTS, policies } as ImportDocument;
}
