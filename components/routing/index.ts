export { NoTraffic } from "./NoTraffic";
export { ShareExplorer, type ShareExplorerProps } from "./share/ShareExplorer";
