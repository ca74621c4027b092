import { graphOf } from "./graph";
import type { Hit, Rule } from "./hit";
import { type PathFact, strictest } from "./path";
import { POINTS_TABLE } from "./points-table";
import { RULES } from "./rules";
import { rate, type SeverityResult } from "./severity";
import type { RegisterSnapshot, Visibility } from "./snapshot";

/** A hit, numbered and rated: what is kept of it. */
export type Detected = Omit<Hit, "facts" | "parties"> & {
  rule: string;
  rule_version: string;
  points_table: number;
  path: PathFact[];
  visibility: Visibility;
  severity: SeverityResult;
  parties: (Hit["parties"][number] & { confidential: boolean })[];
};

function finish(rule: Rule, { facts, parties, ...hit }: Hit): Detected {
  const walled = new Set(
    facts.filter(({ visibility }) => visibility === "confidential").flatMap(({ party_ids }) => party_ids),
  );
  const listed = new Set(parties.map(({ party_id }) => party_id));
  const others = [...walled]
    .filter((id) => !listed.has(id))
    .map((party_id) => ({ party_id, role: "partner" as const }));
  return {
    ...hit,
    rule: rule.kind,
    rule_version: rule.version,
    points_table: POINTS_TABLE.version,
    path: facts.map((fact, index) => ({ no: index + 1, ...fact })),
    visibility: strictest(facts.map(({ visibility }) => visibility)),
    severity: rate(hit.factors, hit.weight),
    parties: [...parties, ...others].map((one) => ({ ...one, confidential: walled.has(one.party_id) })),
  };
}

/** All overlaps that the register's facts make true, rule by rule. Pure: the same snapshot gives the same answer. */
export function detect(snapshot: RegisterSnapshot): Detected[] {
  const graph = graphOf(snapshot);
  return RULES.flatMap((rule) => rule.detect(graph).map((hit) => finish(rule, hit)));
}
