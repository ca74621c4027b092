export * from "./decisions/schema";
export * from "./share/schema";
