import type { Field, Gateway, GatewayRead } from "../gateway";
import { KNOWN } from "./known";
import { readLogEvent } from "./log-event";
import { readReplay } from "./replay";

/** The router's own endpoints wrap records: a list in `data`, one record alone or in `data`. */
function recordsOf(body: Field): readonly Field[] | null {
  const data = body.at("data");
  if (!data.stated) return null;
  return Array.isArray(data.value) ? data.items : [data];
}

/** A structured log line names its event; a replay record has none. */
function read(record: Field): GatewayRead {
  const event = record.at("event").text ?? record.at("msg").text;
  if (event === undefined) return readReplay(record);
  return event === "routing_decision" ? readLogEvent(record) : { kind: "other" };
}

/** Router Replay records and structured logs of the vLLM Semantic Router. */
export const vllmSr: Gateway = {
  format: "vllm-sr",
  known: KNOWN,
  envelope: recordsOf,
  read,
};
