"use client";

import { DropdownMenu } from "radix-ui";
import { useEffect, useState } from "react";
import {
  DENSITIES,
  DENSITY_COOKIE,
  type DisplayChoice,
  readDensity,
  readTheme,
  THEME_COOKIE,
  THEMES,
} from "./display";

export type { DisplayChoice };

const WORDS: Record<string, string> = {
  system: "As the system",
  light: "Light",
  dark: "Dark",
  comfortable: "Comfortable",
  compact: "Compact",
};
const STORE = "display";
const YEAR_MS = 31_536_000_000;

function apply({ theme, density }: DisplayChoice) {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  if (density === "compact") root.dataset.density = density;
  else delete root.dataset.density;
}

/** The cookie for the server, which a page without TLS may not set; the local copy for the other tabs, and in its place. */
function remember(choice: DisplayChoice) {
  localStorage.setItem(STORE, JSON.stringify(choice));
  if (!("cookieStore" in window)) return;
  const expires = Date.now() + YEAR_MS;
  void cookieStore.set({ name: THEME_COOKIE, value: choice.theme, expires });
  void cookieStore.set({ name: DENSITY_COOKIE, value: choice.density, expires });
}

function readStored(text: string | null): DisplayChoice | null {
  if (text === null) return null;
  const stored = JSON.parse(text) as { theme?: string; density?: string };
  return { theme: readTheme(stored.theme), density: readDensity(stored.density) };
}

/** Theme and density; other tabs follow at once. */
export function DisplayMenu({ initial }: { initial: DisplayChoice }) {
  const [choice, setChoice] = useState(initial);
  useEffect(() => {
    const follow = (next: DisplayChoice | null) => {
      if (!next) return;
      setChoice(next);
      apply(next);
    };
    const onStorage = (event: StorageEvent) => {
      if (event.key === STORE) follow(readStored(event.newValue));
    };
    if (!("cookieStore" in window)) follow(readStored(localStorage.getItem(STORE)));
    window.addEventListener("storage", onStorage);
    return () => window.removeEventListener("storage", onStorage);
  }, []);
  const choose = (next: DisplayChoice) => {
    setChoice(next);
    apply(next);
    remember(next);
  };
  const group = (
    label: string,
    value: string,
    values: readonly string[],
    onValue: (value: string) => void,
  ) => (
    <DropdownMenu.RadioGroup value={value} onValueChange={onValue} aria-label={label}>
      <h3>{label}</h3>
      {values.map((each) => (
        <DropdownMenu.RadioItem key={each} value={each} className="opt-row">
          <span className="tick" aria-hidden="true" />
          {WORDS[each]}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button className="btn quiet" type="button">
          Display
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="pop" align="end" sideOffset={6} aria-label="Display">
          {group("Theme", choice.theme, THEMES, (value) => choose({ ...choice, theme: readTheme(value) }))}
          <hr />
          {group("Density", choice.density, DENSITIES, (value) =>
            choose({ ...choice, density: readDensity(value) }),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
