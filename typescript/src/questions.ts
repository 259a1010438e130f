/** What can be asked, and what is answered: read off the contract of the service. */

import type { components, paths } from "./schema.js";

/** The shapes of answers and of their parts, by the names that they have in the contract. */
export type Schemas = components["schemas"];

/** A path that can be asked for, as the contract writes it: "/v1/facts/{id}". */
export type Path = {
  [P in keyof paths]: paths[P] extends { get: object } ? P : never;
}[keyof paths];

type Operation<P extends Path> = paths[P] extends { get: infer Get } ? Get : never;

type Body<Asked> = Asked extends {
  responses: { 200: { content: { "application/json": infer Json } } };
}
  ? Json
  : never;

/** What a path answers in JSON. */
export type Answer<P extends Path> = Body<Operation<P>>;

/** A path that answers in JSON. */
export type JsonPath = { [P in Path]: [Answer<P>] extends [never] ? never : P }[Path];

/** A path that answers in pages. */
export type ListPath = {
  [P in JsonPath]: Answer<P> extends { items: unknown[]; page: Schemas["Page"] } ? P : never;
}[JsonPath];

/** One of what a list holds. */
export type Item<P extends ListPath> = Answer<P> extends { items: (infer One)[] } ? One : never;

// Where the contract has no parameters it says `never`, which would swallow those beside it.
type Given<Parameters> = [NonNullable<Parameters>] extends [never]
  ? unknown
  : NonNullable<Parameters>;

type Parameters<Asked> = Asked extends { parameters: { query?: infer Query; path?: infer InPath } }
  ? Given<Query> & Given<InPath>
  : never;

// A single value may stand without brackets where the contract wants a list.
type Eased<Value> = Value extends (infer One)[] ? One | readonly One[] : Value;

// What may be left out may also be undefined, which programs find easier to write.
type Asked<Wanted> = {
  readonly [Name in keyof Wanted]:
    | Eased<Wanted[Name]>
    | (object extends Pick<Wanted, Name> ? undefined : never);
};

// The compiler lets any member pass where there are none.
type Strict<Wanted> = [keyof Wanted] extends [never] ? Record<string, never> : Wanted;

/** Parameters in the path and in the query, by name, of an answer in whatever form. */
export type AnyQuestion<P extends Path> = Strict<Asked<Parameters<Operation<P>>>>;

/** As `AnyQuestion`, without the parameters of other forms than JSON. */
export type Question<P extends Path> = Strict<
  Omit<Asked<Parameters<Operation<P>>>, "format" | "fields" | "bom">
>;

/** The question as an argument, which may be left out where nothing in it must be said. */
export type Arguments<Wanted, Options = never> = object extends Wanted
  ? [question?: Wanted, options?: Options]
  : [question: Wanted, options?: Options];

/** A path with the question filled in: "/v1/facts/by-2013-x", "/v1/facts?country=CN". */
export function fill(path: string, question: object): string {
  const left = new Map<string, unknown>(Object.entries(question));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(left.get(name) ?? "");
    left.delete(name);
    // Nothing and dots would lead to another path.
    if (/^\.{0,2}$/.test(value)) throw new TypeError(`${path}: ${name} must be given.`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(
    [...left].flatMap(([name, value]) => texts(name, value).map((text) => [name, text])),
  ).toString();
  return query ? `${filled}?${query}` : filled;
}

const NAME_FILTERS = new Set(
  `country country_all country_not region region_all region_not organization organization_all
  organization_not topic topic_all topic_not entity party party_all type review section measure
  unit`.split(/\s+/),
);

function texts(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [String(value)];
  // Left out of the address it would find everything, which nobody means by a list of none.
  if (value.length === 0) throw new TypeError(`${name} is an empty list: leave it out for all.`);
  // In quotes a name is one, whatever commas it has.
  const quoted = (text: string) => (text.includes(",") ? `"${text.replaceAll('"', "")}"` : text);
  return value.map(String).map((text) => (NAME_FILTERS.has(name) ? quoted(text) : text));
}
