import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

export type Counts = { passed: number; failed: number; skipped: number };
export type Outcome = Counts & { name: string; seconds: number; words: string };

export type Step = {
  name: string;
  /** Arguments of node; a step of several commands stops at the first that fails. */
  commands: readonly (readonly string[])[];
  /** Reads the report that the runner wrote; without one the step counts as one. */
  count?: (report: unknown) => Counts;
  /** Variable that tells the runner where to write its report. */
  report_variable?: string;
};

const ONE: Counts = { passed: 1, failed: 0, skipped: 0 };

/** Runs a step and counts what it has tested. A runner that fails without a failed test counts as one failure. */
export async function runStep(step: Step): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "evenhand-verify-"));
  const report = join(folder, "report.json");
  const started = performance.now();
  let words = "";
  let code = 0;
  for (const command of step.commands) {
    const args = command.map((arg) => arg.replace("REPORT", report));
    const env = { ...process.env, ...(step.report_variable ? { [step.report_variable]: report } : {}) };
    const result = await run(args, env);
    words += result.words;
    code = result.code;
    if (code !== 0) break;
  }
  const counts = countOf(step, report, code);
  rmSync(folder, { recursive: true, force: true });
  return { ...counts, name: step.name, seconds: (performance.now() - started) / 1000, words };
}

function countOf(step: Step, report: string, code: number): Counts {
  const known =
    step.count && existsSync(report) ? step.count(JSON.parse(readFileSync(report, "utf8"))) : null;
  if (code === 0) return known ?? ONE;
  return known ? { ...known, failed: Math.max(1, known.failed) } : { passed: 0, failed: 1, skipped: 0 };
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number; words: string }> {
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      words += chunk.toString();
    });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: 1, words: `${words}${error.message}\n` }));
    child.once("close", (code) => resolve({ code: code ?? 1, words }));
  });
}

const Vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = Vitest.parse(report);
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

const Playwright = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** A test that passed at the second try has failed. */
export function countPlaywright(report: unknown): Counts {
  const { expected, unexpected, flaky, skipped } = Playwright.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}
