import { describe, expect, it } from "vitest";
import { buildCatalogue, type CatalogueModel, matchModel } from "./catalogue";
import { globMatches, shortestCommonText } from "./glob";
import { normaliseModelName } from "./normalise";
import { firstPartyIds } from "./owners";
import { findTies, globsTie } from "./ties";

const model = (name: string, product: string, ...patterns: string[]): CatalogueModel => ({
  model_id: name,
  model: name,
  product,
  owner: `${product}-owner`,
  owner_name: product,
  owner_ordinal: 1,
  first_party: false,
  patterns,
});

describe("normaliseModelName", () => {
  it.each([
    ["  Nova-Pro ", "nova-pro"],
    ["us.amazon.nova-pro-v1:0", "amazon.nova-pro-v1:0"],
    ["global.us.x", "us.x"],
    ["jp.amazon.nova", "jp.amazon.nova"],
    ["arn:aws:bedrock:us-east-1::foundation-model/eu.amazon.nova-pro-v1:0", "amazon.nova-pro-v1:0"],
    ["arn:aws:bedrock:us-east-1:1:inference-profile/a/us.meta.llama", "meta.llama"],
    ["bedrock/us.amazon.nova", "bedrock/us.amazon.nova"],
  ])("%s is compared as %s", (raw, expected) => {
    expect(normaliseModelName(raw)).toBe(expected);
  });
});

describe("matchModel", () => {
  const catalogue = buildCatalogue([
    model("exact", "a", "gpt-4o"),
    model("wide", "b", "gpt-*"),
    model("narrow", "c", "gpt-4o-mini*"),
    model("dots", "d", "x.y?z"),
  ]);
  it("prefers exact, then more literal characters", () => {
    expect(matchModel(catalogue, "GPT-4o")?.model).toBe("exact");
    expect(matchModel(catalogue, "gpt-4o-mini-2024")?.model).toBe("narrow");
    expect(matchModel(catalogue, "gpt-5")?.model).toBe("wide");
  });
  it("takes dots literally and guesses nothing", () => {
    expect(matchModel(catalogue, "x.y1z")?.model).toBe("dots");
    expect(matchModel(catalogue, "xay1z")).toBeNull();
    expect(matchModel(catalogue, "openai/gpt-4o")).toBeNull();
  });
});

describe("ties", () => {
  it("finds globs of equal weight that fit one name, and the same name twice", () => {
    expect(globsTie("a*", "*b")).toBe(true);
    expect(globsTie("a*c", "b*c")).toBe(false);
    expect(globsTie("a?", "?b")).toBe(true);
    expect(globsTie("claude-*", "*-latest")).toBe(true);
    expect(globsTie("*", "*")).toBe(true);
    const all = [
      { pattern: "Nova", product: "a", model: "m" },
      { pattern: "us.nova", product: "b", model: "m" },
      { pattern: "x*", product: "a", model: "m" },
      { pattern: "*x", product: "b", model: "m" },
      { pattern: "yy*", product: "b", model: "m" },
    ];
    expect(findTies(all.slice(0, 1), all)).toEqual([
      { pattern: "Nova", product: "a", with_pattern: "us.nova", with_product: "b" },
    ]);
    expect(findTies(all.slice(2, 3), all)).toHaveLength(1);
    expect(findTies(all.slice(4), all)).toEqual([]);
  });
});

describe("globs", () => {
  it.each([
    ["*", "", true],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-b-b-d", false],
    ["*.v?:*", "x.v1:0", true],
    ["?", "", false],
    ["a**", "a", true],
  ])("%s against %s", (glob, text, fits) => {
    expect(globMatches(glob, text)).toBe(fits);
  });
  it.each([
    ["a*", "*b", 2],
    ["ab*", "a?c", 3],
    ["a*", "b*", Infinity],
    ["*large*", "*egg*", 7],
    ["*x?*", "*?y*", 2],
  ])("%s and %s share a text of %d characters", (a, b, length) => {
    expect(shortestCommonText(a, b)).toBe(length);
  });
  it("with many stars against a long name end at once", () => {
    expect(globMatches("*a*a*a*a*a*a*a*a*a*a*b", "a".repeat(5000))).toBe(false);
  });
  it("open on both sides tie only where their literals overlap", () => {
    expect(globsTie("*.nova-v*", "*.zeta-v*")).toBe(false);
    expect(globsTie("*x?*", "*?y*")).toBe(false);
    expect(globsTie("*abcd?*", "*?bcde*")).toBe(true);
    const both = buildCatalogue([model("n", "a", "*nova*"), model("z", "b", "*zeta*")]);
    expect(matchModel(both, "zeta-nova")).toBeNull();
    expect(matchModel(both, "nova-lite")?.model).toBe("n");
  });
  it("keep a region's prefix when nothing else would be left", () => {
    const all = buildCatalogue([model("m", "a", "us.*")]);
    expect(matchModel(all, "gpt-4o")).toBeNull();
  });
});

describe("firstPartyIds", () => {
  it("follows parents up to the platform and survives a cycle", () => {
    const node = (id: string, parent_id: string | null, ...kinds: string[]) => ({ id, parent_id, kinds });
    const own = firstPartyIds([
      node("p", "parent", "platform"),
      node("parent", null),
      node("child", "p"),
      node("grandchild", "child", "partner"),
      node("x", "y"),
      node("y", "x"),
    ]);
    expect([...own].sort()).toEqual(["child", "grandchild", "p"]);
  });
});
