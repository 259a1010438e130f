/** When a question is asked again. */

/** How often, and how patiently. */
export interface Retry {
  /** How often a question is asked at most; 1 never asks again. */
  readonly attempts: number;
  /** Before the second attempt; doubled before each one after it. */
  readonly firstWaitSeconds: number;
  /** Where the service wants more patience than this, the question fails. */
  readonly longestWaitSeconds: number;
  /** The last attempt begins so many seconds after the first, at most. */
  readonly longestInAllSeconds: number;
}

/** As patient as the Python client: four attempts within two seconds, unless told to wait. */
export const RETRY: Retry = {
  attempts: 4,
  firstWaitSeconds: 0.25,
  longestWaitSeconds: 10,
  longestInAllSeconds: 30,
};

/** What passes: too many questions, and what servers and proxies answer while a service starts. */
export const PASSING: readonly number[] = [429, 502, 503, 504];

/** Seconds to wait after an attempt; null to give up. No response means that none came. */
export function secondsToWait(
  retry: Retry,
  attempt: number,
  spentSeconds: number,
  response: Response | null,
): number | null {
  if (attempt >= retry.attempts) return null;
  if (response !== null && !PASSING.includes(response.status)) return null;
  const told = secondsTold(response?.headers.get("Retry-After") ?? null);
  const seconds = told ?? growing(retry, attempt);
  const isTooLong = (told ?? 0) > retry.longestWaitSeconds;
  return isTooLong || spentSeconds + seconds > retry.longestInAllSeconds ? null : seconds;
}

function growing(retry: Retry, attempt: number): number {
  const doubled = Math.min(retry.firstWaitSeconds * 2 ** (attempt - 1), retry.longestWaitSeconds);
  // Somewhat at random, so that clients that failed together do not come back together.
  return doubled * (0.5 + Math.random() / 2);
}

/** Either seconds or a date; what is neither is as if it were not there. */
export function secondsTold(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header)) return Number(header);
  // Platforms find dates in much else, in "-5" too.
  const date = header.endsWith(" GMT") ? Date.parse(header) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, (date - Date.now()) / 1000);
}

/** Wait; an abort ends the wait, and is thrown. */
export async function wait(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
