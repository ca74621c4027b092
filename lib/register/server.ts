import "server-only";

export { assignOverlaps } from "./assignments/assign-overlaps";
export { assignmentsOf, listAssignees } from "./assignments/list-assignments";
export { type Catalogue, type CatalogueModel, matchModel } from "./catalogue/catalogue";
export { loadInvestees } from "./catalogue/investees";
export { loadCatalogue } from "./catalogue/load";
export { loadOffers } from "./catalogue/load-offers";
export { normaliseModelName } from "./catalogue/normalise";
export { firstPartyIds } from "./catalogue/owners";
export { readNamedProducts } from "./catalogue/products";
export { addProof, type ProofFile } from "./conditions/add-proof";
export { dropConditions, endConditions } from "./conditions/end-conditions";
export { getCondition } from "./conditions/get-condition";
export { judgeProof } from "./conditions/judge-proof";
export { conditionsOf, listConditions } from "./conditions/list-conditions";
export { listOwners } from "./conditions/list-owners";
export { openConditions } from "./conditions/open-conditions";
export { patchCondition } from "./conditions/patch-condition";
export { readProof, type StoredProof } from "./conditions/read-proof";
export { remindConditions } from "./conditions/remind-conditions";
export { writeConditions } from "./conditions/write-conditions";
export * as entities from "./entities";
export { toCsv } from "./entity/csv";
export { byKeys, listQuery } from "./entity/list";
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
export { countDuplicates, distinguishParties, listDuplicates, similarParties } from "./names/duplicates";
export { readNetwork } from "./network/read-network";
export { choose, readChoices } from "./notifications/choices";
export { getDigest } from "./notifications/get-digest";
export { countUnread, listNotifications } from "./notifications/list-notifications";
export { markRead } from "./notifications/mark-read";
export { type Notice, type NoticeDetail, notify, type Recipients } from "./notifications/notify";
export { type BoardColumn, overlapBoard } from "./overlaps/board";
export { conflictCard, conflictCards } from "./overlaps/conflict-card";
export { type DetectionOutcome, detectOverlaps } from "./overlaps/detect-overlaps";
export { getOverlap } from "./overlaps/get-overlap";
export {
  countOpenOverlaps,
  exportOverlaps,
  listOverlaps,
  overlapQuery,
  understoodQueue,
} from "./overlaps/list-overlaps";
export { overlapMap } from "./overlaps/map";
export { type QueueFacts, type QueueOption, readQueueFacts } from "./overlaps/queue-facts";
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
export { type KeptPreflight, PREFLIGHT_KEPT, preflightHash } from "./policies/preflight-hash";
export { nameModel } from "./products/name-model";
export { mayRequest } from "./reviews/access";
export { commentOverlap, listComments } from "./reviews/comments";
export { decideReview } from "./reviews/decide-review";
export { delegate, listDelegations, revokeDelegation } from "./reviews/delegations";
export { getReview, reviewsOf } from "./reviews/get-review";
export { declareInterest } from "./reviews/interest";
export { listReviews } from "./reviews/list-reviews";
export { whatIsOpen } from "./reviews/open-review";
export { patchReview } from "./reviews/patch-review";
export { listBarred, listReviewers } from "./reviews/people";
export { offeredPreflights } from "./reviews/preflight";
export { requestReview } from "./reviews/request-review";
export { submitReview } from "./reviews/submit-review";
export { type ReviewTick, tickReviews } from "./reviews/tick-reviews";
export { withdrawReview } from "./reviews/withdraw-review";
export { listSavedViews, removeSavedView, saveView } from "./saved-views/saved-views";
export { search } from "./search/search";
export { inOrder, orderSql, type SortColumns, type SortedPage, sortedIds } from "./sort-sql";
export { factsOfSource } from "./sources/facts-of-source";
export { factsWithoutSource } from "./sources/facts-without-source";
export { myWork } from "./work/my-work";
