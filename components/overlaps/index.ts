export { OverlapPage, type OverlapPageProps } from "./OverlapPage";
export { QueuePage, type QueuePageProps } from "./queue/QueuePage";
export { queueView } from "./queue/queue-words";
