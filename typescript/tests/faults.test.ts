// What goes wrong between client and service, on a server that answers as it is told.
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, test } from "node:test";

import { FactsClient, FactsError, type Options, type Settings } from "policyfacts-client";

import { secondsToWait } from "../dist/retry.js";

type Reply = (response: ServerResponse, request: IncomingMessage) => void;

const QUICK: Settings = { retry: { firstWaitSeconds: 0.001 } };
const RETRY = { attempts: 4, firstWaitSeconds: 1, longestWaitSeconds: 30, longestInAllSeconds: 60 };
const stops: (() => void)[] = [];

afterEach(() => stops.splice(0).forEach((stop) => stop()));

// Answers by one reply after the other, and by the last from then on.
async function answering(...replies: Reply[]): Promise<{ address: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(request);
    replies[Math.min(asked.length, replies.length) - 1]?.(response, request);
  };
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  stops.push(() => (server.closeAllConnections(), server.close()));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function says(status: number, body = "", headers: Record<string, string> = {}): Reply {
  return (response) => void response.writeHead(status, headers).end(body);
}

const fact = says(200, '{"id": "by-2013-x"}');
const hangUp: Reply = (response) => response.socket?.destroy();

async function thrown(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(() => assert.fail("it was answered"), (reason: unknown) => reason);
}

for (const [name, fault] of Object.entries({
  "502": says(502),
  "503": says(503),
  "504": says(504),
  "429": says(429, "", { "Retry-After": "0" }),
  "a lost connection": hangUp,
  "half an answer": (response: ServerResponse) => {
    response.writeHead(200, { "Content-Length": "99" }).write("{");
    setTimeout(() => response.socket?.destroy(), 5);
  },
})) {
  test(`after ${name} it asks again`, async () => {
    const { address, asked } = await answering(fault, fault, fact);
    const found = await new FactsClient(address, QUICK).fact("by-2013-x");
    assert.equal(found.id, "by-2013-x");
    assert.equal(asked.length, 3);
  });
}

test("a posted question is asked again, too, with its body", async () => {
  const bodies: string[] = [];
  const listen: Reply = (response, request) => {
    request.on("data", (part) => bodies.push(String(part)));
    request.on("end", () => response.writeHead(bodies.length < 2 ? 503 : 200).end("{}"));
  };
  const { address } = await answering(listen);
  await new FactsClient(address, QUICK).search({ country: ["TR"] });
  assert.deepEqual(bodies, ['{"country":["TR"]}', '{"country":["TR"]}']);
});

test("it gives up after the last attempt", async () => {
  const { address, asked } = await answering(says(503, "down"));
  const client = new FactsClient(address, { retry: { ...QUICK.retry, attempts: 2 } });
  const error = await thrown(client.facts());
  assert.ok(error instanceof FactsError);
  assert.equal(error.status, 503);
  assert.equal(
    error.message,
    `${address}/v1/facts answered 503 without saying why: ` +
      "the service, or a proxy before it, cannot answer now, ask again later.",
  );
  assert.equal(asked.length, 2);
});

test("it never asks again what was refused for good", async () => {
  for (const status of [400, 404, 409, 410, 422, 500]) {
    const { address, asked } = await answering(says(status));
    const error = await thrown(new FactsClient(address, QUICK).facts());
    assert.equal((error as FactsError).status, status);
    assert.equal(asked.length, 1);
  }
});

function told(header: string): Response {
  return new Response(null, { status: 503, headers: { "Retry-After": header } });
}

test("it waits as long as it is told, in seconds or to a date", () => {
  assert.equal(secondsToWait(RETRY, 1, 0, told("7")), 7);
  const seconds = secondsToWait(RETRY, 1, 0, told(new Date(Date.now() + 20_000).toUTCString()));
  assert.ok(seconds !== null && seconds > 15 && seconds <= 20, String(seconds));
  assert.equal(secondsToWait(RETRY, 1, 0, told("Mon, 01 Jan 2001 00:00:00 GMT")), 0);
});

test("it gives up where it is told to wait too long", () => {
  assert.equal(secondsToWait(RETRY, 1, 0, told("31")), null);
});

test("a time that is none is as if it were not there", () => {
  for (const nonsense of ["soon", "-5", "1.5", "", "99999999-01-01"]) {
    const seconds = secondsToWait(RETRY, 1, 0, told(nonsense));
    assert.ok(seconds !== null && seconds >= 0.5 && seconds <= 1, `${nonsense}: ${seconds}`);
  }
});

test("the last attempt begins within the time in all", () => {
  assert.equal(secondsToWait(RETRY, 1, 53, told("7")), 7);
  assert.equal(secondsToWait(RETRY, 1, 54, told("7")), null);
  assert.equal(secondsToWait(RETRY, 1, 60, null), null);
});

test("untold, each wait is about twice the one before, up to the longest", () => {
  const retry = { ...RETRY, attempts: 99 };
  for (const [attempt, most] of [[1, 1], [2, 2], [3, 4], [4, 8], [20, 30]] as const) {
    const seconds = secondsToWait(retry, attempt, 0, null);
    assert.ok(seconds !== null && seconds >= most / 2 && seconds <= most, `${attempt}: ${seconds}`);
  }
});

test("an answer held is asked for by its tag, and given again after 304", async () => {
  const tagged = says(200, '{"id": "by-2013-x"}', { ETag: 'W/"one"' });
  const { address, asked } = await answering(tagged, says(304), says(304), fact);
  const client = new FactsClient(address);
  const first = await client.fact("by-2013-x");
  first.id = "changed by its reader";
  for (const _ of [2, 3, 4]) assert.equal((await client.fact("by-2013-x")).id, "by-2013-x");
  const tags = asked.map((it) => it.headers["if-none-match"]);
  assert.deepEqual(tags, [undefined, 'W/"one"', 'W/"one"', 'W/"one"']);
});

test("only so much is held, and what was asked for last stays", async () => {
  const { address, asked } = await answering((response, request) => {
    const status = request.headers["if-none-match"] ? 304 : 200;
    says(status, '"sixteen letters"', { ETag: '"one"' })(response, request);
  });
  const client = new FactsClient(address, { heldCharacters: 40 });
  for (const id of ["a", "b", "a", "c", "a", "b"]) await client.fact(id);
  const known = asked.map((it) => it.headers["if-none-match"] !== undefined);
  assert.deepEqual(known, [false, false, true, false, true, false]);
});

test("nothing is held where nothing shall be", async () => {
  const { address, asked } = await answering(says(200, '"x"', { ETag: '"one"' }));
  const client = new FactsClient(address, { heldCharacters: 0 });
  for (const _ of [1, 2]) await client.fact("a");
  assert.equal(asked[1]?.headers["if-none-match"], undefined);
});

test("another fetch may add headers to those of the client", async () => {
  const { address, asked } = await answering(says(200, '"x"', { ETag: '"one"' }));
  const client = new FactsClient(address, {
    fetch: (to, init) => fetch(to, { ...init, headers: { ...init?.headers, "X-Key": "key" } }),
  });
  for (const _ of [1, 2]) await client.fact("a");
  const { "x-key": key, "if-none-match": tag } = asked[1]?.headers ?? {};
  assert.deepEqual([key, tag], ["key", '"one"']);
});

const silent: Reply = () => undefined;
const patient = says(503, "", { "Retry-After": "9" });

for (const [name, reply, attempts] of [
  ["a question", silent, 1],
  ["the wait before the next attempt", patient, 2],
] as const) {
  test(`a signal ends ${name}`, async () => {
    for (const ask of [
      (client: FactsClient, options: Options) => client.facts({}, options),
      (client: FactsClient, options: Options) => client.search({}, options),
      (client: FactsClient, options: Options) => client.iterateSearch({}, options).next(),
    ]) {
      const controller = new AbortController();
      const { address, asked } = await answering((response, request) => {
        reply(response, request);
        setTimeout(() => controller.abort(), 20);
      });
      const client = new FactsClient(address, { retry: { attempts } });
      assert.equal(((await thrown(ask(client, controller))) as Error).name, "AbortError");
      assert.equal(asked.length, 1);
    }
  });
}

test("whom it cannot reach it names, with the cause", async () => {
  const { address } = await answering(hangUp);
  const client = new FactsClient(address, { retry: { attempts: 1 } });
  const error = await thrown(client.facts());
  assert.ok(error instanceof FactsError && error.cause instanceof Error);
  assert.equal(error.message, `${address}/v1/facts cannot be reached.`);
  assert.deepEqual([error.status, error.problem, error.code, error.suggestions], [null, null, null, []]);
});

test("what is packed wrongly was answered, but cannot be read", async () => {
  const { address } = await answering(says(200, "not packed", { "Content-Encoding": "gzip" }));
  const client = new FactsClient(address, { retry: { attempts: 1 } });
  const error = await thrown(client.facts());
  assert.match((error as Error).message, /\/v1\/facts answered what breaks off or cannot be read/);
});

test("a page of somebody in between is no answer and no problem document", async () => {
  const { address } = await answering(says(200, "<h1>Log in</h1>"), says(404, '{"error": "x"}'));
  const client = new FactsClient(address);
  const page = await thrown(client.facts());
  assert.equal((page as Error).message, `${address}/v1/facts answered something else than JSON.`);
  const refused = await thrown(client.facts());
  assert.equal(
    (refused as Error).message,
    `${address}/v1/facts answered 404 without saying why: is this the address of the service?`,
  );
});

test("a release that comes between two pages ends the walk with an error", async () => {
  const page = '{"items": [1], "page": {"next": "/elsewhere/v1/facts?country=TR&cursor=x%2By"}}';
  const problem = '{"code": "stale_cursor", "detail": "Begin again.", "errors": []}';
  const { address, asked } = await answering(says(200, page), says(409, problem));
  const walk = new FactsClient(`${address}/behind/proxy`).iterateFacts({ country: "TR" });
  assert.equal((await walk.next()).value, 1);
  assert.equal(((await thrown(walk.next())) as FactsError).code, "stale_cursor");
  assert.equal(asked[1]?.url, "/behind/proxy/v1/facts?country=TR&cursor=x%2By");
});
