import { pointerToken } from "@/lib/kernel/pointer";
import { type JsonValue, parseJson } from "../json";

type Step = string | number;

/**
 * A value of a gateway's record together with where it stands (RFC 6901), so that a fault can name what was sent. Where
 * that is gets put into words only when somebody asks: of most records nobody does.
 */
export class Field {
  readonly value: JsonValue | undefined;
  /** Inside text that holds JSON: pointers of the record end at that text. */
  readonly #quoted: boolean;
  readonly #root: string;
  readonly #above: Field | null;
  /** The name below `above`; null for the same place. */
  readonly #step: Step | null;

  constructor(
    value: JsonValue | undefined,
    root = "",
    quoted = false,
    above: Field | null = null,
    step: Step | null = null,
  ) {
    this.value = value;
    this.#root = root;
    this.#quoted = quoted;
    this.#above = above;
    this.#step = step;
  }

  get pointer(): string {
    if (this.#above === null) return this.#root;
    const above = this.#above.pointer;
    return this.#step === null ? above : `${above}/${pointerToken(this.#step)}`;
  }

  /** False where the record says nothing: the member is absent or null. */
  get stated(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The member at a path; absent where any step of it is. */
  at(...path: readonly Step[]): Field {
    let field: Field = this;
    for (const step of path) field = field.#member(step);
    return field;
  }

  /** Whether a member is stated. */
  has(name: string): boolean {
    const value = memberOf(this.value, name);
    return value !== undefined && value !== null;
  }

  #member(step: Step): Field {
    return new Field(memberOf(this.value, step), "", this.#quoted, this, this.#quoted ? null : step);
  }

  /** Text that holds JSON, read; anything else as it is. Text that is no JSON reads as absent. */
  json(): Field {
    if (typeof this.value !== "string") return this;
    const read = parseJson(this.value);
    return this.#here(read.fault ? undefined : read.value, true);
  }

  #here(value: JsonValue | undefined, quoted: boolean): Field {
    return new Field(value, this.#root, quoted, this.#above, this.#step);
  }

  /** Text that is not empty. */
  get text(): string | undefined {
    return typeof this.value === "string" && this.value !== "" ? this.value : undefined;
  }

  get number(): number | undefined {
    return typeof this.value === "number" ? this.value : undefined;
  }

  /** Elements of an array; of anything else, none. */
  get items(): Field[] {
    return Array.isArray(this.value) ? this.value.map((_, index) => this.at(index)) : [];
  }

  /** Names of an object's members; of anything else, none. */
  get names(): string[] {
    return isObject(this.value) ? Object.keys(this.value) : [];
  }

  /** Another value in this place, such as the same in other units. */
  with(value: JsonValue | undefined): Field {
    return this.#here(value, this.#quoted);
  }

  /** A number in other units; what is no number stays as it is, for the validation to name. */
  times(factor: number): Field {
    return this.number === undefined ? this : this.with(this.number * factor);
  }
}

const isObject = (value: JsonValue | undefined): value is { [key: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function memberOf(value: JsonValue | undefined, step: Step): JsonValue | undefined {
  if (typeof step === "number") return Array.isArray(value) ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** A member's text that is not empty. */
export function textIn(value: JsonValue | undefined, name: string): string | undefined {
  const text = memberOf(value, name);
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** The first that the record states; the last when it states none. */
export const firstStated = (...fields: readonly [Field, ...Field[]]): Field =>
  fields.find((field) => field.stated) ?? (fields.at(-1) as Field);
