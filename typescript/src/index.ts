/** Asks a policyfacts service, with types made from its contract. */

export { FactsClient, type Search } from "./client.js";
export { FactsError, type Problem } from "./errors.js";
export type { Options, Settings } from "./exchange.js";
export type { Answer, AnyQuestion, Item, JsonPath, ListPath, Path, Question, Schemas } from "./questions.js";
export type { Retry } from "./retry.js";

import type { Item, Question, Schemas } from "./questions.js";

/** A fact, as lists and its own address answer it. */
export type Fact = Schemas["Fact"];
/** A figure, with its fact. */
export type FigureRow = Item<"/v1/figures">;
/** Filters, sorting and paging of facts. */
export type FactsQuestion = Question<"/v1/facts">;
