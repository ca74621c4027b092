"use client";

import {
  DayInput,
  type FieldErrors,
  fieldId,
  type Option,
  SelectInput,
  Textarea,
  TextInput,
} from "@/components/form";
import { Button } from "@/components/ui";
import { CONDITION_KIND_LABELS, ConditionKind } from "@/lib/register";
import { type ConditionValues, emptyCondition, nextAt } from "./review-values";

/** Of the parts of a condition, for the summary of errors. */
export const CONDITION_LABELS = { kind: "Kind", text: "What must be done", owner: "Owner", due_on: "Due" };

const KINDS = ConditionKind.options.map((value) => ({ value, label: CONDITION_KIND_LABELS[value] }));

export type ConditionsInputProps = {
  value: readonly ConditionValues[];
  errors: FieldErrors;
  required: boolean;
  /** People who may own a condition; without them the address is typed. */
  owners: readonly Option[];
  /** Of the review in force: they end with it unless they are taken over. */
  offered: readonly ConditionValues[];
  onChange: (value: readonly ConditionValues[]) => void;
};

/** Once React has drawn what was added or taken away: where one goes on. */
const focusSoon = (name: string) =>
  requestAnimationFrame(() => document.getElementById(fieldId(name))?.focus());

/** The conditions that a review demands, one block each, and those of the review before, to be taken over. */
export function ConditionsInput({
  value,
  errors,
  required,
  owners,
  offered,
  onChange,
}: ConditionsInputProps) {
  const change = (at: number, part: Partial<ConditionValues>) =>
    onChange(value.map((row) => (row.at === at ? { ...row, ...part } : row)));
  const left = offered.filter(
    ({ kind, text }) => !value.some((row) => row.kind === kind && row.text === text),
  );
  const takeOver = () => {
    const first = nextAt(value);
    onChange([...value, ...left.map((row, place) => ({ ...row, at: first + place }))]);
    focusSoon(`conditions/${value.length}/kind`);
  };
  const add = () => {
    onChange([...value, emptyCondition(nextAt(value))]);
    focusSoon(`conditions/${value.length}/kind`);
  };
  const remove = (at: number) => {
    onChange(value.filter((row) => row.at !== at));
    focusSoon("conditions");
  };
  return (
    <fieldset className="fieldset conditions-in" id={fieldId("conditions")} tabIndex={-1}>
      <legend>Conditions{required ? null : <span className="opt"> (optional)</span>}</legend>
      {errors.conditions ? <p className="err">{errors.conditions}</p> : null}
      {value.map((row, place) => (
        <ConditionRow
          key={row.at}
          row={row}
          place={place}
          errors={errors}
          owners={owners}
          onChange={(part) => change(row.at, part)}
          onRemove={() => remove(row.at)}
        />
      ))}
      {left.length > 0 ? (
        <p className="help">
          {left.length === 1 ? "One condition is in force" : `${left.length} conditions are in force`} by the
          last review. What is not taken over ends when this one is approved.
        </p>
      ) : null}
      <div className="acts-row">
        <Button onClick={add}>Add a condition</Button>
        {left.length > 0 ? (
          <Button onClick={takeOver}>
            {left.length === 1 ? "Take it over" : `Take all ${left.length} over`}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

type RowProps = {
  row: ConditionValues;
  place: number;
  errors: FieldErrors;
  owners: readonly Option[];
  onChange: (part: Partial<ConditionValues>) => void;
  onRemove: () => void;
};

function ConditionRow({ row, place, errors, owners, onChange, onRemove }: RowProps) {
  const wired = (part: "kind" | "text" | "owner" | "due_on") => {
    const name = `conditions/${place}/${part}`;
    return {
      name,
      label: CONDITION_LABELS[part],
      value: row[part],
      required: true,
      onChange: (next: string) => onChange({ [part]: next }),
      ...(errors[name] ? { error: errors[name] } : {}),
    };
  };
  const listed = row.owner === "" || owners.some(({ value }) => value === row.owner);
  return (
    <div className="item">
      <SelectInput {...wired("kind")} options={KINDS} empty="choose" />
      <Textarea {...wired("text")} help="So that somebody else can tell whether it was." rows={2} />
      <div className="pair">
        {owners.length > 0 ? (
          <SelectInput
            {...wired("owner")}
            options={listed ? owners : [...owners, { value: row.owner, label: row.owner }]}
            empty="choose"
            help="Sees to it and gives the proof."
          />
        ) : (
          <TextInput {...wired("owner")} type="email" help="E-mail of the person who sees to it." />
        )}
        <DayInput {...wired("due_on")} help="By which proof is due, in UTC." />
      </div>
      <Button tone="text" onClick={onRemove}>
        Take condition {place + 1} away
      </Button>
    </div>
  );
}
