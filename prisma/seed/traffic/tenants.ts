import { MODELS, OWN_PARTY, TASKS, type Task } from "./models";
import { draw, type Random, randomFrom } from "./random";
import { ROUTERS } from "./story";

export type Region = { name: string; geo: "us" | "eu" | "apac"; utc_offset_h: number };

export type Tenant = {
  id: string;
  region: Region;
  /** Share of sessions for which the customer chooses the model. */
  pins: number;
  favourite: string;
  task_taste: Record<Task, number>;
};

/** The customers of one router, with how much each of them sends. */
export type Customers = { tenants: readonly Tenant[]; weights: readonly number[] };

const TENANTS = 640;

const REGIONS: readonly Region[] = [
  { name: "us-east-1", geo: "us", utc_offset_h: -5 },
  { name: "us-west-2", geo: "us", utc_offset_h: -8 },
  { name: "eu-west-1", geo: "eu", utc_offset_h: 0 },
  { name: "eu-central-1", geo: "eu", utc_offset_h: 1 },
  { name: "ap-southeast-2", geo: "apac", utc_offset_h: 10 },
  { name: "ap-northeast-1", geo: "apac", utc_offset_h: 9 },
];
const REGION_WEIGHTS = [34, 16, 18, 14, 8, 10];

/** Customers who choose for themselves take our models less often than the routers do. */
const favouriteWeight = (party: string): number => (party === OWN_PARTY ? 0.095 : 0.135);

function makeTenant(random: Random, number: number): Tenant {
  const taste = () => Math.exp(0.35 * random.normal());
  return {
    id: `tenant-${String(number).padStart(3, "0")}`,
    region: draw(random, REGIONS, REGION_WEIGHTS),
    pins: Math.min(0.8, 0.18 * Math.exp(0.6 * random.normal())),
    favourite: draw(
      random,
      MODELS.map((model) => model.name),
      MODELS.map((model) => favouriteWeight(model.party)),
    ),
    task_taste: Object.fromEntries(TASKS.map((task) => [task, taste()])) as Record<Task, number>,
  };
}

/** Customers by router: made once for a seed; about half of all tenants use any one router. */
export function makeCustomers(seed: number): Map<string, Customers> {
  const random = randomFrom(`${seed}/tenants`);
  const tenants = Array.from({ length: TENANTS }, (_, i) => makeTenant(random, i + 1));
  const sizes = tenants.map(() => Math.exp(0.55 * random.normal()));
  return new Map(
    ROUTERS.map((router) => [
      router.name,
      {
        tenants,
        weights: sizes.map((size) => (random.next() < 0.55 ? size * Math.exp(0.4 * random.normal()) : 0)),
      },
    ]),
  );
}
