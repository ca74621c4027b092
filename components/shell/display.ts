/** How a person wants the pages to look. The cookie lets the server draw the first byte that way: no flash. */
export const THEMES = ["system", "light", "dark"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;
export type Theme = (typeof THEMES)[number];
export type Density = (typeof DENSITIES)[number];
export type DisplayChoice = { theme: Theme; density: Density };

export const THEME_COOKIE = "theme";
export const DENSITY_COOKIE = "density";

export const readTheme = (value: string | null | undefined): Theme =>
  THEMES.find((theme) => theme === value) ?? "system";

export const readDensity = (value: string | null | undefined): Density =>
  DENSITIES.find((density) => density === value) ?? "comfortable";

/** Attributes of the root element; `system` leaves the theme to the browser. */
export const displayAttributes = ({ theme, density }: DisplayChoice) => ({
  ...(theme === "system" ? {} : { "data-theme": theme }),
  ...(density === "compact" ? { "data-density": density } : {}),
});
