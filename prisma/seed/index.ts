export { DEMO_ACCOUNTS, type DemoAccount } from "./demo-accounts";
export { type SeedOptions, seedDemo } from "./seed-demo";
