import { ShareChange } from "@/components/promise";
import { readShareChange } from "@/lib/reports/server";
import { attempt, type PartInput } from "./parts";

/** What changed our share of all routed decisions, between the periods that the page compares. */
export async function ShareChangePart({
  actor,
  question,
  evidence,
}: Pick<PartInput, "actor" | "question" | "evidence">) {
  const { answer, generated } = evidence;
  const reading = readShareChange(actor, question.view.query, answer.rise, generated);
  const model = await attempt("what changed the share of all routed decisions", reading);
  return model ? <ShareChange model={model} /> : null;
}
