"use client";

import { type KeyboardEvent, useState } from "react";
import { Chip } from "@/components/ui";
import { controlProps, Field } from "./Field";
import type { InputProps, Option } from "./inputs";

/** Several of many: those chosen as chips, the rest in a select that adds. */
export function MultiSelect(
  props: InputProps<readonly string[]> & { options: readonly Option[]; add?: string },
) {
  const { value, onChange, options, add = "Add" } = props;
  const labels = new Map(options.map((option) => [option.value, option.label]));
  const left = options.filter((option) => !value.includes(option.value));
  return (
    <Field {...props}>
      {value.length > 0 ? (
        <div className="flex flex-wrap gap-1.5">
          {value.map((each) => (
            <Chip
              key={each}
              label={labels.get(each) ?? each}
              onRemove={() => onChange(value.filter((other) => other !== each))}
            />
          ))}
        </div>
      ) : null}
      <select
        {...controlProps(props)}
        className="inp"
        value=""
        disabled={props.disabled || left.length === 0}
        onChange={(event) => onChange([...value, event.target.value])}
      >
        <option value="">{left.length === 0 ? "All are chosen" : `${add}…`}</option>
        {left.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Words of one's own, such as aliases or patterns: Enter or a comma adds, Backspace takes the last one back. */
export function TokenInput(props: InputProps<readonly string[]> & { placeholder?: string }) {
  const { value, onChange, disabled, placeholder } = props;
  const [draft, setDraft] = useState("");
  const add = (text: string) => {
    const words = text
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== "" && !value.includes(word));
    if (words.length > 0) onChange([...value, ...new Set(words)]);
    setDraft("");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && draft.trim() !== "") {
      event.preventDefault();
      add(draft);
    }
    if (event.key === "Backspace" && draft === "" && value.length > 0) onChange(value.slice(0, -1));
  };
  return (
    <Field {...props}>
      <div className="inp tok">
        {value.map((word) => (
          <Chip key={word} label={word} onRemove={() => onChange(value.filter((other) => other !== word))} />
        ))}
        <input
          {...controlProps(props)}
          value={draft}
          disabled={disabled}
          placeholder={value.length === 0 ? placeholder : undefined}
          autoComplete="off"
          onKeyDown={onKeyDown}
          onBlur={() => add(draft)}
          onChange={(event) =>
            /[,\n]/.test(event.target.value) ? add(event.target.value) : setDraft(event.target.value)
          }
        />
      </div>
    </Field>
  );
}
