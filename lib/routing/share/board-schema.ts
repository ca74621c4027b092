import type { HueParty } from "@/lib/kernel/hue";
import type { ShareDetail } from "./detail-schema";
import type { ShareAnswer } from "./schema";

/** What the traffic store holds at all. Times are milliseconds since 1970. */
export type TrafficDimensions = {
  decisions: number;
  first_ms: number;
  last_ms: number;
  routers: string[];
  tasks: string[];
  regions: string[];
  policy_versions: string[];
  arms: string[];
  /** Whether any of it was made by a generator. */
  generated: boolean;
};

/** Our own models' part of a group in a bucket, in the measure asked. */
export type OwnPart = { bucket: string; key: string; own: number; all: number };

/** All that the share page shows, as the verbs gave it. */
export type ShareBoardData = {
  answer: ShareAnswer;
  own: OwnPart[];
  detail: ShareDetail;
  parties: (HueParty & { name: string })[];
  /** Key of the owner of each model or owner that is a row; empty for other groupings. */
  owners: Record<string, string>;
};
