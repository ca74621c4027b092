"use client";

import { Field } from "./Field";
import type { InputProps } from "./inputs";

export type RadioOption = { value: string; label: string; help?: string };

/** One of a few, all of them in sight, each with what it means. */
export function RadioInput(props: InputProps<string> & { options: readonly RadioOption[] }) {
  const { name, value, onChange, options, disabled } = props;
  return (
    <Field {...props} group>
      <div className="grid gap-2">
        {options.map((option) => (
          <label key={option.value} className="chk">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              disabled={disabled}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              {option.help ? <small>{option.help}</small> : null}
            </span>
          </label>
        ))}
      </div>
    </Field>
  );
}
