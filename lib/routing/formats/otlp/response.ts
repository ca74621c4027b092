import type { JsonValue } from "../json";
import { TraceResponse } from "./wire";

/**
 * The ExportTraceServiceResponse in both encodings. Nothing rejected and nothing to say is a full success, which OTLP
 * writes by leaving `partialSuccess` away; the number of rejected spans is a 64-bit integer, so text in JSON.
 */
export function encodePartialSuccess(
  rejected: number,
  message: string,
): { protobuf: Uint8Array; json: { [key: string]: JsonValue } } {
  if (rejected === 0 && message === "") return { protobuf: new Uint8Array(), json: {} };
  const partialSuccess = { rejectedSpans: rejected, errorMessage: message };
  return {
    protobuf: TraceResponse.encode(TraceResponse.create({ partialSuccess })).finish(),
    json: { partialSuccess: { rejectedSpans: String(rejected), errorMessage: message } },
  };
}
