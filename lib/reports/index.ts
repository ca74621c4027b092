export * from "./overview/schema";
