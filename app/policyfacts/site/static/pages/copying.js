/* Requests can be copied. */

import { make, say } from "./elements.js";

const WAIT = 2000; // milliseconds

/** Give a snippet its button, and the address by which the service is seen here. */
export function addCopying(snippet) {
  const code = snippet.querySelector("code");
  // Pages that do not know the address of their service name one in its place.
  const unknown = snippet.parentElement.dataset.origin;
  // It is named once, in front: what is asked for may hold the same words.
  if (unknown) code.textContent = code.textContent.replace(unknown, () => location.origin);
  const caption = snippet.querySelector("figcaption");
  const language = caption.textContent.trim();
  const named = { type: "button", class: "copy", "aria-label": `Copy ${language}` };
  const button = make("button", named, "Copy");
  button.addEventListener("click", () => copy(code, button, language));
  caption.append(" ", button);
}

async function copy(code, button, language) {
  if (!((await write(code.textContent)) || copySelected(code))) {
    return say(`${language} is selected: copy it with the keyboard`);
  }
  say(`${language} copied`);
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy"), WAIT);
}

/** Whether the clipboard took it: there is none without https, and one may not be let to it. */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function copySelected(element) {
  getSelection().selectAllChildren(element);
  return document.execCommand("copy");
}
