"use client";

import { Checkbox, Field, type Option, SelectInput } from "@/components/form";
import { readStratum, stratumName } from "./strata-words";

const POOLED = "pooled";
const FIXED = "fixed";

const HOW = [
  { value: POOLED, label: "of all decisions together" },
  { value: FIXED, label: "of all, and of routers and tasks fixed here" },
];
/** Said by older checks alone. */
const NONE = { value: "none", label: "of all decisions together, nothing beside" };

type Props = {
  name: string;
  label: string;
  help?: string;
  error?: string;
  value: string | readonly string[] | undefined;
  /** Routers' tasks seen lately, within the scope that is chosen. */
  options: readonly Option[];
  onChange: (value: string | readonly string[]) => void;
};

const nameOf = (key: string): string => {
  const stratum = readStratum(key);
  return typeof stratum === "string" ? stratum : stratumName(stratum);
};

/** Whether the evidence is that of all decisions, or which routers and tasks have a part in it. */
export function StrataInput({ name, label, help, error, value, options, onChange }: Props) {
  const chosen = typeof value === "string" || value === undefined ? null : value;
  const how = chosen ? FIXED : ((value as string | undefined) ?? POOLED);
  return (
    <>
      <SelectInput
        name={name}
        label={label}
        {...(help ? { help } : {})}
        {...(error && !chosen ? { error } : {})}
        required
        value={how}
        options={how === NONE.value ? [...HOW, NONE] : HOW}
        onChange={(next) => onChange(next === FIXED ? options.map((option) => option.value) : next)}
      />
      {chosen ? (
        <StrataList
          name={`${name}/list`}
          chosen={chosen}
          options={options}
          onChange={onChange}
          {...(error ? { error } : {})}
        />
      ) : null}
    </>
  );
}

/** Those seen lately, the largest first, and those that are chosen though nobody has seen them lately. */
function StrataList({
  name,
  chosen,
  options,
  error,
  onChange,
}: Pick<Props, "name" | "error" | "options"> & {
  chosen: readonly string[];
  onChange: (value: readonly string[]) => void;
}) {
  const seen = new Set(options.map((option) => option.value));
  const unseen = chosen.filter((key) => !seen.has(key));
  const all = [
    ...options.map((option) => ({ ...option, about: "" })),
    ...unseen.map((key) => ({
      value: key,
      label: nameOf(key),
      about: "not seen in the last 30 days, or out of scope",
    })),
  ];
  const toggle = (key: string, on: boolean) =>
    onChange(all.map(({ value }) => value).filter((each) => (each === key ? on : chosen.includes(each))));
  return (
    <Field
      name={name}
      label="With a part of the evidence"
      group
      required
      help="Seen in the last 30 days, with their decisions. Everything else is one part more."
      {...(error ? { error } : {})}
    >
      {all.length === 0 ? (
        <p className="mute">No router has decided within this scope in the last 30 days.</p>
      ) : (
        <div className="strata-list">
          {all.map(({ value, label, about }) => (
            <Checkbox
              key={value}
              name={name}
              label={label}
              {...(about ? { help: about } : {})}
              checked={chosen.includes(value)}
              onChange={(on) => toggle(value, on)}
            />
          ))}
        </div>
      )}
    </Field>
  );
}
