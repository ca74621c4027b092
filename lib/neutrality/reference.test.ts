import { describe, expect, it } from "vitest";
import { NeutralityQuery } from "./index";
import { parseReference } from "./reference";

describe("reference", () => {
  it.each([
    ["0.25", [{ task: null, share: 0.25 }]],
    [
      "chat:0.3,code:0.2",
      [
        { task: "chat", share: 0.3 },
        { task: "code", share: 0.2 },
      ],
    ],
    ["team:chat:0.30", [{ task: "team:chat", share: 0.3 }]],
  ])("reads %s", (text, expected) => expect(parseReference(text)).toEqual(expected));

  it.each([
    "",
    "0",
    "1",
    "0.0",
    "1.0",
    ".5",
    "25%",
    "0,25",
    "0.5,0.5",
    "chat",
    "chat:",
    "chat:1",
    ":0.2",
    "-0.2",
  ])("refuses %s", (text) => expect(parseReference(text)).toBeNull());
  it.each(["chat:0.2,", "chat:0.2, code:x", "chat:0.2,chat:0.3", "0.2,chat:0.3", "0.1234567890123", "1e-1"])(
    "refuses %s",
    (text) => expect(parseReference(text)).toBeNull(),
  );

  const ask = (over: Record<string, string>) =>
    NeutralityQuery.safeParse({ from: "2026-05-01", to: "2026-06-01", ...over });
  const faults = (over: Record<string, string>) =>
    ask(over).error?.issues.map(({ path, message }) => [path.join("/"), message.split(" ")[0]]);

  it("belongs to reference_share, which needs it", () => {
    expect(ask({ baseline: "reference_share", reference: "0.25" }).data?.reference).toBe("0.25");
    expect(faults({ baseline: "reference_share" })).toEqual([["reference", "reference_share"]]);
    expect(faults({ baseline: "owner_blind", reference: "0.25" })).toEqual([["reference", "Only"]]);
    expect(faults({ reference: "0.25" })).toEqual([["reference", "Only"]]);
    expect(faults({ baseline: "reference_share", reference: "much" })).toEqual([["reference", "One"]]);
  });
});
