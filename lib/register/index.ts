export * from "./search/schema";
