import "server-only";

export { type Catalogue, type CatalogueModel, matchModel } from "./catalogue/catalogue";
export { loadInvestees } from "./catalogue/investees";
export { loadCatalogue } from "./catalogue/load";
export { loadOffers } from "./catalogue/load-offers";
export { normaliseModelName } from "./catalogue/normalise";
export { firstPartyIds } from "./catalogue/owners";
export { readNamedProducts } from "./catalogue/products";
export * as entities from "./entities";
export { listQuery } from "./entity/list";
export {
  exportRecords,
  findRecord,
  getRecord,
  type HistoryItem,
  listRecords,
  mayWrite,
  recordHistory,
} from "./entity/read";
export type { Entity, Fields, Stored } from "./entity/types";
export { createRecord, retireRecord, updateRecord } from "./entity/verbs";
export { importRegister } from "./import/import-register";
export { getLaunchGate } from "./launch/get-launch-gate";
export { conflictCard, conflictCards } from "./overlaps/conflict-card";
export { type DetectionOutcome, detectOverlaps } from "./overlaps/detect-overlaps";
export { getOverlap } from "./overlaps/get-overlap";
export {
  countOpenOverlaps,
  exportOverlaps,
  listOverlaps,
  overlapOptions,
  overlapQuery,
} from "./overlaps/list-overlaps";
export { refreshTrafficStakes } from "./overlaps/refresh-traffic-stakes";
export { DETECTION_VERSION } from "./overlaps/rules";
export type { TrafficStakes } from "./overlaps/snapshot";
export {
  mayAdd,
  type RecordForPage,
  readListPage,
  readRecordForm,
  readRecordPage,
  readReferences,
} from "./pages";
export { readPlatformName } from "./parties/platform-name";
export { type PartyRelations, partyRelations } from "./parties/relations";
export { nameModel } from "./products/name-model";
export { search } from "./search/search";
export { factsOfSource } from "./sources/facts-of-source";
export { factsWithoutSource } from "./sources/facts-without-source";
