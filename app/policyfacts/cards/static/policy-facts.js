// <policy-facts country="CN"></policy-facts>: a card of the service that this file comes from, as text.
(() => {
  "use strict";
  const script = document.currentScript ?? document.querySelector('script[src*="policy-facts.js"]');
  const service = new URL("..", script?.src ?? document.baseURI);
  // What an element is of, and where its cards are. Several together are a question.
  const folders = {
    country: "countries", region: "regions", organization: "organizations", entity: "entities", topic: "topics",
    year: "years",
  };
  const subjects = [...Object.keys(folders), "fact", "query"];
  const style = new CSSStyleSheet();
  const dark = "--paper:#11161c;--ink:#e6ebf0;--quiet:#9fb0c0;--line:#2c3742;--accent:#7db7ea;color-scheme:dark;print-color-adjust:exact";
  // The page's own rules reach the element and what is inherited, but not the article in it.
  style.replaceSync(`
    :host{display:block}
    :host([hidden]){display:none}
    article{all:initial;display:block;direction:ltr;box-sizing:border-box;max-width:40rem;padding:1.25rem 1.5rem;
      --paper:#fff;--ink:#17212b;--quiet:#52606d;--line:#d5dce3;--accent:#1f5a92;color-scheme:light;
      border:1px solid var(--line);border-radius:6px;background:var(--paper);color:var(--ink);
      font:15px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
    :host([theme=dark]) article{${dark}}
    @media (prefers-color-scheme:dark){:host(:not([theme=light])) article{${dark}}}
    h3,p,ul{margin:0;padding:0;list-style:none}
    h3{font-size:1.3em;line-height:1.25}
    a{color:inherit;text-decoration:none}
    a:hover{color:var(--accent);text-decoration:underline}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .note{color:var(--accent);font-weight:600;margin:.25em 0 .75em}
    li,footer{border-top:1px solid var(--line);padding:.5em 0}
    footer{padding-bottom:0}
    small,footer{display:block;color:var(--quiet);font-size:.8125em}`);

  const make = (name, inside, attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...[inside].flat());
    return made;
  };
  const link = (text, address) => make("a", text, { href: new URL(address, service) });

  const ask = async (path, signal) => {
    const failure = new Error(`The service at ${service.host} does not answer as it should. Try again later.`);
    const answer = await fetch(new URL(`embed/${path}`, service), { signal }).catch(() => { throw failure; });
    const card = await answer.json().catch(() => { throw failure; });
    if (!card.statements) throw failure;
    if (!answer.ok) throw new Error(card.statements[0].words);
    return card;
  };

  const state = ({ words, when, address }, isSingle) =>
    make("li", [link(words, address), ...(isSingle ? [] : [make("small", when)])]);

  const show = (card) => [
    make("h3", link(card.title, card.address)),
    make("p", card.note, { className: "note" }),
    make("ul", card.statements.map((it) => state(it, card.is_single))),
    make("footer", [card.source, card.citation].filter(Boolean).map((it) => make("p", it))),
  ];

  class PolicyFacts extends HTMLElement {
    static observedAttributes = [...subjects, "limit"];
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
        shown = show(await ask(this.#path(), signal));
      } catch (error) {
        shown = make("p", `The facts cannot be shown. ${error.message}`, { role: "status" });
      }
      if (signal.aborted) return;
      this.removeAttribute("aria-busy");
      this.#root.replaceChildren(make("article", shown, { lang: "en" }));
    }

    #path() {
      const given = subjects.filter((it) => this.getAttribute(it));
      if (!given.length) throw new Error(`It needs one of the attributes ${subjects.join(", ")}.`);
      const limit = this.hasAttribute("limit") ? { limit: this.getAttribute("limit") } : {};
      const [only] = given.length === 1 ? given : [];
      const folder = only === "fact" ? "facts" : folders[only];
      if (folder) return `${folder}/${encodeURIComponent(this.getAttribute(only))}.json?${new URLSearchParams(limit)}`;
      if (given.includes("fact")) throw new Error("A fact is shown by itself: leave the other attributes out.");
      const asked = new URLSearchParams(this.getAttribute("query") ?? "");
      for (const it of given.filter((it) => it !== "query")) asked.append(it, this.getAttribute(it));
      for (const it in limit) asked.set(it, limit[it]);
      return `facts.json?${asked}`;
    }
  }

  if (!customElements.get("policy-facts")) customElements.define("policy-facts", PolicyFacts);
})();
