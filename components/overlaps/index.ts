export { OverlapPage, type OverlapPageProps } from "./OverlapPage";
export { OverlapsTable } from "./OverlapsTable";
