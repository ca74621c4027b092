import { runScript } from "./lib/fault";
import { launch } from "./lib/launcher";
import { readSettings } from "./lib/settings";
import { stopOnSignals } from "./lib/signals";

await runScript(async () => {
  const dev = process.argv.includes("--dev");
  const abort = stopOnSignals();
  const settings = readSettings();
  const server = await launch(settings, { dev, abort, say: (line) => console.log(line) });
  console.log(`Evenhand is ready at ${server.url}`);
  if (server.welcome) console.log(server.welcome);
  console.log(`Data folder: ${settings.DATA_DIR}. Stop with Ctrl-C.`);
  process.exitCode = await server.ended;
});
