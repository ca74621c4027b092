export { NetworkPage, type NetworkPageProps } from "./NetworkPage";
export { layersOf } from "./network-words";
