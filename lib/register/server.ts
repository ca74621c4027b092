import "server-only";

export { type Catalogue, type CatalogueModel, matchModel } from "./catalogue/catalogue";
export { loadCatalogue } from "./catalogue/load";
export { normaliseModelName } from "./catalogue/normalise";
export * as entities from "./entities";
export type { Entity, Fields, Stored } from "./entity/types";
export {
  createRecord,
  exportRecords,
  findRecord,
  getRecord,
  type HistoryItem,
  listRecords,
  mayWrite,
  recordHistory,
  retireRecord,
  updateRecord,
} from "./entity/verbs";
export { importRegister } from "./import/import-register";
export { nameModel } from "./products/name-model";
export { search } from "./search/search";
export { collectionRoutes, historyRoutes, recordRoutes, retireRoutes } from "./routes";
