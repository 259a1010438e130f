/** What can go wrong with an answer. */

import type { Schemas } from "./questions.js";
import { PASSING, secondsTold } from "./retry.js";

/** What went wrong, as the service says it (RFC 9457). */
export type Problem = Schemas["Problem"];

/** A question that was not answered: refused by the service, or lost on the way. */
export class FactsError extends Error {
  override readonly name = "FactsError";
  /** What was asked. */
  readonly address: string;
  /** The status of the answer; null where none came. */
  readonly status: number | null;
  /** The problem document; null where none came, or something else than the service answered. */
  readonly problem: Problem | null;

  /** As the answer says it; `cause` is what the platform reported where none came. */
  constructor(address: string, message: string, known: Known = {}) {
    super(message, "cause" in known ? { cause: known.cause } : undefined);
    this.address = address;
    this.status = known.status ?? null;
    this.problem = known.problem ?? null;
  }

  /** The problem's stable word for programs, such as "bad_parameters"; null without a problem. */
  get code(): string | null {
    return this.problem?.code ?? null;
  }

  /** What was probably meant: names of parameters, values, ids. */
  get suggestions(): string[] {
    return suggestionsOf(this.problem);
  }
}

interface Known {
  readonly status?: number;
  readonly problem?: Problem | null;
  readonly cause?: unknown;
}

/** The error that an answer other than 200 makes. */
export function refusal(address: string, response: Response, text: string): FactsError {
  const problem = read(text);
  const message = problem
    ? sentence(problem)
    : `${address} answered ${response.status} without saying why: ${advice(response)}`;
  return new FactsError(address, message, { status: response.status, problem });
}

function advice(response: Response): string {
  const told = secondsTold(response.headers.get("Retry-After"));
  const again = told === null ? "ask again later" : `ask again in ${Math.ceil(told)} seconds`;
  if (response.status === 429) return `too much was asked in too short a time, ${again}.`;
  if (PASSING.includes(response.status)) {
    return `the service, or a proxy before it, cannot answer now, ${again}.`;
  }
  if (response.status >= 500) return "the service, or a proxy before it, failed; its log has more.";
  return "is this the address of the service?";
}

function sentence(problem: Problem): string {
  const meant = suggestionsOf(problem);
  if (meant.length === 0 || meant.some((it) => problem.detail.includes(it))) return problem.detail;
  return `${problem.detail} Did you mean ${meant.join(" or ")}?`;
}

function suggestionsOf(problem: Problem | null): string[] {
  return problem?.errors.flatMap((it) => it.did_you_mean) ?? [];
}

// A proxy's error page, and other people's JSON, are no problem documents.
function read(text: string): Problem | null {
  try {
    const document = JSON.parse(text) as Partial<Problem> | null;
    const isProblem = typeof document?.detail === "string" && Array.isArray(document.errors);
    return isProblem ? (document as Problem) : null;
  } catch {
    return null;
  }
}
