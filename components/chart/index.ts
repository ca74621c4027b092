export { ChartFrame, type ChartFrameProps, TableTwin } from "./ChartFrame";
export { TimeBandChart } from "./TimeBandChart";
