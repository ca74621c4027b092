// One scheduler process of the drill, until it is killed. The traffic store is where nobody answers: a check that needed
// it would fail, and the drill with it.
import { runScheduler } from "../../lib/commitments/server";
import { LEASE_MS } from "./checks-plan";

await runScheduler({ abort: new AbortController().signal, ttl_ms: LEASE_MS, pause_ms: 50 });
