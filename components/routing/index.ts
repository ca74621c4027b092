export { DecisionsPage, type DecisionsPageProps } from "./decisions/DecisionsPage";
export { NoTraffic } from "./NoTraffic";
export { ShareExplorer, type ShareExplorerProps } from "./share/ShareExplorer";
export { DecisionPage, type DecisionPageProps } from "./decisions/DecisionPage";
