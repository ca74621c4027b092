export { pointerToken } from "@/lib/kernel/pointer";
