/* The explorer changes in place: links, forms and the history lead from page to page within it. */

import { SERVICE, say } from "./elements.js";

/** Where each entry of the history was left: how far down, and at which element. */
const left = new Map();
let entry = history.state?.entry ?? newEntry();
let shown = location.pathname + location.search;
let asking = null;
let enhance;

function newEntry() {
  return `${Date.now()}-${Math.random()}`;
}

function isExplorer(url) {
  const path = (it) => it.pathname.replace(/\/$/, "");
  return url.origin === location.origin && path(url) === path(SERVICE);
}

function changesInPlace(url) {
  const isSame = url.pathname + url.search === shown;
  return isExplorer(location) && isExplorer(url) && !(isSame && url.hash);
}

/** Go to an address, in place where it is the explorer's. */
export function go(url, from) {
  if (!changesInPlace(url)) location.assign(url);
  else if (asking?.address !== url.href) visit(url, from);
}

async function visit(url, from) {
  const page = await ask(url);
  if (page === null) return;
  const [twin, top] = [nameElement(from), from?.getBoundingClientRect().top];
  enter(page.address);
  show(page);
  // Whoever turns a page goes on reading at its beginning.
  const again = from?.closest(".paging") ? document.getElementById("facts-title") : findElement(twin);
  (again ?? document.querySelector("main")).focus({ preventScroll: true });
  if (url.hash) scrollToPart(url.hash);
  else if (again) scrollBy(0, again.getBoundingClientRect().top - top);
  else scrollTo(0, 0);
}

/** A new entry of the history, unless the address is asked once more. */
function enter(address) {
  leave();
  const isSame = address.pathname + address.search === shown;
  if (!isSame) entry = newEntry();
  history[isSame ? "replaceState" : "pushState"]({ entry }, "", address);
}

/** The page at an address; null where another was asked for since, or the browser takes over. */
async function ask(url) {
  asking?.stop.abort();
  const stop = new AbortController();
  const own = { address: url.href, stop };
  asking = own;
  document.querySelector("main").setAttribute("aria-busy", "true");
  try {
    return await fetchPage(url, stop.signal);
  } catch {
    if (asking === own) location.assign(url);
    return null;
  } finally {
    if (asking === own) asking = null;
  }
}

/** Fetch a page, refusals too: they say what was meant. Anything else than a page is an error. */
async function fetchPage(url, signal) {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const address = new URL(answer.url);
  address.hash = url.hash;
  if (!isExplorer(address) || !page.querySelector("main")) throw new Error("not the explorer");
  return { address, page };
}

function show({ address, page }) {
  const ofHead = "link[rel=canonical], link[rel=alternate], meta[name=description], meta[property]";
  for (const it of document.head.querySelectorAll(ofHead)) it.remove();
  document.head.append(...page.head.querySelectorAll(ofHead));
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  shown = address.pathname + address.search;
  enhance();
  say((document.getElementById("total") ?? document.querySelector("h1")).textContent.trim());
}

function leave() {
  left.set(entry, { y: scrollY, at: nameElement(document.activeElement) });
}

async function comeBack(event) {
  leave();
  entry = event.state?.entry ?? newEntry();
  if (event.state === null) history.replaceState({ entry }, "");
  const url = new URL(location);
  if (url.pathname + url.search !== shown || asking !== null) {
    const page = await ask(url);
    if (page === null) return;
    show(page);
  }
  const place = left.get(entry);
  findElement(place?.at)?.focus({ preventScroll: true });
  if (place) scrollTo(0, place.y);
  else scrollToPart(url.hash);
}

function scrollToPart(hash) {
  const part = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (part) part.scrollIntoView();
  else scrollTo(0, 0);
}

/** A name by which an element is found in the next page: its part of the page, and its words. */
function nameElement(element) {
  const part = element?.closest("main [id]");
  if (!part) return null;
  return part === element ? { part: part.id } : { part: part.id, words: wordsOf(element) };
}

function findElement(name) {
  const part = name && document.getElementById(name.part);
  if (!part || !name.words) return part;
  const same = (it) => wordsOf(it) === name.words;
  return [...part.querySelectorAll("a, button")].find(same) ?? null;
}

/** What a link says, without its number of facts: that changes from page to page. */
function wordsOf(element) {
  const words = element.getAttribute("aria-label") ?? element.textContent;
  return words.replace(/:? [\d,]+ facts?$/, "").trim();
}

function followLink(event) {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || opensElsewhere(event)) return;
  if (link.hasAttribute("download") || link.hasAttribute("target")) return;
  // In SVG the property is no text.
  const url = new URL(link.getAttribute("href"), document.baseURI);
  if (!changesInPlace(url)) return;
  event.preventDefault();
  go(url, link);
}

/** Whether the browser makes something else of a click: a new tab, a menu, a download. */
function opensElsewhere(event) {
  return event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

function submitForm(event) {
  const form = event.target;
  const url = addressOf(form);
  if (event.defaultPrevented || form.method !== "get" || !changesInPlace(url)) return;
  event.preventDefault();
  go(url, document.activeElement);
}

/** Where a form leads when `change` was made; what is left empty is not asked. */
export function addressOf(form, change = () => {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) asked.append(name, value);
  }
  change(asked);
  const url = new URL(form.getAttribute("action"), document.baseURI);
  // As the service itself writes addresses.
  url.search = String(asked).replaceAll("%2C", ",").replaceAll("%3A", ":");
  return url;
}

/** From here on links, forms and the history change the page; `renew` is called when they did. */
export function startExplorer(renew) {
  enhance = renew;
  if (!isExplorer(location)) return;
  document.addEventListener("click", followLink);
  document.addEventListener("submit", submitForm);
  history.replaceState({ entry }, "");
  history.scrollRestoration = "manual";
  addEventListener("popstate", comeBack);
  // Whoever comes back from another page finds the place by the browser's own means.
  addEventListener("pagehide", () => (history.scrollRestoration = "auto"));
  addEventListener("pageshow", () => (history.scrollRestoration = "manual"));
}
