// Work through a queue by keyboard: j and k or the arrow keys go from one entry to the next, once the focus is in the list.
// Without this script Tab does the same, so nothing depends on it.

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

for (const queue of document.querySelectorAll("[data-queue]")) {
  queue.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const items = [...queue.querySelectorAll("[data-item]")];
    const at = items.indexOf(event.target);
    if (at < 0) return;
    event.preventDefault();
    items[Math.min(Math.max(at + step, 0), items.length - 1)].focus();
  });
}
