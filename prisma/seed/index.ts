export { DEMO_ACCOUNTS, type DemoAccount } from "./accounts";
export { sampleRegister } from "./register";
export { type SeedOptions, seedDemo } from "./seed-demo";
