/** The client: every question that the service answers, with the types of its contract. */

import { FactsError } from "./errors.js";
import { Exchange, type Options, type Settings } from "./exchange.js";
import {
  fill,
  type Answer,
  type AnyQuestion,
  type Arguments,
  type Item,
  type JsonPath,
  type ListPath,
  type Path,
  type Question,
  type Schemas,
} from "./questions.js";

/** Questions nested by `any`, `all` and `not`, as they are posted. */
export type Search = Schemas["SearchQuestion"];

/** Asks one service. Every method throws `FactsError` where there is no answer. */
export class FactsClient {
  readonly #base: string;
  readonly #exchange: Exchange;

  /** `baseUrl` is where the service is mounted; in a web page it may be a path such as "/facts". */
  constructor(baseUrl: string | URL, settings: Settings = {}) {
    const base = new URL(baseUrl, globalThis.location?.href);
    this.#base = `${base.origin}${base.pathname.replace(/\/+$/, "")}`;
    this.#exchange = new Exchange(settings);
  }

  /** The address of a question in any form, for a link or a download. */
  address<P extends Path>(path: P, ...[question]: Arguments<AnyQuestion<P>>): string {
    return this.#fill(path, question);
  }

  /** The answer in another form, such as `{ format: "csv" }`, as text. */
  text<P extends Path>(path: P, ...[question, options]: Arguments<AnyQuestion<P>, Options>): Promise<string> {
    return this.#exchange.read(this.#fill(path, question), options);
  }

  /** What a path answers. */
  get<P extends JsonPath>(
    path: P,
    ...[question, options]: Arguments<Question<P>, Options>
  ): Promise<Answer<P>> {
    return this.#get(path, question, options);
  }

  /**
   * All of a list, page after page; `limit` is the size of a page. Where a new release comes
   * meanwhile it throws a `FactsError` with the code "stale_cursor": begin again.
   */
  iterate<P extends ListPath>(
    path: P,
    ...[question, options]: Arguments<Question<P>, Options>
  ): AsyncGenerator<Item<P>, void, void> {
    return walk((cursor) => this.#get<Paged<Item<P>>>(path, { ...question, ...cursor }, options));
  }

  /** One page of facts. */
  facts(question?: Question<"/v1/facts">, options?: Options): Promise<Answer<"/v1/facts">> {
    return this.get("/v1/facts", question, options);
  }

  /** All facts that match. */
  iterateFacts(
    question?: Question<"/v1/facts">,
    options?: Options,
  ): AsyncGenerator<Item<"/v1/facts">, void, void> {
    return this.iterate("/v1/facts", question, options);
  }

  /** One fact by its id. */
  fact(id: string, options?: Options): Promise<Answer<"/v1/facts/{id}">> {
    return this.get("/v1/facts/{id}", { id }, options);
  }

  /** One page of facts by a nested question. */
  async search(body: Search, options?: Options & Cursor): Promise<Answer<"/v1/facts">> {
    const address = this.#fill("/v1/facts/search", { cursor: options?.cursor });
    return parse(address, await this.#exchange.post(address, body, options));
  }

  /** All facts that match a nested question. */
  iterateSearch(body: Search, options?: Options): AsyncGenerator<Item<"/v1/facts">, void, void> {
    return walk((cursor) => this.search(body, { signal: options?.signal, ...cursor }));
  }

  /** Facts counted by one or more dimensions: `{ group_by: ["year", "topic"] }`. */
  stats(
    question: Question<"/v1/facts/stats">,
    options?: Options,
  ): Promise<Answer<"/v1/facts/stats">> {
    return this.get("/v1/facts/stats", question, options);
  }

  /** One page of figures, each with its fact. */
  figures(question?: Question<"/v1/figures">, options?: Options): Promise<Answer<"/v1/figures">> {
    return this.get("/v1/figures", question, options);
  }

  /** All figures that match. */
  iterateFigures(
    question?: Question<"/v1/figures">,
    options?: Options,
  ): AsyncGenerator<Item<"/v1/figures">, void, void> {
    return this.iterate("/v1/figures", question, options);
  }

  /** What a text may be the beginning of: names, acronyms and codes, with their ids. */
  suggest(question: Question<"/v1/suggest">, options?: Options): Promise<Answer<"/v1/suggest">> {
    return this.get("/v1/suggest", question, options);
  }

  /** A question in plain language as filters: its `query` is a question for `facts`. */
  interpret(q: string, options?: Options): Promise<Answer<"/v1/interpret">> {
    return this.get("/v1/interpret", { q }, options);
  }

  #fill(path: string, question: object = {}): string {
    return this.#base + fill(path, question);
  }

  async #get<Json>(path: string, question?: object, options?: Options): Promise<Json> {
    const address = this.#fill(path, question);
    return parse(address, await this.#exchange.read(address, options));
  }
}

interface Cursor {
  readonly cursor?: string | undefined;
}

interface Paged<One> {
  readonly items: One[];
  readonly page: { readonly next: string | null };
}

async function* walk<One>(
  ask: (cursor: Cursor) => Promise<Paged<One>>,
): AsyncGenerator<One, void, void> {
  for (let cursor: Cursor | undefined = {}; cursor; ) {
    const { items, page }: Paged<One> = await ask(cursor);
    yield* items;
    cursor = cursorIn(page.next);
  }
}

// Of the next page's address only this is taken: a proxy may have changed where it leads.
function cursorIn(next: string | null): Cursor | undefined {
  const cursor = next && new URL(next, "http://any").searchParams.get("cursor");
  return cursor ? { cursor } : undefined;
}

function parse<Json>(address: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new FactsError(address, `${address} answered something else than JSON.`, { cause });
  }
}
