import { ARRAYS } from "./choice-arrays";
import { flatForm } from "./choice-flat";
import type { Form, Shape } from "./choice-form";

/** How the candidates of a design's table stand in it. */
export const formOf = ({ width, owner_count = 0 }: Shape): Form =>
  width ? flatForm(width, owner_count) : ARRAYS;
