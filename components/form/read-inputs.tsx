"use client";

import { useState } from "react";
import { formatDate, formatDateShort, formatDateTime, formatNumber } from "@/lib/kernel/format";
import { parseHumanAmount, parseHumanDate, parseHumanDay, parseHumanInstant } from "@/lib/kernel/human-input";
import { formatDay } from "@/lib/kernel/time";
import { controlProps, Field } from "./Field";
import type { InputProps } from "./inputs";

type Reader = {
  /** What the API takes, or null when the text means nothing. */
  parse: (text: string) => string | null;
  say: (value: string) => string;
  hint: string;
};

/** Keeps what was typed, hands on what was understood; text that means nothing goes on as it is and is refused. */
function ReadInput(props: InputProps<string> & Reader & { placeholder: string; numeric?: boolean }) {
  const { value, onChange, parse, say, hint, placeholder, numeric, disabled } = props;
  const [typed, setTyped] = useState({ text: value, meant: value });
  // The value was changed from outside (a conflict taken over): show that instead of the old text.
  const text = typed.meant === value ? typed.text : value;
  const read = text.trim() === "" ? "" : parse(text);
  const understood = read === null ? hint : read === "" ? "" : `Understood: ${say(read)}`;
  const wired = { ...props, understood };
  const change = (next: string) => {
    const meant = next.trim() === "" ? "" : (parse(next) ?? next);
    setTyped({ text: next, meant });
    onChange(meant);
  };
  return (
    <Field {...wired}>
      <input
        {...controlProps(wired)}
        className={numeric ? "inp num" : "inp"}
        value={text}
        disabled={disabled}
        placeholder={placeholder}
        autoComplete="off"
        onChange={(event) => change(event.target.value)}
      />
    </Field>
  );
}

/** A date as precise as it is known: "2006", "Feb 2026", "10 August 2026". */
export function DateInput(props: InputProps<string>) {
  return (
    <ReadInput
      {...props}
      parse={parseHumanDate}
      say={formatDate}
      hint="Not read as a date. Try Feb 2026 or 2026-02-10."
      placeholder="Feb 2026"
    />
  );
}

const MONTH_MS = 30 * 86_400_000;

/** A day about a month ahead, as an example that is not over. */
const exampleDay = (): string => formatDay(Date.now() + MONTH_MS);

/** One day: a month or a year alone is not taken. */
export function DayInput(props: InputProps<string>) {
  const example = exampleDay();
  return (
    <ReadInput
      {...props}
      parse={parseHumanDay}
      say={formatDate}
      hint={`Not read as a day. Try ${formatDateShort(example)} or ${example}.`}
      placeholder={formatDateShort(example)}
    />
  );
}

/** A moment in UTC: a day, with a time where it is not the day's first moment. */
export function TimeInput(props: InputProps<string>) {
  const example = formatDateShort(exampleDay());
  return (
    <ReadInput
      {...props}
      parse={parseHumanInstant}
      say={formatDateTime}
      hint={`Not read as a time. Try ${example} or ${example}, 14:00.`}
      placeholder={`${example}, 00:00`}
    />
  );
}

/** An amount of money: "8bn", "1.5 million", "30,000,000". The value is the API's decimal string. */
export function AmountInput({ currency = "", ...props }: InputProps<string> & { currency?: string }) {
  const say = (value: string) => {
    const [whole = "0", fraction] = value.split(".");
    const figure = whole.length > 15 ? whole : formatNumber(Number(whole));
    return `${currency} ${figure}${fraction ? `.${fraction}` : ""}`.trim();
  };
  return (
    <ReadInput
      {...props}
      parse={parseHumanAmount}
      say={say}
      hint="Not read as an amount. Try 8bn or 8,000,000,000."
      placeholder="8bn"
      numeric
    />
  );
}
