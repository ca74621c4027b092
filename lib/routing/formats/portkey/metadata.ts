import type { Field } from "../gateway";
import { membersOf } from "../gateway/loose";

/** Keys beside values, as the columns `metadata.key` and `metadata.value` hold them. */
const paired = (keys: Field, values: Field): (readonly [string, Field])[] =>
  keys
    .json()
    .items.flatMap((key, index) =>
      key.text === undefined ? [] : [[key.text, values.json().at(index)] as const],
    );

/** What callers attached to a request, in every form that an export gives it. */
export function attached(record: Field): (readonly [string, Field])[] {
  const metadata = record.at("metadata").json();
  const items = metadata.items.flatMap((item) => {
    const key = item.at("key").text;
    return key === undefined ? [] : [[key, item.at("value")] as const];
  });
  return [
    ...paired(record.at("metadata.key"), record.at("metadata.value")),
    ...paired(metadata.at("key"), metadata.at("value")),
    ...items,
    ...membersOf(metadata),
  ];
}
