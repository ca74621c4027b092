"use client";

import { formatBytes } from "@/lib/kernel/format";
import { controlProps, Field, type FieldProps } from "./Field";

/** What `form.field(name)` of useApiForm gives; the rest is said where the input stands. */
export type InputProps<T> = FieldProps & { value: T; onChange: (value: T) => void; disabled?: boolean };
export type Option = { value: string; label: string };

export type TextInputProps = InputProps<string> & {
  type?: "text" | "email" | "password" | "url" | "search";
  placeholder?: string;
  autoComplete?: string;
  maxLength?: number;
};

export function TextInput(props: TextInputProps) {
  const { value, onChange, disabled, type = "text", placeholder, autoComplete = "off", maxLength } = props;
  return (
    <Field {...props}>
      <input
        {...controlProps(props)}
        className="inp"
        type={type}
        value={value}
        disabled={disabled}
        placeholder={placeholder}
        autoComplete={autoComplete}
        maxLength={maxLength}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

export function Textarea(props: InputProps<string> & { rows?: number }) {
  return (
    <Field {...props}>
      <textarea
        {...controlProps(props)}
        className="inp"
        rows={props.rows ?? 3}
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}

/** The browser's own select; `empty` is the word for no choice, such as "not known". */
export function SelectInput(props: InputProps<string> & { options: readonly Option[]; empty?: string }) {
  return (
    <Field {...props}>
      <select
        {...controlProps(props)}
        className="inp"
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {props.empty === undefined ? null : <option value="">{props.empty}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** One file, and what is chosen in words. */
export function FileInput(props: InputProps<File | null>) {
  const { value, onChange, disabled } = props;
  const understood = value ? `${value.name}, ${formatBytes(value.size)}` : "";
  const wired = { ...props, understood };
  return (
    <Field {...wired}>
      <input
        {...controlProps(wired)}
        className="inp file"
        type="file"
        disabled={disabled}
        onChange={(event) => onChange(event.target.files?.[0] ?? null)}
      />
    </Field>
  );
}

export type CheckboxProps = {
  name: string;
  label: string;
  help?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

export function Checkbox({ name, label, help, checked, onChange, disabled }: CheckboxProps) {
  return (
    <label className="chk">
      <input
        type="checkbox"
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {help ? <small>{help}</small> : null}
      </span>
    </label>
  );
}

/** Several of a few: all of them in sight. */
export function CheckboxGroup(props: InputProps<readonly string[]> & { options: readonly Option[] }) {
  const { value, onChange, options, name } = props;
  const toggle = (option: string, on: boolean) =>
    onChange(
      options.map((each) => each.value).filter((each) => (each === option ? on : value.includes(each))),
    );
  return (
    <Field {...props} group>
      <div className="checks">
        {options.map((option) => (
          <Checkbox
            key={option.value}
            name={name}
            label={option.label}
            checked={value.includes(option.value)}
            disabled={props.disabled}
            onChange={(on) => toggle(option.value, on)}
          />
        ))}
      </div>
    </Field>
  );
}
