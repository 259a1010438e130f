/** Answers kept in memory, so that the service is asked only whether they are still true. */

/** An answer with the tag by which the service knows it. */
export interface Held {
  readonly tag: string;
  readonly text: string;
}

/** The answers asked for last, up to so many characters together. */
export class HeldAnswers {
  readonly #answers = new Map<string, Held>();
  readonly #most: number;
  #characters = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** What an address answered last. */
  find(address: string): Held | undefined {
    const held = this.#answers.get(address);
    if (held) this.#move(address, held);
    return held;
  }

  /** Keep an answer, and let go of those not asked for longest. */
  keep(address: string, held: Held): void {
    this.#drop(address);
    if (held.text.length > this.#most) return;
    this.#answers.set(address, held);
    this.#characters += held.text.length;
    for (const oldest of this.#answers.keys()) {
      if (this.#characters <= this.#most) return;
      this.#drop(oldest);
    }
  }

  // A map lists its keys in the order in which they were set.
  #move(address: string, held: Held): void {
    this.#answers.delete(address);
    this.#answers.set(address, held);
  }

  #drop(address: string): void {
    this.#characters -= this.#answers.get(address)?.text.length ?? 0;
    this.#answers.delete(address);
  }
}
