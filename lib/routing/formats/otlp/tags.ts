// The messages of opentelemetry-proto 1.x (trace/v1, common/v1, resource/v1, collector/trace/v1), with the fields that
// are read, by their tags: the number and, in the last three bits, how it is written. Others are passed over.

export const REQUEST = { resource_spans: 0x0a };
export const RESOURCE_SPANS = { resource: 0x0a, scope_spans: 0x12 };
export const RESOURCE = { attributes: 0x0a };
export const SCOPE_SPANS = { spans: 0x12 };
export const SPAN = {
  trace_id: 0x0a,
  span_id: 0x12,
  parent_span_id: 0x22,
  name: 0x2a,
  kind: 0x30,
  start_time_unix_nano: 0x39,
  end_time_unix_nano: 0x41,
  attributes: 0x4a,
  status: 0x7a,
};
export const STATUS = { code: 0x18 };
export const KEY_VALUE = { key: 0x0a, value: 0x12 };
export const ANY_VALUE = { string: 0x0a, bool: 0x10, int: 0x18, double: 0x21, array: 0x2a, kvlist: 0x32 };
export const VALUES = { values: 0x0a };
