"use client";

import { type FieldErrors, fieldId, SelectInput, TextInput } from "@/components/form";
import { Button } from "@/components/ui";
import { capitalise } from "@/lib/kernel/format";
import { explainRule, mayTie, RULE_KIND_WORDS, TIE_WORDS } from "@/lib/register";
import { isRuleKind, type RuleValues, readRule, toRuleValues, WEIGHED } from "./rule-values";

/** Of the parts of a rule, for the summary of errors. */
export const RULE_LABELS: Readonly<Record<string, string>> = {
  kind: "Declared rule",
  band: "Band",
  floor: "Quality floor",
  "weights/quality": "Weight of quality",
  "weights/log_cost": "Weight of ln cost",
  "weights/latency_s": "Weight of latency",
  ties: "Of equals it takes",
};

const WEIGHT_HELP: Readonly<Record<string, string>> = {
  quality: "Quality runs from 0 to 1; above 0 prefers better.",
  log_cost: "Natural logarithm of the cost; below 0 prefers cheaper.",
  latency_s: "In seconds; below 0 prefers faster.",
};

const KIND_OPTIONS = Object.entries(RULE_KIND_WORDS).map(([value, label]) => ({
  value,
  label: capitalise(label),
}));

type Props = {
  path: string;
  label: string;
  value: unknown;
  errors: FieldErrors;
  onChange: (value: RuleValues) => void;
};

const errorProps = (errors: FieldErrors, name: string) => (errors[name] ? { error: errors[name] } : {});

/** The declared rule: its kind in words, the parameters that this kind needs, and what it means with what was typed. */
export function RuleControl({ path, label, value, errors, onChange }: Props) {
  const values = toRuleValues(value);
  const set = (change: Partial<RuleValues>) => onChange({ ...values, ...change });
  const kind = `${path}/kind`;
  const error = errors[kind] ?? errors[path];
  return (
    <fieldset className="fieldset rule-control" id={fieldId(path)} tabIndex={-1}>
      <legend className="vh">{label}</legend>
      <SelectInput
        name={kind}
        label={label}
        value={values.kind}
        options={KIND_OPTIONS}
        empty="not declared"
        onChange={(next) => set({ kind: next, ties: keptTie(next, values.ties) })}
        {...(error ? { error } : {})}
      />
      <div className={values.kind === "" ? undefined : "item"}>
        {values.kind === "" ? null : (
          <>
            <Parameters path={path} values={values} errors={errors} set={set} />
            <TieInput path={path} values={values} errors={errors} set={set} />
          </>
        )}
        <p className="meant" aria-live="polite">
          {meaning(values)}
        </p>
      </div>
    </fieldset>
  );
}

/** A tie rule that the other kind cannot use is not carried over. */
const keptTie = (kind: string, ties: string): string =>
  isTie(ties) && isRuleKind(kind) && !mayTie(kind, ties) ? "" : ties;

const isTie = (ties: string): ties is keyof typeof TIE_WORDS => ties in TIE_WORDS;

function meaning(values: RuleValues): string {
  if (values.kind === "")
    return "Without a declared rule the router cannot be held to its own word, and no pre-flight can be run.";
  const rule = readRule(values);
  return rule ? explainRule(rule) : "What was typed cannot be read as this rule yet.";
}

type PartProps = Pick<Props, "path" | "errors"> & {
  values: RuleValues;
  set: (change: Partial<RuleValues>) => void;
};

function Parameters({ path, values, errors, set }: PartProps) {
  const part = (name: "band" | "floor", help: string) => (
    <TextInput
      name={`${path}/${name}`}
      label={RULE_LABELS[name] ?? name}
      value={values[name]}
      help={help}
      onChange={(typed) => set({ [name]: typed })}
      {...errorProps(errors, `${path}/${name}`)}
    />
  );
  if (values.kind === "cheapest_within")
    return part(
      "band",
      "How far below the best expected quality still counts as near; quality runs from 0 to 1.",
    );
  if (values.kind === "min_cost_above") return part("floor", "The least expected quality, from 0 to 1.");
  return values.kind === "weighted" ? (
    <Weights path={path} values={values} errors={errors} set={set} />
  ) : null;
}

function Weights({ path, values, errors, set }: PartProps) {
  const { weights } = values;
  const others = Object.keys(weights).filter((name) => !WEIGHED.includes(name));
  const without = (name: string) =>
    Object.fromEntries(Object.entries(weights).filter(([each]) => each !== name));
  return (
    <>
      <div className="weights">
        {[...WEIGHED, ...others].map((name) => (
          <TextInput
            key={name}
            name={`${path}/weights/${name}`}
            label={RULE_LABELS[`weights/${name}`] ?? `Weight of ${name}`}
            value={weights[name] ?? ""}
            help={WEIGHT_HELP[name] ?? "No candidate carries this figure."}
            onChange={(typed) => set({ weights: { ...weights, [name]: typed } })}
            {...errorProps(errors, `${path}/weights/${name}`)}
          />
        ))}
      </div>
      {others.map((name) => (
        <Button key={name} tone="quiet" onClick={() => set({ weights: without(name) })}>
          Take the weight of {name} away
        </Button>
      ))}
    </>
  );
}

function TieInput({ path, values, errors, set }: PartProps) {
  const { kind, ties } = values;
  const options = Object.entries(TIE_WORDS)
    .filter(([value]) => value === ties || (isRuleKind(kind) && isTie(value) && mayTie(kind, value)))
    .map(([value, label]) => ({ value, label }));
  return (
    <SelectInput
      name={`${path}/ties`}
      label={RULE_LABELS.ties ?? ""}
      value={ties}
      options={options}
      empty="not declared"
      help="Which one, where the rule itself calls several equal."
      onChange={(next) => set({ ties: next })}
      {...errorProps(errors, `${path}/ties`)}
    />
  );
}
