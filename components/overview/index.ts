export { ExposureTable } from "./ExposureTable";
export { Overview } from "./Overview";
export { SetupSteps } from "./SetupSteps";
export { TodoList } from "./TodoList";
