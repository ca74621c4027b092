import type { FormField } from "./form-fields";
import { EMPTY_RULE, toRuleBody, toRuleValues } from "./rule-values";

type Values = Record<string, unknown>;

const emptyOf = (field: FormField): unknown => {
  if (field.kind === "rule") return EMPTY_RULE;
  return field.kind === "tokens" ||
    field.kind === "choices" ||
    field.kind === "references" ||
    field.kind === "items"
    ? []
    : "";
};

const toInput = (field: FormField, value: unknown): unknown => {
  if (field.kind === "rule") return toRuleValues(value);
  if (value === null || value === undefined) return emptyOf(field);
  if (field.kind === "items" && Array.isArray(value))
    return value.map((item) => toValues(field.fields, item));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
};

/** A record of the API as the inputs hold it: text, with empty for unknown. What no field shows is carried along. */
export const toValues = (fields: readonly FormField[], record: Values): Values => ({
  ...record,
  ...Object.fromEntries(fields.map((field) => [field.name, toInput(field, record[field.name])])),
});

const toField = (field: FormField, value: unknown): unknown => {
  if (field.kind === "items" && Array.isArray(value))
    return value.map((item) => ({ ...item, ...toBody(field.fields, item) }));
  if (field.kind === "rule") return toRuleBody(value);
  if (value === "") return null;
  if (field.kind === "number") return Number(value);
  return field.kind === "yes_no" ? value === "true" : value;
};

/** Inputs as the API takes them: empty clears, numbers are numbers. */
export const toBody = (fields: readonly FormField[], values: Values): Values =>
  Object.fromEntries(fields.map((field) => [field.name, toField(field, values[field.name])]));

/** Values of an empty form; an address cannot hold a rule. */
export const emptyValues = (fields: readonly FormField[], preset: Values = {}): Values =>
  Object.fromEntries(
    fields.map((field) => [
      field.name,
      field.kind === "rule" ? EMPTY_RULE : (preset[field.name] ?? emptyOf(field)),
    ]),
  );
