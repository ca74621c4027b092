import { describe, expect, it } from "vitest";
import { readShareField, referenceWords, shareOfDecisions } from "./share-fields";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("a share that a person types", () => {
  it.each([
    ["0.25", "0.25", "25 % for every task"],
    [" 25 % ", "0.25", "25 % for every task"],
    [".3", "0.3", "30 % for every task"],
    [
      "chat: 30 %, code-completion:.125",
      "chat:0.3,code-completion:0.125",
      "30 % in chat, 12.5 % in code completion",
    ],
  ])("is read as the address takes it: %s", (typed, value, words) => {
    const read = readShareField("reference", typed);
    expect("value" in read && { ...read, words: plain(read.words) }).toEqual({ value, words });
  });

  it("keeps small percentages exact", () => {
    expect(readShareField("materiality_share", "0.1 %")).toMatchObject({ value: "0.001" });
    expect(readShareField("materiality_share", "0.07%")).toMatchObject({ value: "0.0007" });
    expect(plain(shareOfDecisions(0.0007))).toBe("0.07 % of the decisions");
  });

  it.each(["", "a quarter", "0", "1", "25", "130 %", "chat:0.3,chat:0.2"])("is refused: %s", (typed) => {
    const read = readShareField("reference", typed);
    expect("error" in read && read.error).toMatch(/each between 0 and 1|fixed in advance/);
  });

  it("is refused in the words of the machine interface", () => {
    expect(readShareField("materiality_share", "1.5")).toEqual({ error: "Between 0 and 1, both excluded." });
    expect(readShareField("materiality_share", "much")).toEqual({ error: "A number between 0 and 1." });
  });
});

it("names two tasks and counts the others", () => {
  expect(plain(referenceWords("a:0.1,b:0.2,c:0.3,d:0.4"))).toBe("10 % in a, 20 % in b and 2 more");
});
