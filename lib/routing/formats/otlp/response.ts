import protobuf from "protobufjs/light.js";
import type { JsonValue } from "../json";

/** Tags of the response's field and of the partial success's. */
const [PARTIAL_SUCCESS, REJECTED_SPANS, ERROR_MESSAGE] = [0x0a, 0x08, 0x12] as const;

/**
 * The ExportTraceServiceResponse in both encodings. Nothing rejected and nothing to say is a full success, which OTLP
 * writes by leaving `partialSuccess` away; the number of rejected spans is a 64-bit integer, so text in JSON.
 */
export function encodePartialSuccess(
  rejected: number,
  message: string,
): { protobuf: Uint8Array; json: { [key: string]: JsonValue } } {
  if (rejected === 0 && message === "") return { protobuf: new Uint8Array(), json: {} };
  const writer = protobuf.Writer.create().uint32(PARTIAL_SUCCESS).fork();
  writer.uint32(REJECTED_SPANS).int64(rejected).uint32(ERROR_MESSAGE).string(message).ldelim();
  return {
    protobuf: writer.finish(),
    json: { partialSuccess: { rejectedSpans: String(rejected), errorMessage: message } },
  };
}
