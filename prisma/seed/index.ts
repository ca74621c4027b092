export { DEMO_ACCOUNTS, type DemoAccount } from "./accounts";
export { type SeedOptions, seedDemo } from "./seed-demo";
