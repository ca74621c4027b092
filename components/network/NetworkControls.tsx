"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { Checkbox, DayInput } from "@/components/form";
import { Button, LinkButton, Select } from "@/components/ui";
import { formatDate } from "@/lib/kernel/format";
import { NETWORK_LAYERS, type NetworkLayer } from "@/lib/register";

type Props = {
  as_of: string;
  today: string;
  before: string | null;
  after: string | null;
  layers: readonly NetworkLayer[];
  party: string | null;
  parties: readonly { value: string; label: string }[];
};

const PAGE = "/register/network";
const ALL = Object.keys(NETWORK_LAYERS) as NetworkLayer[];

/** To another day; dead where there is none. */
const Step = ({ href, label }: { href: string | null; label: string }) =>
  href === null ? <Button disabled>{label}</Button> : <LinkButton href={href}>{label}</LinkButton>;

/** The day, a step to the next day on which something changes, whose surroundings, and what is drawn: all in the address. */
export function NetworkControls({ as_of, today, before, after, layers, party, parties }: Props) {
  const router = useRouter();
  const params = useSearchParams();
  const hrefWith = (name: string, value: string | null): string => {
    const next = new URLSearchParams(params);
    if (value === null || value === "") next.delete(name);
    else next.set(name, value);
    return next.size === 0 ? PAGE : `${PAGE}?${next}`;
  };
  const go = (name: string, value: string | null) => router.push(hrefWith(name, value), { scroll: false });
  const toggle = (layer: NetworkLayer, on: boolean) => {
    const next = ALL.filter((one) => (one === layer ? on : layers.includes(one)));
    go("show", next.length === ALL.length ? null : next.join(","));
  };
  const [day, setDay] = useState(as_of);
  const around = parties.find(({ value }) => value === party);
  const next = after ? hrefWith("as_of", after) : as_of === today ? null : hrefWith("as_of", null);
  return (
    <form
      className="net-controls"
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== "") go("as_of", day);
      }}
    >
      <DayInput name="as_of" label="As of the end of" value={day} required onChange={setDay} />
      <Button type="submit">Show</Button>
      <Step
        href={before && hrefWith("as_of", before)}
        label={before ? `Before: ${formatDate(before)}` : "Nothing before"}
      />
      <Step href={next} label={after ? `Next: ${formatDate(after)}` : "Today"} />
      <Select
        label="Around"
        value={party ?? ""}
        options={[{ value: "", label: "Everybody" }, ...parties]}
        onChange={(value) => go("party", value)}
      >
        {around ? `Around ${around.label}` : "Around everybody"}
      </Select>
      <fieldset className="net-layers">
        <legend>Draw</legend>
        {ALL.map((layer) => (
          <Checkbox
            key={layer}
            name={layer}
            label={NETWORK_LAYERS[layer].label}
            checked={layers.includes(layer)}
            // Of nothing there is no picture: the last one stays.
            disabled={layers.length === 1 && layers.includes(layer)}
            onChange={(on) => toggle(layer, on)}
          />
        ))}
      </fieldset>
    </form>
  );
}
