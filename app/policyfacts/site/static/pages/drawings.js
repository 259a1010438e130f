/* Drawings: one stop of the Tab key, arrow keys from mark to mark, and names shown at once. */

import { make } from "./elements.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const tip = make("div", { class: "tip", "aria-hidden": "true" });

function addRoving(drawing) {
  const marks = [...drawing.querySelectorAll("a")];
  if (marks.length < 2) return;
  const first = marks.find((it) => it.querySelector(".selected")) ?? marks[0];
  for (const it of marks) it.setAttribute("tabindex", it === first ? "0" : "-1");
  drawing.setAttribute("aria-description", "The arrow keys lead from one to the next.");
  drawing.addEventListener("focusin", ({ target }) => {
    for (const it of marks) it.setAttribute("tabindex", it === target ? "0" : "-1");
  });
  drawing.addEventListener("keydown", (event) => moveWithin(marks, event));
}

function moveWithin(marks, event) {
  const direction = ARROWS[event.key];
  const from = event.target.closest("a");
  if (!direction || !from || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  nearest(marks, from, direction)?.focus();
}

/** The mark that lies next in a direction; what lies aside of it is as if twice as far. */
function nearest(marks, from, [dx, dy]) {
  const [x, y] = middleOf(from);
  let [best, least] = [null, Infinity];
  for (const it of marks) {
    const [ahead, aside] = split(middleOf(it), [x, y], dx, dy);
    const distance = ahead + 2 * aside;
    if (it !== from && ahead > 0 && distance < least) [best, least] = [it, distance];
  }
  return best;
}

function split([x, y], [fromX, fromY], dx, dy) {
  const [right, down] = [x - fromX, y - fromY];
  return dx ? [right * dx, Math.abs(down)] : [down * dy, Math.abs(right)];
}

function middleOf(mark) {
  const { left, top, width, height } = mark.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

/** Name the mark that is pointed at or holds the focus; other elements have no such name. */
function showTip({ target, clientX, clientY }) {
  const mark = target.closest?.("svg.drawing a[data-name]");
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.dataset.name;
  const [x, y] = clientX === undefined ? middleOf(mark) : [clientX, clientY];
  const half = tip.offsetWidth / 2 + 4;
  const middle = Math.min(Math.max(x, half), document.documentElement.clientWidth - half);
  const above = y - tip.offsetHeight - 12;
  tip.style.setProperty("left", `${middle}px`);
  tip.style.setProperty("top", `${above < 0 ? y + 20 : above}px`);
}

function hideTip() {
  tip.hidden = true;
}

/** Show names from here on. */
export function startTips() {
  document.body.append(tip);
  for (const it of ["pointerover", "pointermove", "focusin"]) {
    document.addEventListener(it, showTip);
  }
  document.addEventListener("focusout", hideTip);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hideTip());
  addEventListener("scroll", hideTip, { passive: true });
}

/** Or the browser would show the name as well, after a while. */
function takeName(title) {
  title.parentElement.dataset.name = title.textContent;
  title.remove();
}

/** What is in a new page: marks of maps and graphs are one stop, and none is named twice. */
export function prepareDrawings() {
  document.querySelectorAll("svg.drawing.world, svg.drawing.partners").forEach(addRoving);
  document.querySelectorAll("svg.drawing a > title").forEach(takeName);
  hideTip();
}
