import type { Field } from "../gateway";
import type { RecordFault } from "../native";
import { filled } from "./filled";

/** The parts of a record that say how its model was chosen, read from text where LiteLLM stores them as text. */
export type Parts = {
  record: Field;
  metadata: Field;
  hidden: Field;
  /** The router's own account of its choice; states nothing where there was none. */
  routing: Field;
  /** Which member that account is. */
  routing_member: RoutingMember | null;
};

export type RoutingMember = "routing_decision" | "router_metadata";

const MEMBERS: readonly RoutingMember[] = ["routing_decision", "router_metadata"];

/**
 * Only what the proxy itself writes counts: `requester_metadata`, `spend_logs_metadata` and `request_tags` are the
 * caller's own words and never read for evidence.
 */
export function partsOf(record: Field): Parts {
  const metadata = record.at("metadata").json();
  const hidden = record.at("hidden_params").json();
  for (const routing_member of MEMBERS) {
    for (const part of [metadata, hidden]) {
      const routing = part.at(routing_member).json();
      if (routing.names.some((name) => routing.at(name).stated))
        return { record, metadata, hidden, routing, routing_member };
    }
  }
  return {
    record,
    metadata,
    hidden,
    routing: metadata.at("routing_decision").with(undefined),
    routing_member: null,
  };
}

/**
 * What should be an object and is not, such as text that is no JSON: what it says of the routing would be lost without
 * a word.
 */
export function unreadable({ record, metadata, hidden }: Parts): RecordFault | null {
  const fault = notObject(record.at("metadata")) ?? notObject(record.at("hidden_params"));
  return fault ?? accountFault(metadata) ?? accountFault(hidden);
}

function accountFault(part: Field): RecordFault | null {
  for (const name of MEMBERS) {
    const fault = notObject(part.at(name));
    if (fault) return fault;
  }
  return null;
}

const notObject = (field: Field): RecordFault | null =>
  filled(field).stated && field.value !== "null" && !isObject(field.json())
    ? { pointer: field.pointer, message: "Expected an object, or its JSON as text." }
    : null;

const isObject = ({ value }: Field): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
