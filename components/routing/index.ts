export { DecisionPage, type DecisionPageProps } from "./decisions/DecisionPage";
export { DecisionsPage, type DecisionsPageProps } from "./decisions/DecisionsPage";
export { NoTraffic } from "./NoTraffic";
export { PolicySections, type PolicySectionsProps } from "./policies/PolicySections";
export { PreflightSection, type PreflightSectionProps } from "./policies/PreflightSection";
export { ShareExplorer, type ShareExplorerProps } from "./share/ShareExplorer";
export { SourceForm } from "./sources/SourceForm";
export { SourcePage, type SourcePageProps } from "./sources/SourcePage";
export { SourcesPage, type SourcesPageProps } from "./sources/SourcesPage";
