// Everything that must hold before a change is merged, in the order of quick to slow. The last line says how many of
// the tests and steps passed and failed. Names of steps as arguments run these alone.
import { type Counts, countPlaywright, countVitest, type Outcome, runStep, type Step } from "./lib/steps";

const bin = (path: string, ...args: string[]) => [`node_modules/${path}`, ...args];
const script = (name: string) => ["--import", "./scripts/run.mjs", `scripts/${name}.ts`];
const vitest = (project: string): Step => ({
  name: project,
  commands: [
    bin(
      "vitest/vitest.mjs",
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      "--outputFile=REPORT",
    ),
  ],
  count: countVitest,
});

const STEPS: readonly Step[] = [
  { name: "format", commands: [bin("@biomejs/biome/bin/biome", "format", ".")] },
  { name: "lint", commands: [bin("@biomejs/biome/bin/biome", "lint", ".", "--error-on-warnings")] },
  { name: "boundaries", commands: [script("boundaries")] },
  {
    name: "types",
    commands: [bin("next/dist/bin/next", "typegen"), bin("typescript/bin/tsc", "--noEmit")],
  },
  vitest("unit"),
  vitest("db"),
  { name: "build", commands: [script("build")] },
  {
    name: "e2e",
    commands: [bin("@playwright/test/cli.js", "test", "--reporter=line,json")],
    count: countPlaywright,
    report_variable: "PLAYWRIGHT_JSON_OUTPUT_NAME",
  },
  { name: "drill", commands: [script("drill-ingest")] },
  { name: "checks", commands: [script("drill-checks")] },
  { name: "fresh", commands: [script("drill-fresh")] },
];

const plural = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed${failed ? `, ${failed} failed` : ""}${skipped ? `, ${skipped} skipped` : ""}`;

function show(outcome: Outcome): void {
  const mark = outcome.failed > 0 ? "✗" : "✓";
  const seconds = `${outcome.seconds.toFixed(1)} s`.padStart(8);
  console.log(`${mark} ${outcome.name.padEnd(11)}${seconds}  ${plural(outcome)}`);
  const notes = outcome.words.split("\n").filter((line) => /^\s*skipped:/i.test(line));
  if (outcome.failed > 0) console.log(outcome.words.trimEnd());
  else for (const note of notes) console.log(`  ${note.trim()}`);
}

const wanted = process.argv.slice(2).filter((name) => STEPS.some((step) => step.name === name));
const total = { passed: 0, failed: 0 };
const started = performance.now();
for (const step of STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const outcome = await runStep(step);
  show(outcome);
  total.passed += outcome.passed;
  total.failed += outcome.failed;
}
console.log(`\n${Math.round((performance.now() - started) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
