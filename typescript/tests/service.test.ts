// The client against the real service, whose address is in POLICYFACTS_ADDRESS.
import assert from "node:assert/strict";
import { test } from "node:test";

import { FactsClient, FactsError, type JsonPath } from "policyfacts-client";

const ADDRESS = process.env["POLICYFACTS_ADDRESS"] ?? "";
const client = new FactsClient(`${ADDRESS}/`);

async function all<One>(items: AsyncIterable<One>): Promise<One[]> {
  const found: One[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function json(address: string): Promise<any> {
  return (await fetch(address)).json();
}

async function refusal(asked: () => Promise<unknown>): Promise<FactsError> {
  const error = await asked().then(() => undefined, (reason: unknown) => reason);
  assert.ok(error instanceof FactsError, `no FactsError, but ${error}`);
  return error;
}

// What must be given, as the contract exemplifies it.
function examples(parameters: any[]): object {
  const wanted = parameters.filter((it) => it.required);
  return Object.fromEntries(wanted.map((it) => [it.name, example(it)]));
}

function example(parameter: any): unknown {
  const shown: any[] = Object.values(parameter.examples ?? {});
  return shown.length > 0 ? shown[0].value : parameter.schema.examples[0];
}

// A part of the contract, or what it refers to.
function resolved(contract: any, part: any): any {
  const steps: string[] = part?.$ref?.split("/").slice(1) ?? [];
  return steps.length > 0 ? steps.reduce((here, step) => here[step], contract) : part;
}

test("every path of the contract that answers JSON can be asked", async () => {
  const contract = await json(`${ADDRESS}/openapi.json`);
  const asked: string[] = [];
  for (const [path, { get }] of Object.entries<any>(contract.paths)) {
    if (!resolved(contract, get?.responses["200"])?.content["application/json"]) continue;
    const parameters: any[] = get.parameters ?? [];
    const question = examples(parameters.map((each) => resolved(contract, each)));
    const address = client.address(path as JsonPath, question as never);
    assert.deepEqual(await client.get(path as JsonPath, question as never), await json(address));
    asked.push(path);
  }
  assert.ok(asked.length > 25, asked.join());
});

test("filters arrive as they were meant", async () => {
  const { meta, page } = await client.facts({
    country: ["Turkey", "Китай"],
    year: 2013,
    has_figures: false,
    q: '"visa-free" travel & more',
    topic: undefined,
    limit: 3,
  });
  assert.equal(page.limit, 3);
  assert.deepEqual(meta.query, {
    country: ["CN", "TR"],
    has_figures: false,
    q: '"visa-free" travel & more',
    year: [2013],
  });
});

async function secondPage(): Promise<string> {
  const { page } = await client.facts({ limit: 100 });
  return new URL(page.next ?? "", ADDRESS).searchParams.get("cursor") ?? "";
}

test("all pages are walked, of whatever is in pages", async () => {
  const facts = await all(client.iterateFacts({ limit: 100 }));
  const { page } = await client.facts({ limit: 0 });
  assert.equal(facts.length, page.total);
  assert.equal(new Set(facts.map((it) => it.id)).size, facts.length);
  const figures = await all(client.iterateFigures({ country: "US", limit: 1 }));
  assert.equal(figures.length, (await client.figures({ country: "US" })).page.total);
  const rest = await all(client.iterateFacts({ limit: 100, cursor: await secondPage() }));
  assert.deepEqual(rest, facts.slice(100));
  const years = await all(client.iterate("/v1/years", { limit: 1 }));
  assert.ok(years.some((it) => it.year === 2013));
});

test("a nested question is walked, too", async () => {
  const question = { any: [{ type: ["visit"] }, { country: ["TR"] }], limit: 10 };
  const facts = await all(client.iterateSearch(question));
  assert.equal(facts.length, (await client.search(question)).page.total);
  assert.ok(facts.length > question.limit);
});

test("conveniences ask for what they are called", async () => {
  const fact = await client.fact("by-2013-visa-free-travel-turkey");
  assert.equal(fact.type, "agreement-signing");
  const { items } = await client.stats({ group_by: ["year", "topic"], country: "TR" });
  assert.deepEqual(Object.keys(items[0]?.values ?? {}), ["year", "topic"]);
  const suggested = await client.suggest({ q: "kaza" });
  assert.equal(suggested.items[0]?.id, "KZ");
  const read = await client.interpret("visa-free travel with Turkey");
  assert.deepEqual(read.query, { country: ["TR"], topic: ["visas"] });
  assert.equal((await client.facts(read.query)).page.total, read.total);
});

test("other forms come as text", async () => {
  const table = await client.text("/v1/facts", {
    country: "TR",
    format: "csv",
    fields: ["id", "date"],
  });
  assert.match(table, /^id,date\r?\nby-2013-/);
  const cited = await client.text("/v1/facts/{id}/citation", {
    id: "by-2013-visa-free-travel-turkey",
    format: "bibtex",
  });
  assert.match(cited, /^@/);
});

test("a refusal says what was meant", async () => {
  const misspelt = await refusal(() => client.facts({ contry: "TR" } as never));
  assert.equal(misspelt.status, 422);
  assert.equal(misspelt.code, "bad_parameters");
  assert.equal(misspelt.problem?.errors[0]?.parameter, "contry");
  assert.equal(misspelt.suggestions[0], "country");
  assert.match(misspelt.message, /'contry' is not a parameter .* Did you mean country/);
  assert.equal(misspelt.message, misspelt.problem?.detail);
  const unknown = await refusal(() => client.fact("by-2013-visa-free-travel-turkei"));
  assert.equal(unknown.status, 404);
  assert.match(unknown.message, /Did you mean by-2013-visa-free-travel-turkey/);
  const posted = await refusal(() => client.search({ contry: ["TR"] } as never));
  assert.equal(posted.status, 422);
});

test("what would ask something else is never sent", () => {
  assert.throws(() => client.address("/v1/facts", { country: [] }), /country is an empty list/);
  for (const id of ["", ".", ".."]) {
    assert.throws(() => client.address("/v1/facts/{id}", { id }), /id must be given/);
  }
  const address = client.address("/v1/facts/{id}", { id: "a/b?c#d" });
  assert.equal(address, `${ADDRESS}/v1/facts/a%2Fb%3Fc%23d`);
});
