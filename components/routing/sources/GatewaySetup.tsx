"use client";

import { useState } from "react";
import { Select } from "@/components/ui";
import { Command } from "./Command";
import { GATEWAY_CONFIGS } from "./gateway-config";

/** What to copy so that a gateway delivers by itself, for the gateway that is chosen. */
export function GatewaySetup({ base }: { base: string }) {
  const [value, setValue] = useState(GATEWAY_CONFIGS[0].value);
  const chosen = GATEWAY_CONFIGS.find((config) => config.value === value) ?? GATEWAY_CONFIGS[0];
  return (
    <div className="grid gap-6">
      <div>
        <Select
          label="Gateway"
          value={value}
          options={GATEWAY_CONFIGS.map(({ value, label }) => ({ value, label }))}
          onChange={setValue}
        />
      </div>
      {chosen.parts(base).map(({ title, text, copied }) => (
        <div key={title} className="grid gap-2">
          <p>
            <b>{title}</b>
          </p>
          <Command text={text} label="Copy" done={copied} />
        </div>
      ))}
    </div>
  );
}
