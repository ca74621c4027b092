import { build } from "./lib/build";
import { runScript } from "./lib/fault";

await runScript(async () => build());
