import type { Field } from "../gateway";
import { member } from "./attributes";

/**
 * The spans of an ExportTraceServiceRequest, each with its resource. A level that is no list stands as one record, to
 * be refused in its place. Null: the value is no request (a span alone is one record itself).
 */
export function spansOf(body: Field): readonly Field[] | null {
  const groups = member(body, "resourceSpans", "resource_spans");
  // A request without spans is valid, and `{}` is one.
  if (!groups.stated) return body.names.length === 0 && isObject(body) ? [] : null;
  if (!Array.isArray(groups.value)) return null;
  return groups.items.flatMap((group) => {
    const resource = group.at("resource");
    return below(group, "scopeSpans", "scope_spans").flatMap((scope) =>
      isObject(scope) ? below(scope, "spans", "spans").map((span) => withResource(span, resource)) : [scope],
    );
  });
}

export const isObject = ({ value }: Field): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function below(field: Field, camel: string, snake: string): Field[] {
  if (!isObject(field)) return [field];
  const list = member(field, camel, snake);
  if (!list.stated) return [];
  return Array.isArray(list.value) ? list.items : [list.with(null)];
}

const withResource = (span: Field, resource: Field): Field =>
  isObject(span) && isObject(resource)
    ? span.with({ ...(span.value as object), resource: resource.value ?? null })
    : span;
