// <policy-facts country="CN"></policy-facts>: facts of the service that this file comes from.
(() => {
  "use strict";
  const script = document.currentScript ?? document.querySelector('script[src*="policy-facts.js"]');
  const service = new URL("..", script.src);
  const folders = {
    country: "countries", region: "regions", organization: "organizations", topic: "topics", year: "years",
  };
  const watched = [...Object.keys(folders), "fact", "query", "limit"];
  const style = new CSSStyleSheet();
  const dark = "--paper:#11161c;--ink:#e6ebf0;--quiet:#9fb0c0;--line:#2c3742;--accent:#7db7ea;color-scheme:dark";
  style.replaceSync(`
    :host{display:block;--paper:#fff;--ink:#17212b;--quiet:#52606d;--line:#d5dce3;--accent:#1f5a92;color-scheme:light;
      max-width:40rem;padding:1.25rem 1.5rem;border:1px solid var(--line);border-radius:6px;
      background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
    :host([hidden]){display:none}
    :host([theme=dark]){${dark}}
    @media (prefers-color-scheme:dark){:host(:not([theme=light])){${dark}}}
    h3,p,ul{margin:0;padding:0;list-style:none}
    h3{font-size:1.3em;line-height:1.25}
    a{color:inherit;text-decoration:none}
    a:hover{color:var(--accent);text-decoration:underline}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .note{color:var(--accent);font-weight:600;margin:.25em 0 .75em}
    li,.source{border-top:1px solid var(--line);padding:.5em 0}
    small,.source{display:block;color:var(--quiet);font-size:.8125em}`);

  const make = (name, text, attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(text);
    return made;
  };
  const link = (text, path) => make("a", text, { href: new URL(path, service) });
  const count = (number) => `${number.toLocaleString("en")} ${number === 1 ? "fact" : "facts"}`;
  const when = ({ edtf, stated }) => edtf.replace("/", " to ") + (stated ? "" : ", no time is stated");

  const explain = ({ message, did_you_mean: near }) =>
    near?.length && !message.includes("Did you mean") ? `${message} Did you mean ${near.join(" or ")}?` : message;

  const ask = async (path, signal) => {
    const failure = new Error(`The service at ${service.host} does not answer as it should. Try again later.`);
    const headers = { Accept: "application/json" };
    const answer = await fetch(new URL(`v1/${path}`, service), { signal, headers }).catch(() => { throw failure; });
    const body = await answer.json().catch(() => { throw failure; });
    if (answer.ok) return body;
    throw new Error(body.errors?.map(explain).join(" ") || body.detail || body.title);
  };

  class PolicyFacts extends HTMLElement {
    static observedAttributes = watched;
    #root = this.attachShadow({ mode: "open" });
    #pending;
    #isWaiting = false;

    connectedCallback() {
      this.#root.adoptedStyleSheets = [style];
      this.#change();
    }

    disconnectedCallback() {
      this.#pending?.abort();
      this.removeAttribute("aria-busy");
    }

    attributeChangedCallback() {
      this.#change();
    }

    // Several attributes are mostly set at once: they are one question.
    #change() {
      if (this.#isWaiting) return;
      this.#isWaiting = true;
      queueMicrotask(() => {
        this.#isWaiting = false;
        if (this.isConnected) this.#load();
      });
    }

    async #load() {
      this.#pending?.abort();
      const { signal } = (this.#pending = new AbortController());
      this.setAttribute("aria-busy", "true");
      let shown;
      try {
        shown = await this.#find(signal);
      } catch (error) {
        shown = [make("p", `The facts cannot be shown. ${error.message}`, { role: "status" })];
      }
      if (signal.aborted) return;
      this.removeAttribute("aria-busy");
      this.#root.replaceChildren(...shown);
    }

    async #find(signal) {
      const id = this.getAttribute("fact");
      if (id) {
        const fact = await ask(`facts/${encodeURIComponent(id)}`, signal);
        const sentences = fact.evidence.map((it) => `${it.review} ${it.locator}`).join(", ");
        return this.#show("Fact", `facts/${fact.id}`, when(fact.date), [fact], sentences);
      }
      const kind = Object.keys(folders).find((it) => this.hasAttribute(it));
      const value = this.getAttribute(kind ?? "query");
      if (!value) throw new Error(`It needs one of the attributes ${watched.slice(0, -1).join(", ")}.`);
      const asked = new URLSearchParams(kind ? { [kind]: value } : value);
      const page = asked.toString();
      asked.set("limit", this.getAttribute("limit") ?? "3");
      const path = kind && `${folders[kind]}/${encodeURIComponent(value)}`;
      const [found, thing] = await Promise.all([ask(`facts?${asked}`, signal), path && ask(path, signal)]);
      const title = thing ? String(thing.name ?? thing.year) : "Facts";
      const place = thing ? `${folders[kind]}/${thing.id ?? thing.year}` : `?${page}`;
      return this.#show(title, place, count(found.page.total), found.items, found.meta.citation);
    }

    #show(title, path, note, facts, citation) {
      const heading = make("h3", link(title, path));
      const list = make("ul", "");
      for (const fact of facts) {
        const item = make("li", link(fact.statement, `facts/${fact.id}`));
        if (when(fact.date) !== note) item.append(make("small", when(fact.date)));
        list.append(item);
      }
      const publishers = [...new Set(facts.map((it) => `the ${it.asserted_by.name}`))].join("; ");
      const source = [publishers && `Stated by ${publishers}.`, citation].filter(Boolean).join(" ");
      return [heading, make("p", note, { className: "note" }), list, make("p", source, { className: "source" })];
    }
  }

  if (!customElements.get("policy-facts")) customElements.define("policy-facts", PolicyFacts);
})();
