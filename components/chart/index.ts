export { BarRows } from "./BarRows";
export { ChartFrame, type ChartFrameProps, TableTwin } from "./ChartFrame";
export { PathPicture, type PathPictureProps } from "./PathPicture";
export type { PathPictureEdge, PathPictureNode } from "./path-layout";
export { LinesChart, StackedShareChart } from "./ShareCharts";
export { Sparkline } from "./Sparkline";
export { TimeBandChart } from "./TimeBandChart";
