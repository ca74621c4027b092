export { pointerToken } from "./json";
