/* What all parts of the script use: elements, words, and what screen readers are told. */

/** The address of the service, wherever it is mounted. */
export const SERVICE = new URL("../..", import.meta.url);

export function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

export function plural(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** What was last said; it stands at the end of the page. */
export const spoken = make("p", { class: "unseen", role: "status" });

/** Have screen readers say it when they are done with what they read. */
export function say(words) {
  spoken.textContent = "";
  // What does not change is not said again: hence a moment without words.
  setTimeout(() => (spoken.textContent = words), 50);
}
