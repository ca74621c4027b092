/** One fault of an input: where (RFC 6901 JSON pointer) and what, in a sentence. */
export type InputError = { pointer: string; message: string };

type ProblemInit = {
  status: number;
  type: string;
  title: string;
  detail?: string;
  errors?: InputError[];
  retry_after_s?: number;
};

/** An expected refusal. `lib/http` turns it into RFC 9457 problem+json; anything else thrown is a 500. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: InputError[] | undefined;
  readonly retry_after_s: number | undefined;

  constructor(init: ProblemInit) {
    super(init.detail ?? init.title);
    this.name = "Problem";
    this.status = init.status;
    this.type = init.type;
    this.title = init.title;
    this.detail = init.detail;
    this.errors = init.errors;
    this.retry_after_s = init.retry_after_s;
  }
}

export const badRequest = (detail: string) =>
  new Problem({ status: 400, type: "bad_request", title: "The request cannot be read", detail });

export const unauthorized = () =>
  new Problem({
    status: 401,
    type: "unauthorized",
    title: "Sign in or send a valid key",
    detail: "No valid session or key came with this request.",
  });

export const forbidden = (detail = "Your role or key does not allow this.", type = "forbidden") =>
  new Problem({ status: 403, type, title: "Not allowed", detail });

/** For acts that need a second person: keys are refused. */
export const personRequired = () =>
  forbidden("This needs a person who is signed in; a key cannot do it.", "person_required");

/** Unknown and behind a wall are the same answer, byte for byte but for the request id. */
export const notFound = () =>
  new Problem({ status: 404, type: "not_found", title: "Not found", detail: "There is nothing here." });

export const conflict = (type: string, detail: string) =>
  new Problem({ status: 409, type, title: "In conflict with the present state", detail });

export const staleVersion = (current: number) =>
  new Problem({
    status: 412,
    type: "stale_version",
    title: "Somebody saved before you",
    detail: `The record is at version ${current}. Read it again and repeat your change on it.`,
  });

export const preconditionRequired = () =>
  new Problem({
    status: 428,
    type: "if_match_required",
    title: "If-Match is required",
    detail: "Send the version that you read as If-Match.",
  });

export const tooLarge = (detail: string, errors?: InputError[]) =>
  new Problem({ status: 413, type: "too_large", title: "Too large", detail, ...(errors ? { errors } : {}) });

export const unsupportedMediaType = (detail: string) =>
  new Problem({ status: 415, type: "unsupported_media_type", title: "Format not supported", detail });

export const invalid = (errors: InputError[], detail?: string) =>
  new Problem({
    status: 422,
    type: "invalid",
    title: "The input is not valid",
    detail: detail ?? errors[0]?.message ?? "The input is not valid.",
    errors,
  });

export const tooMany = (retry_after_s: number, detail = "Too many requests. Wait, then try again.") =>
  new Problem({ status: 429, type: "too_many_requests", title: "Too many requests", detail, retry_after_s });

export const unavailable = (detail = "A store does not answer. Nothing was changed; try again.") =>
  new Problem({
    status: 503,
    type: "unavailable",
    title: "Not available just now",
    detail,
    retry_after_s: 5,
  });
