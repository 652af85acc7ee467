// Work through a queue by keyboard: j and k go from one entry to the next, from anywhere outside of a field; the arrow
// keys do so in the list, elsewhere they scroll. Without this script Tab does the same, so nothing depends on it.
// Somebody who speaks to the machine can keep the letters to the list (WCAG 2.1.4); the browser remembers it.

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const FIELDS = "input, select, textarea, [contenteditable]";
const KEPT = "queue-keys-only-in-the-list";

const queue = document.querySelector("[data-queue]");
const everywhere = document.querySelector("[data-queue-everywhere]");

function kept() {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return false; // a browser that keeps nothing
  }
}

function keep(onlyInTheList) {
  try {
    if (onlyInTheList) localStorage.setItem(KEPT, "1");
    else localStorage.removeItem(KEPT);
  } catch {
    // it holds until the page is left
  }
}

if (everywhere) {
  everywhere.checked = !kept();
  everywhere.addEventListener("change", () => keep(!everywhere.checked));
  everywhere.closest("[hidden]").hidden = false;
}

if (queue) {
  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    if (event.target.closest(FIELDS)) return;
    const items = [...queue.querySelectorAll("[data-item]")];
    const at = items.indexOf(event.target);
    if (at < 0 && (event.key.length > 1 || !everywhere?.checked)) return;
    event.preventDefault();
    items[at < 0 ? 0 : Math.min(Math.max(at + step, 0), items.length - 1)].focus();
  });
}
