import { z } from "zod";
import type { RouteSpec } from "./route";

/** Exported handlers of one route file, with their method names. */
export type RouteModule = Record<string, unknown>;

type Json = Record<string, unknown>;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const PROBLEM = {
  description: "RFC 9457 problem",
  content: {
    "application/problem+json": {
      schema: {
        type: "object",
        required: ["type", "title", "status", "request_id"],
        properties: {
          type: { type: "string" },
          title: { type: "string" },
          status: { type: "integer" },
          detail: { type: "string" },
          request_id: { type: "string" },
          errors: {
            type: "array",
            items: {
              type: "object",
              properties: {
                pointer: { type: "string" },
                message: { type: "string" },
                line: { type: "integer" },
              },
            },
          },
        },
      },
    },
  },
};

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest;
};

function parametersOf(spec: RouteSpec, method: string): Json[] {
  const inPath = [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const query = spec.query ? schemaOf(spec.query, "input") : {};
  const required = Array.isArray(query.required) ? query.required : [];
  const inQuery = Object.entries((query.properties ?? {}) as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(typeof schema.description === "string" ? { description: schema.description } : {}),
    schema,
  }));
  const ifMatch = spec.needs_if_match
    ? [{ name: "If-Match", in: "header", required: method === "PATCH", schema: { type: "string" } }]
    : [];
  return [...inPath, ...inQuery, ...ifMatch];
}

/** A body is JSON; a form has the same fields as its words, and a file. */
function bodyOf({ body, form }: RouteSpec): Json {
  if (body)
    return {
      requestBody: {
        required: true,
        content: { "application/json": { schema: schemaOf(body, "input") } },
      },
    };
  if (!form) return {};
  const { properties, required, ...rest } = schemaOf(form, "input");
  const schema = {
    ...rest,
    properties: { file: { type: "string", format: "binary" }, ...(properties as Json) },
    required: ["file", ...(Array.isArray(required) ? required : [])],
  };
  return { requestBody: { required: true, content: { "multipart/form-data": { schema } } } };
}

function operationOf(spec: RouteSpec, method: string): Json {
  const responses = Object.entries(spec.responses ?? { 200: null }).map(([status, schema]) => [
    status,
    {
      description: spec.summary,
      ...(schema ? { content: { "application/json": { schema: schemaOf(schema, "output") } } } : {}),
    },
  ]);
  return {
    summary: spec.summary,
    ...(spec.access === "public" ? { security: [] } : {}),
    parameters: parametersOf(spec, method),
    ...bodyOf(spec),
    responses: { ...Object.fromEntries(responses), default: PROBLEM },
  };
}

const isHandler = (value: unknown): value is { spec: RouteSpec } =>
  typeof value === "function" && "spec" in value && typeof value.spec === "object";

/** The OpenAPI 3.1 document, from the very schemas that the handlers parse with. */
export function openApiDocument(modules: readonly RouteModule[]): Json {
  const paths: Record<string, Json> = {};
  for (const module of modules)
    for (const method of METHODS) {
      const handler = module[method];
      if (!isHandler(handler)) continue;
      paths[handler.spec.path] = {
        ...paths[handler.spec.path],
        ...(handler.spec.base === undefined ? {} : { servers: [{ url: handler.spec.base }] }),
        [method.toLowerCase()]: operationOf(handler.spec, method),
      };
    }
  return {
    openapi: "3.1.0",
    info: {
      title: "Evenhand",
      version: "1",
      description: "Partner-conflict governance: the machine interface.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => a.localeCompare(b))),
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "A key that begins evh_." } },
    },
  };
}
