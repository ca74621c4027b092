import { createHash } from "node:crypto";
import { z } from "zod";
import { noticeHash, noticeText } from "@/lib/commitments";
import { type Client, get, post } from "../client";
import { policiesFor } from "../register/policies";
import type { DemoTraffic } from "../traffic";
import { ATTESTATION, demoChecks } from "./checks";
import type { Stop } from "./stops";

/** Who acts: each has signed in as the form does. */
export type Cast = { compliance: Client; partner_manager: Client };

const JSON_BODY = { "Content-Type": "application/json" };
const send = (client: Client, path: string, body: object) =>
  post(client, path, { headers: JSON_BODY, body: JSON.stringify(body) });

type VersionStop = Extract<Stop, { kind: "announce" | "open" }>;

/** The policy as the register holds it, in the words of a notice. The salt follows from the seed, as the traffic does. */
export function noticeOf(
  { seed, period }: DemoTraffic,
  { router, version }: Pick<VersionStop, "router" | "version">,
): { from: string; text: string } {
  const policy = policiesFor(period).find(
    (one) => one.router === router.name && one.version === version.version,
  );
  if (!policy) throw new Error(`${router.name} has no version ${version.version}.`);
  const salt = createHash("sha256")
    .update(`${seed}/${router.name}/${version.version}`)
    .digest("hex")
    .slice(0, 32);
  const { from, rule, models, aliases } = policy;
  const announced = { router: policy.router, version: policy.version, from, rule: rule ?? null };
  return { from, text: noticeText({ ...announced, models: models ?? [], aliases: aliases ?? [] }, salt) };
}

const Notices = z.object({
  items: z.array(z.object({ id: z.string(), content_hash: z.string(), opening: z.unknown().nullable() })),
});

const findNotice = async (client: Client, text: string) =>
  Notices.parse(await get(client, "/api/v1/notices?limit=1000")).items.find(
    ({ content_hash }) => content_hash === noticeHash(text),
  );

async function announce({ compliance }: Cast, traffic: DemoTraffic, stop: VersionStop): Promise<void> {
  const { from, text } = noticeOf(traffic, stop);
  if (await findNotice(compliance, text)) return;
  await send(compliance, "/api/v1/notices", {
    router: stop.router.name,
    policy_version: stop.version.version,
    content_hash: noticeHash(text),
    effective_from: from,
    note: "Simulated notice of the sample workspace.",
  });
}

async function open({ compliance }: Cast, traffic: DemoTraffic, stop: VersionStop): Promise<void> {
  const { text } = noticeOf(traffic, stop);
  const notice = await findNotice(compliance, text);
  if (!notice) throw new Error(`${stop.router.name} ${stop.version.version} was not announced.`);
  if (notice.opening === null) await send(compliance, `/api/v1/notices/${notice.id}/open`, { content: text });
}

const Answers = z.object({ items: z.array(z.object({ statement: z.string() })) });

async function answer({ partner_manager }: Cast, month: string): Promise<void> {
  const path = `/api/v1/checks/${ATTESTATION}/answers`;
  const statement = `Simulated answer for ${month}: nothing of the kind is known to me.`;
  const { items } = Answers.parse(await get(partner_manager, path));
  if (items.some((one) => one.statement === statement)) return;
  await send(partner_manager, path, { answer: "kept", statement });
}

/** Does what people do at a stop. What is done already, by a run that was interrupted, is left. */
export async function act(cast: Cast, traffic: DemoTraffic, stop: Stop): Promise<void> {
  if (stop.kind === "announce") await announce(cast, traffic, stop);
  else if (stop.kind === "open") await open(cast, traffic, stop);
  else if (stop.kind === "answer") await answer(cast, stop.month);
}

const Keys = z.object({ items: z.array(z.object({ key: z.string() })) });

/** Records the checks, before the first day that they judge. */
export async function defineChecks({ compliance }: Cast, traffic: DemoTraffic): Promise<number> {
  const { items } = Keys.parse(await get(compliance, "/api/v1/checks"));
  const known = new Set(items.map(({ key }) => key));
  const checks = demoChecks(traffic.period);
  for (const check of checks) if (!known.has(check.key)) await send(compliance, "/api/v1/checks", check);
  return checks.length;
}
