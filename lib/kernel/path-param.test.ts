import { expect, it } from "vitest";
import { pathParam } from "./path-param";

it("decodes what is encoded and leaves the rest", () => {
  expect(["My%20Router%40v9", "plain", "%25", "%", "%E0%A4%A"].map(pathParam)).toEqual([
    "My Router@v9",
    "plain",
    "%",
    "%",
    "%E0%A4%A",
  ]);
});
