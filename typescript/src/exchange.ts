/** One question over HTTP: sent, asked again where that may help, and its answer read. */

import { FactsError, refusal } from "./errors.js";
import { HeldAnswers } from "./held.js";
import { RETRY, secondsToWait, wait, type Retry } from "./retry.js";

/** What can be set of a client. */
export interface Settings {
  /** When to ask again after 429, 502, 503, 504 or a lost connection. */
  readonly retry?: Partial<Retry>;
  /**
   * Characters of answers to hold in memory and to ask for by `If-None-Match`; 0 holds none. Left
   * out, it is 16 million, but 0 in a web page, where the browser's own cache does the same.
   */
  readonly heldCharacters?: number;
  /** What asks in place of the platform's `fetch`: to add headers, say. */
  readonly fetch?: typeof fetch;
}

/** What can be set of one question. */
export interface Options {
  /** Ends it early: `AbortSignal.timeout(5000)`, or a controller's. */
  readonly signal?: AbortSignal | undefined;
}

interface Arrived {
  readonly response: Response;
  readonly text: string;
}

const HELD_CHARACTERS = 16_000_000;
const NOT_MODIFIED = 304;

/** Sends questions and reads answers, for one client. */
export class Exchange {
  readonly #fetch: typeof fetch;
  readonly #retry: Retry;
  readonly #held: HeldAnswers;

  constructor(settings: Settings) {
    // Browsers refuse a `fetch` that is called as a method of something else.
    this.#fetch = (...asked) => (settings.fetch ?? fetch)(...asked);
    this.#retry = { ...RETRY, ...settings.retry };
    this.#held = new HeldAnswers(settings.heldCharacters ?? (isPage() ? 0 : HELD_CHARACTERS));
  }

  /** The text that an address answers. */
  async read(address: string, options: Options = {}): Promise<string> {
    const held = this.#held.find(address);
    const headers = held ? { "If-None-Match": held.tag } : {};
    const { response, text } = await this.#ask(address, { signal: options.signal, headers });
    if (held && response.status === NOT_MODIFIED) return held.text;
    const tag = response.headers.get("ETag");
    if (tag) this.#held.keep(address, { tag, text });
    return text;
  }

  /** The text that an address answers to a body of JSON. */
  async post(address: string, body: unknown, options: Options = {}): Promise<string> {
    const headers = { "Content-Type": "application/json" };
    const posted = { method: "POST", headers, body: JSON.stringify(body) };
    return (await this.#ask(address, { signal: options.signal, ...posted })).text;
  }

  // Whatever is posted is a question, too, so that it may be asked again.
  async #ask(address: string, asked: Asked): Promise<Arrived> {
    const began = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      const arrived = await this.#send(address, asked);
      const response = arrived instanceof FactsError ? null : arrived.response;
      if (response && isAnswer(response, asked)) return arrived as Arrived;
      const spent = (performance.now() - began) / 1000;
      const seconds = secondsToWait(this.#retry, attempt, spent, response);
      if (seconds === null) throw failure(address, arrived);
      await wait(seconds, asked.signal);
    }
  }

  async #send(address: string, asked: Asked): Promise<Arrived | FactsError> {
    let response: Response | null = null;
    try {
      response = await this.#fetch(address, asked as RequestInit);
      return { response, text: await response.text() };
    } catch (cause) {
      asked.signal?.throwIfAborted();
      const what = response ? "answered what breaks off or cannot be read" : "cannot be reached";
      return new FactsError(address, `${address} ${what}.`, { cause });
    }
  }
}

interface Asked extends Options {
  readonly headers: Record<string, string>;
  readonly method?: string;
  readonly body?: string;
}

// Without a tag sent, 304 says that somebody else holds the answer.
function isAnswer(response: Response, asked: Asked): boolean {
  return response.ok || (response.status === NOT_MODIFIED && "If-None-Match" in asked.headers);
}

function failure(address: string, arrived: Arrived | FactsError): FactsError {
  return arrived instanceof FactsError ? arrived : refusal(address, arrived.response, arrived.text);
}

function isPage(): boolean {
  return "document" in globalThis || "WorkerGlobalScope" in globalThis;
}
