"use client";

import { CheckboxGroup, MultiSelect, type Option, SelectInput, Textarea, TextInput } from "@/components/form";
import { formatCount, formatNumber, formatPercent } from "@/lib/kernel/format";
import type { CheckField, FieldUnit } from "./check-fields";
import { isWhole, readNumber } from "./check-values";
import { StrataInput } from "./StrataInput";
import { stratumKey, stratumName } from "./strata-words";

export type CheckOptions = {
  focus: readonly Option[];
  router: readonly Option[];
  task: readonly Option[];
  region: readonly Option[];
  people: readonly Option[];
  strata: readonly StratumOption[];
};

/** A router's task that was seen lately. */
export type StratumOption = { router: string; task: string | null; decisions: number };

const COVARIATES = [
  { value: "quality", label: "quality" },
  { value: "log_cost", label: "price" },
  { value: "latency_s", label: "latency" },
];

/** What was understood of a number; text that is none is said so. */
function understood(typed: string, unit: FieldUnit): string {
  if (typed.trim() === "") return "";
  const value = readNumber(typed, isWhole(unit));
  if (typeof value === "string") return "Not read as a number. Try 0.05 or 5 %.";
  if (unit === "share") return `Understood: ${formatPercent(value, value < 0.1 ? 2 : 1)}`;
  if (unit === "points") return `Understood: ${formatNumber(value * 100, 2)} points`;
  if (unit === "odds") return `Understood: ${formatNumber(value, 2)} times`;
  return typed.includes(",") ? `Understood: ${formatNumber(value)}` : "";
}

type Props = {
  field: CheckField;
  value: string | readonly string[] | undefined;
  error: string | undefined;
  options: CheckOptions;
  onChange: (value: string | readonly string[]) => void;
};

/** The input that fits an entry of a check. A value that the options no longer hold stays and is shown. */
export function CheckFieldInput({ field, value, error, options, onChange }: Props) {
  const text = typeof value === "string" ? value : "";
  const common = {
    name: field.name,
    label: field.label,
    onChange,
    ...(field.help ? { help: field.help } : {}),
    ...(field.required ? { required: true } : {}),
    ...(error ? { error } : {}),
  };
  switch (field.kind) {
    case "number":
      return <TextInput {...common} value={text} understood={understood(text, field.unit)} />;
    case "long":
      return <Textarea {...common} value={text} />;
    case "text":
      return <TextInput {...common} value={text} />;
    case "covariates":
      return (
        <CheckboxGroup {...common} required value={Array.isArray(value) ? value : []} options={COVARIATES} />
      );
    case "strata":
      return (
        <StrataInput
          {...common}
          value={value}
          options={options.strata.map((one) => ({
            value: stratumKey(one),
            label: `${stratumName(one)}: ${formatCount(one.decisions, "decision")}`,
          }))}
        />
      );
    case "people":
      return (
        <MultiSelect
          {...common}
          value={Array.isArray(value) ? value : []}
          options={options.people}
          add="Add a person"
        />
      );
    default: {
      const given = field.kind === "of" ? options[field.of] : field.options;
      const known = text === "" || given.some((one) => one.value === text);
      const all = known ? given : [...given, { value: text, label: text }];
      const empty = field.empty ?? (text === "" ? "choose" : undefined);
      return (
        <SelectInput
          {...common}
          value={text}
          options={all}
          {...(empty === undefined ? { required: true } : { empty })}
        />
      );
    }
  }
}
