import { describe, expect, it } from "vitest";
import * as f from "./format";

describe("figures", () => {
  it("groups thousands, uses the minus sign and never writes a negative zero", () => {
    expect(f.formatNumber(340756)).toBe("340,756");
    expect(f.formatNumber(-1381.25, 1)).toBe("\u22121,381.3");
    expect(f.formatNumber(-0.02, 1)).toBe("0.0");
    expect(f.formatSigned(0.04, 1)).toBe("0.0");
    expect(f.formatPoints(0.0241)).toBe("+2.4");
    expect(f.formatPoints(-0.007)).toBe("\u22120.7");
  });

  it("keeps percent signs on their line", () => {
    expect(f.formatPercent(0.2944)).toBe("29.4\u00a0%");
  });

  it("scales money and trims what is not known more exactly", () => {
    expect(f.formatMoney("8000000000")).toBe("USD\u00a08\u00a0bn");
    expect(f.formatMoney("30500000", "EUR")).toBe("EUR\u00a030.5\u00a0m");
    expect(f.formatMoney("950")).toBe("USD\u00a0950");
    expect(f.formatMoney("100000")).toBe("USD\u00a0100,000");
    expect(f.formatBound("up_to", f.formatMoney("50e9"))).toBe("up to USD\u00a050\u00a0bn");
    expect(f.formatBound("equal", "8.0")).toBe("8.0");
  });

  it("counts in words and in figures", () => {
    expect(f.countInWords(1, "router")).toBe("one router");
    expect(f.countInWords(0, "router")).toBe("no routers");
    expect(f.countInWords(3629, "decision")).toBe("3,629 decisions");
    expect(f.formatList(["Desk", "Flow", "Forge"])).toBe("Desk, Flow and Forge");
  });
});

describe("dates", () => {
  it("are as precise as they are known", () => {
    expect(f.formatDate("2026-08-10")).toBe("10 August 2026");
    expect(f.formatDate("2026-02")).toBe("February 2026");
    expect(f.formatDate("2006")).toBe("2006");
    expect(f.formatDate(Date.UTC(2026, 7, 10))).toBe("10 August 2026");
    expect(f.formatDayShort("2026-08-10")).toBe("10 Aug");
    expect(f.formatDateTime("2026-11-17T14:10:30Z")).toBe("17 November 2026, 14:10\u00a0UTC");
  });

  it("say the last day of a half-open range", () => {
    expect(f.formatRange("2026-04-15", "2026-11-21")).toBe("15 April to 20 November 2026");
    expect(f.formatRange("2025-12-01", "2026-02-01")).toBe("1 December 2025 to 31 January 2026");
    expect(f.formatRange("2026-04-15", "2026-04-16")).toBe("15 April 2026");
  });
});
