import { expect, it } from "vitest";
import { normaliseName } from "./normalise-name";
import { distance, likeness, type NamedParty, similarPairs } from "./similar-names";

const party = (name: string, more: Partial<NamedParty> = {}): NamedParty => ({
  key: name.toLowerCase().replaceAll(/\W+/g, "-"),
  name,
  aliases: [],
  lei: null,
  ...more,
});

it.each([
  ["Anthropic, PBC", "anthropic"],
  ["Anthropic", "anthropic"],
  ["The Boeing Company", "boeing"],
  ["Société Générale S.A.", "societe generale"],
  ["Alphabet Inc.", "alphabet"],
  ["SoftBank Group Corp.", "softbank"],
  ["AT&T Inc", "at and t"],
  ["Tiffany & Co.", "tiffany"],
  ["Meta Platforms, Inc.", "meta platforms"],
  ["X Holdings Co., Ltd.", "x"],
  ["Hyundai Motor Co Ltd", "hyundai motor"],
  // Nothing but a form: it is the name.
  ["Company", "company"],
  ["SAS", "sas"],
  ["", ""],
])("%s is known as %s", (name, plain) => {
  expect(normaliseName(name)).toBe(plain);
});

it.each([
  ["Anthropic", "Anthropic PBC", "name"],
  ["OpenAI", "Open AI, Inc.", "name"],
  ["Amazon Web Services", "AWS", "initials"],
  ["Microsoft", "Mircosoft Corporation", "spelling"],
  ["Hugging Face", "Huggingface", "name"],
])("%s and %s may be one: %s", (a, b, reason) => {
  expect(likeness(party(a), party(b))?.reason).toBe(reason);
  expect(likeness(party(b), party(a))?.reason).toBe(reason);
});

it.each([
  ["Meta", "Beta"],
  ["Fund 12", "Fund 13"],
  ["Series Fund 2024", "Series Fund 2025"],
  ["Nvidia", "Navidea Biopharmaceuticals"],
  ["General Electric", "GE"],
  ["Cohere", "Coherent"],
])("%s and %s are not taken for one", (a, b) => {
  expect(likeness(party(a), party(b))).toBeNull();
});

it("knows a party by its other names, and by its LEI alone where both have one", () => {
  const aws = party("Amazon Web Services", { aliases: ["AWS"] });
  expect(likeness(aws, party("A.W.S. Inc."))).toEqual({
    reason: "name",
    first: "AWS",
    second: "A.W.S. Inc.",
  });
  const lei = "ZXTILKJKG63JELOEG630";
  const other = "5493006MHB84DD0ZWV18";
  expect(likeness(party("A", { lei }), party("B", { lei }))?.reason).toBe("lei");
  expect(likeness(party("Same", { lei }), party("Same", { lei: other }))).toBeNull();
});

it("counts edits, a swap of neighbours as one", () => {
  expect(distance("mircosoft", "microsoft")).toBe(1);
  expect(distance("kitten", "sitting")).toBe(3);
  expect(distance("", "abc")).toBe(3);
});

it("lists each pair once, the surest first", () => {
  const pairs = similarPairs([
    party("Microsoft"),
    party("Mircosoft"),
    party("Microsoft Corp"),
    party("Meta"),
  ]);
  expect(pairs.map(({ first, second, likeness: { reason } }) => [first.name, second.name, reason])).toEqual([
    ["Microsoft", "Microsoft Corp", "name"],
    ["Microsoft", "Mircosoft", "spelling"],
    ["Mircosoft", "Microsoft Corp", "spelling"],
  ]);
});

it("finds by what they have in common the pairs that comparing all with all finds", () => {
  const names = [
    "Amazon Web Services",
    "AWS",
    "Anthropic",
    "Antropic PBC",
    "Open AI",
    "OpenAI",
    "Mistral",
    "Mistrall AI",
  ];
  const parties = [...names, "International Business Machines", "I.B.M.", "Snowflake", "Snowlfake Inc"].map(
    (name) => party(name),
  );
  const all = parties.flatMap((first, at) =>
    parties
      .slice(at + 1)
      .flatMap((second) => (likeness(first, second) ? [`${first.name} ~ ${second.name}`] : [])),
  );
  const found = similarPairs(parties).map(({ first, second }) => `${first.name} ~ ${second.name}`);
  expect(found.toSorted()).toEqual(all.toSorted());
  expect(found).toHaveLength(5);
});
