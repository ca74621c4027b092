import { Problem } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { problemResponse } from "./problem";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

type Handler = (request: Request) => Response;
type Others<Own> = Record<Exclude<Method | "OPTIONS", keyof Own>, Handler>;

/**
 * What a route answers to the methods that it does not have: 405 as problem+json, with those that it has. The framework
 * would answer without a body. OPTIONS is answered here too: the framework would name the refused ones.
 */
export function otherMethods<Own extends Partial<Record<Method, unknown>>>(own: Own): Others<Own> {
  const has = METHODS.filter((method) => method in own);
  const allow = [...has, ...(has.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: Handler = ({ method }) => {
    const detail = `${method} is not possible here; possible: ${has.join(", ")}.`;
    const response = problemResponse(
      new Problem({ status: 405, type: "method_not_allowed", title: "Not this method", detail }),
      uuidv7(),
    );
    response.headers.set("allow", allow);
    return response;
  };
  const options: Handler = () => new Response(null, { status: 204, headers: { allow } });
  const rest = METHODS.filter((method) => !(method in own)).map((method) => [method, refuse]);
  return Object.fromEntries([...rest, ["OPTIONS", options]]) as Others<Own>;
}
