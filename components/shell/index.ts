export { AppShell, type AppShellProps } from "./AppShell";
export { Brand } from "./Brand";
export {
  DENSITY_COOKIE,
  type DisplayChoice,
  displayAttributes,
  readDensity,
  readTheme,
  THEME_COOKIE,
} from "./display";
export { navigationFor } from "./navigation";
