// What the compiler must accept, and what it must refuse. Nothing here is run.
import { FactsClient, FactsError, type Fact, type FactsQuestion } from "policyfacts-client";

const client = new FactsClient("http://127.0.0.1:8000");

export async function accepted(given: FactsQuestion): Promise<void> {
  const question: FactsQuestion = { country: ["CN", "TR"], topic: "trade", year: 2013, sort: "date" };
  const facts: Fact[] = (await client.facts({ ...question, ...given, limit: 5 })).items;
  const hosts: string[] = facts.flatMap((fact) => fact.countries.map((country) => country.id));
  for await (const fact of client.iterateFacts()) hosts.push(fact.statement, fact.date.edtf);
  for await (const country of client.iterate("/v1/countries")) hosts.push(country.name);
  for await (const figure of client.iterateFigures({ measure: "trade-turnover" })) {
    hosts.push(figure.fact, figure.unit);
  }
  const total: number = (await client.stats({ group_by: "topic" })).counted.total;
  const country: string = (await client.get("/v1/countries/{id}", { id: "CN" })).name;
  await client.get("/v1/vocabulary", {}, { signal: AbortSignal.timeout(total + country.length) });
  await client.text("/v1/facts", { country: undefined, format: "csv", fields: ["id"] });
  await client.search({ any: [{ type: ["visit"] }, { not: { country: ["TR"] } }] });
  client.address("/v1/downloads/{name}", { name: "facts.ndjson" });
}

/** A later service may say what this client has no word for; the words of today stay known. */
export function ranked(fact: Fact): Fact["level"] {
  const planned: Fact["status"] = "planned";
  const later: Fact["kind"] = "position";
  return fact.kind === later && fact.status === planned ? "organization-head" : fact.level;
}

export function read(error: unknown): string[] {
  return error instanceof FactsError ? [error.message, ...error.suggestions] : [];
}

export async function refused(): Promise<void> {
  // @ts-expect-error: no such filter
  await client.facts({ contry: ["CN"] });
  // @ts-expect-error: no such filter
  client.iterateFacts({ contry: ["CN"] });
  // @ts-expect-error: no such filter
  await client.get("/v1/figures", { mesure: "trade-turnover" });
  // @ts-expect-error: no such filter, in a posted question either
  await client.search({ any: [{ contry: ["CN"] }] });
  // @ts-expect-error: a number, not a text
  await client.facts({ year: "2013" });
  // @ts-expect-error: not one of the kinds
  await client.facts({ kind: "evnt" });
  // @ts-expect-error: JSON is what it reads
  await client.facts({ format: "csv" });
  // @ts-expect-error: what to count by is missing
  await client.stats({ country: "CN" });
  // @ts-expect-error: the question is missing
  await client.get("/v1/facts/stats");
  // @ts-expect-error: the id is missing
  await client.get("/v1/facts/{id}");
  // @ts-expect-error: no such path
  await client.get("/v1/fact");
  // @ts-expect-error: not a list
  client.iterate("/v1/vocabulary");
  // @ts-expect-error: it has no parameters
  await client.get("/v1/vocabulary", { country: "CN" });
  // @ts-expect-error: citations are no JSON of this contract
  await client.get("/v1/facts/citation");
  // @ts-expect-error: not text, though the list is open
  const level: Fact["level"] = 1;
  // @ts-expect-error: a list that is closed
  const precision: Fact["date"]["precision"] = String(level);
  // @ts-expect-error: a number of one type
  const value: Fact["figures"][number]["value"] = precision;
  // @ts-expect-error: no such member
  (await client.fact(`by-2013-visa-free-travel-turkey${value}`)).title;
}
