import { expect, it } from "vitest";
import { crumbsFor, navigationFor } from "./navigation";

const labels = (roles: Parameters<typeof navigationFor>[0]) =>
  navigationFor(roles).map((section) =>
    [section.label, ...section.pages.map((page) => page.label)].join(" "),
  );

it("shows each role what it may use and nothing else", () => {
  expect(labels(["executive"])).toEqual([
    "Overview",
    "Overlaps Queue Conditions",
    "Register Partners Investments Products Rights Commitments Segments Sources Network",
    "Routing Share Sources Policies",
    "Promise Commitments Checks Neutrality Findings Notices",
    "Settings Notifications",
  ]);
  expect(labels(["compliance"])).toContain("Overlaps Queue Conditions Delegations");
  expect(labels(["compliance"])).toContain("Routing Share Decisions Sources Policies");
  expect(labels(["admin"])).toEqual(["Settings People Keys Notifications"]);
  expect(labels(["partner"])).toEqual(["Settings Notifications"]);
  expect(labels([])).toEqual([]);
});

it("leads from the section to the record", () => {
  const sections = navigationFor(["compliance"]);
  expect(crumbsFor(sections, "/overlaps/OV-0012")).toEqual([
    { label: "Overlaps", href: "/overlaps" },
    { label: "OV-0012", href: null, mono: true },
  ]);
  expect(crumbsFor(sections, "/register/partners/open%20ai/edit")).toEqual([
    { label: "Register", href: "/register/partners" },
    { label: "Partners", href: "/register/partners" },
    { label: "open ai", href: null, mono: true },
    { label: "edit", href: null, mono: false },
  ]);
  expect(crumbsFor(sections, "/promise/neutrality/how-we-know")).toEqual([
    { label: "Promise", href: "/promise/commitments" },
    { label: "Neutrality", href: "/promise/neutrality" },
    { label: "How we know", href: null, mono: false },
  ]);
  expect(crumbsFor(sections, "/overview")).toEqual([{ label: "Overview", href: null }]);
  expect(crumbsFor(sections, "/overlaps")).toEqual([{ label: "Overlaps", href: null }]);
  expect(crumbsFor(sections, "/overlaps/conditions/CN-0001")).toEqual([
    { label: "Overlaps", href: "/overlaps" },
    { label: "Conditions", href: "/overlaps/conditions" },
    { label: "CN-0001", href: null, mono: true },
  ]);
  expect(crumbsFor(sections, "/notifications/digest")).toEqual([
    { label: "Notifications", href: "/notifications" },
    { label: "Digest", href: null, mono: false },
  ]);
  expect(crumbsFor(sections, "/elsewhere")).toEqual([]);
});
