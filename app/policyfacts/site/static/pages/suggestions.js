/* Suggestions while one types: a combobox with a list (WAI-ARIA Authoring Practices). */

import { SERVICE, make, plural, say } from "./elements.js";
import { addressOf, go } from "./explorer.js";

const MOST = 8;
const WAIT = 150; // milliseconds
const QUESTION = "question";
const LIST = "names-of-search";
const COMBOBOX = {
  // A search field may not be a combobox, a text field may.
  type: "text",
  role: "combobox",
  "aria-autocomplete": "list",
  "aria-controls": LIST,
  "aria-expanded": "false",
  enterkeyhint: "search",
};
const PARAMETERS = new Set(["country", "region", "organization", "topic", "type"]);

/** The list below a search field. */
export class Suggestions {
  constructor(input) {
    this.input = input;
    this.items = [];
    this.chosen = -1;
    this.list = make("ul", { id: LIST, class: "listbox", role: "listbox", "aria-label": "Names" });
    this.list.hidden = true;
    for (const it of Object.entries(COMBOBOX)) input.setAttribute(...it);
    input.after(this.list);
    this.listen(input);
  }

  listen(input) {
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    // The field keeps the focus while one clicks into the list.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.click(event));
  }

  wait() {
    clearTimeout(this.timer);
    this.stop?.abort();
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const typed = this.input.value.trim();
    if (!/[\p{L}\p{N}]/u.test(typed)) return this.close();
    this.stop = new AbortController();
    try {
      const [names, question] = await Promise.all([
        this.fetch("v1/suggest", { q: typed, limit: MOST }),
        this.fetch("v1/interpret", { q: typed }),
      ]);
      this.open([...optionOf(question), ...(names.items ?? [])]);
    } catch {
      // Overtaken, or nobody answers: one may still ask, or search for the words.
    }
  }

  async fetch(path, parameters) {
    const url = new URL(path, SERVICE);
    url.search = new URLSearchParams(parameters);
    return (await fetch(url, { signal: this.stop.signal })).json();
  }

  open(items) {
    if (document.activeElement !== this.input) return;
    this.items = items;
    // Counts are of all facts, whatever the filters that are set.
    const isFiltered = this.input.form.querySelector("input[type=hidden]") !== null;
    const options = items.map((it, number) => makeOption(it, number, isFiltered));
    this.list.replaceChildren(...options);
    this.list.hidden = items.length === 0;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.mark(-1);
    say(items.length ? `${plural(items.length, "suggestion")}: arrow keys` : "No suggestions");
  }

  close() {
    clearTimeout(this.timer);
    this.stop?.abort();
    this.items = [];
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  /** Mark an option as the one that Enter takes; -1 is the field itself. */
  mark(number) {
    this.chosen = number;
    const options = [...this.list.children];
    options.forEach((it, n) => it.setAttribute("aria-selected", String(n === number)));
    const option = options[number];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    // While a word is composed of several keys, they are the composer's.
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event);
    else if (event.key === "Escape") this.escape(event);
    else if (event.key === "Enter" && this.chosen >= 0) this.take(event, this.items[this.chosen]);
    else if (event.key === "Enter") this.close();
  }

  move(event) {
    event.preventDefault();
    if (!this.items.length) return this.ask();
    const [step, places] = [event.key === "ArrowDown" ? 1 : -1, this.items.length + 1];
    this.mark(((this.chosen + 1 + step + places) % places) - 1);
  }

  escape(event) {
    event.preventDefault();
    if (!this.items.length) this.input.value = "";
    this.close();
  }

  click(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.take(event, this.items[[...this.list.children].indexOf(option)]);
  }

  /** Filter by what was chosen, in place of its words and of others of its filter, as bars do. */
  take(event, { kind, id }) {
    event.preventDefault();
    const url = addressOf(this.input.form, (asked) => {
      if (kind === QUESTION) return;
      asked.delete(this.input.name);
      asked.set(PARAMETERS.has(kind) ? kind : "entity", id);
    });
    this.close();
    if (kind !== QUESTION) this.input.value = "";
    go(url, this.input);
  }
}

/** What is typed, as a question: where it is more than a name, which is suggested by itself. */
function optionOf({ understood = [], rest, total }) {
  if (total === null || understood.length + (rest ? 1 : 0) < 2 || !understood.length) return [];
  const name = [...understood.map((it) => it.label), ...(rest ? [`“${rest}”`] : [])].join(" · ");
  return [{ name, kind: QUESTION, matched: name, facts: total }];
}

function makeOption({ name, kind, matched, facts }, number, isFiltered) {
  const words = [make("span", { class: "name" }, name)];
  if (matched.toLowerCase() !== name.toLowerCase()) {
    words.push(" ", make("span", { class: "matched" }, `“${matched}”`));
  }
  const count = plural(facts, "fact") + (isFiltered ? " in all" : "");
  words.push(" ", make("span", { class: "quiet" }, `${kind}, ${count}`));
  return make("li", { id: `${LIST}-${number}`, role: "option" }, ...words);
}
