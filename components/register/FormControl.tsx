"use client";

import {
  AmountInput,
  CheckboxGroup,
  DateInput,
  type FieldErrors,
  MultiSelect,
  type Option,
  SelectInput,
  Textarea,
  TextInput,
  TokenInput,
} from "@/components/form";
import { Button } from "@/components/ui";
import { type FormField, optionsOf, type ReferenceKind } from "./form-fields";
import { emptyValues } from "./form-values";
import { RuleControl } from "./RuleControl";

export type References = Record<ReferenceKind, readonly Option[]>;

type ControlProps = {
  field: FormField;
  path: string;
  value: unknown;
  errors: FieldErrors;
  references: References;
  onChange: (value: unknown) => void;
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
const items = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : []);

const YES_NO = [
  { value: "true", label: "yes" },
  { value: "false", label: "no" },
];

/** A list's error stands at its first faulty member too. */
const errorAt = (errors: FieldErrors, path: string): string | undefined =>
  errors[path] ?? Object.entries(errors).find(([name]) => name.startsWith(`${path}/`))?.[1];

/** The input that fits a field. */
export function FormControl(props: ControlProps) {
  const { field, path, value, errors, references, onChange } = props;
  const error = field.kind === "items" ? errors[path] : errorAt(errors, path);
  const common = {
    name: path,
    label: field.label,
    onChange,
    ...(field.help ? { help: field.help } : {}),
    ...(field.required ? { required: true } : {}),
    ...(error ? { error } : {}),
  };
  switch (field.kind) {
    case "long":
      return <Textarea {...common} value={text(value)} />;
    case "date":
      return <DateInput {...common} value={text(value)} />;
    case "amount":
      return <AmountInput {...common} value={text(value)} />;
    case "tokens":
      return <TokenInput {...common} value={list(value)} />;
    case "choice":
      return (
        <SelectInput
          {...common}
          value={text(value)}
          options={optionsOf(field.options)}
          empty={field.required ? "choose" : "not known"}
        />
      );
    case "yes_no":
      return <SelectInput {...common} value={text(value)} options={YES_NO} empty="not known" />;
    case "choices":
      return <CheckboxGroup {...common} value={list(value)} options={optionsOf(field.options)} />;
    case "reference":
      return (
        <SelectInput
          {...common}
          value={text(value)}
          options={references[field.of]}
          empty={field.required ? "choose" : "none"}
        />
      );
    case "references":
      return <MultiSelect {...common} value={list(value)} options={references[field.of]} />;
    case "items":
      return <ItemsControl {...props} field={field} />;
    case "rule":
      return (
        <RuleControl path={path} label={field.label} value={value} errors={errors} onChange={onChange} />
      );
    case "url":
      return <TextInput {...common} type="url" value={text(value)} placeholder="https://" />;
    default:
      return <TextInput {...common} value={text(value)} />;
  }
}

/** A nested list: each item is a small form of its own, which can be added and taken away. */
function ItemsControl({
  field,
  path,
  value,
  errors,
  references,
  onChange,
}: ControlProps & { field: FormField & { kind: "items" } }) {
  const all = items(value);
  // Inputs are known by their place: an item has no other name while it is typed.
  const places = all.map((_, at) => `${path}/${at}`);
  return (
    <fieldset className="fieldset">
      <legend className="label">{field.label}</legend>
      {errors[path] ? <p className="err">{errors[path]}</p> : null}
      {all.map((item, at) => (
        <div className="item" key={places[at]}>
          {field.fields.map((part) => (
            <FormControl
              key={part.name}
              field={part}
              path={`${path}/${at}/${part.name}`}
              value={item[part.name]}
              errors={errors}
              references={references}
              onChange={(next) =>
                onChange(all.map((one, place) => (place === at ? { ...one, [part.name]: next } : one)))
              }
            />
          ))}
          <Button tone="quiet" onClick={() => onChange(all.filter((_, place) => place !== at))}>
            Take this {field.noun} away
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange([...all, emptyValues(field.fields)])}>Add a {field.noun}</Button>
    </fieldset>
  );
}
