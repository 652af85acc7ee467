// Keeps a page of the room up to date: asks for the pulse about once a second, and for the parts that have changed. A
// form that somebody is filling in stays as it is. A vote that can't be sent is kept in this browser and sent again
// until it was acknowledged. Without this script the same forms work, and the page is loaded anew by hand.

import { forget, recall, remember } from "./unsent.js";

const room = document.querySelector("[data-room]");
const EVERY = 1000;
let version = room ? room.dataset.version : "";
let people = ""; // who comes and who waits at the door is news for the chair's desk alone
let failures = 0;

function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

async function text(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-cache" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

function isTouched(element) {
  const fields = [...element.querySelectorAll("input, select, textarea")];
  return fields.some((field) => {
    if (field.type === "hidden") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected && one.index > 0);
    return field.value !== field.defaultValue;
  });
}

// By what something in focus is found again: its id, else what it says ("Das Wort geben: Karla Klopf").
function nameOf(element) {
  return element.id || element.textContent.trim();
}

function focusedIn(part) {
  return part.contains(document.activeElement) ? nameOf(document.activeElement) : "";
}

function focusAgain(part, name) {
  if (!name) return;
  const all = [part, ...part.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]")];
  all.find((one) => nameOf(one) === name)?.focus();
}

// What was opened stays open, and the focus stays where it was.
function replace(part, html) {
  const open = [...part.querySelectorAll("details[data-keep][open]")].map((one) => one.dataset.keep);
  const focused = focusedIn(part);
  part.replaceChildren(...parse(html).body.childNodes);
  for (const name of open) part.querySelector(`details[data-keep="${name}"]`)?.setAttribute("open", "");
  focusAgain(part, focused);
}

// The same but for the keys of its forms, which are others each time.
function isSame(part, other) {
  const plain = (one) => one.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1").replace(/ open=""/g, "");
  return plain(part) === plain(other);
}

async function refreshSheet() {
  const part = room.querySelector('[data-part="sheet"]');
  if (!part || !room.dataset.sheet) return;
  const before = part.querySelector("[data-heard]")?.dataset.heard;
  replace(part, await text(room.dataset.sheet));
  const now = part.querySelector("[data-heard]")?.dataset.heard;
  const said = room.querySelector("[data-heard-now]");
  if (said && now && now !== before) said.textContent = now; // what is new, not the whole sheet, is read out
}

async function refreshMine() {
  const part = room.querySelector('[data-part="mine"]');
  if (!part || !room.dataset.mine) return;
  const html = await text(room.dataset.mine);
  const before = part.querySelector("[data-key]");
  const after = parse(html).querySelector("[data-key]");
  if (before && after && before.dataset.key === after.dataset.key && isTouched(part)) return;
  replace(part, html);
  for (const form of part.querySelectorAll("form[data-vote]")) recall(form);
}

// Parts of the chair's own page: each by its id, but for those in which somebody is at work.
async function refreshPage() {
  const page = parse(await text(location.href));
  for (const part of document.querySelectorAll("[data-part-page]")) {
    const other = page.getElementById(part.id);
    if (!other || isSame(part, other)) continue;
    if (part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) continue;
    if (isTouched(part)) continue;
    const open = [...part.querySelectorAll("details[id][open]")].map((one) => one.id);
    const focused = focusedIn(part);
    part.replaceWith(other);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    focusAgain(other, focused);
  }
}

function count(pulse) {
  const said = { given: pulse.g, may: pulse.m, guests: pulse.u };
  if (pulse.g !== null) said.missing = pulse.m - pulse.g;
  for (const [bank, present] of Object.entries(pulse.p)) said[`present-${bank}`] = present;
  for (const place of document.querySelectorAll("[data-live]")) {
    const value = said[place.dataset.live];
    if (value !== undefined && value !== null && place.textContent !== String(value)) place.textContent = String(value);
  }
  for (const place of document.querySelectorAll("[data-live-quorum]")) place.dataset.liveQuorum = pulse.n ? "yes" : "no";
}

function offline(is) {
  const note = room.querySelector("[data-offline]");
  if (note) note.hidden = !is;
}

async function ask() {
  try {
    const pulse = await (await fetch(room.dataset.pulse, { cache: "no-store" })).json();
    const here = JSON.stringify([pulse.p, pulse.u, pulse.d]);
    if (room.dataset.own && (here !== people || String(pulse.v) !== version)) await refreshPage();
    people = here;
    if (String(pulse.v) !== version) {
      await refreshSheet();
      version = String(pulse.v);
      // A ballot is wanted at once; after it the result on all screens goes first.
      setTimeout(() => refreshMine().catch(() => {}), Math.random() * (pulse.g === null ? 3000 : 400));
    }
    count(pulse);
    failures = 0;
    offline(false);
    await sendKept();
  } catch {
    failures += 1;
    if (failures > 2) offline(true);
  }
  const wait = document.hidden ? 4 * EVERY : EVERY;
  setTimeout(ask, Math.min(wait * (1 + failures / 2), 8 * EVERY) * (0.85 + 0.3 * Math.random()));
}

// -- forms of one's own place --

const KEPT = room && room.dataset.address ? `vote${room.dataset.address}` : "";

function say(kind, words) {
  const place = room.querySelector("[data-said]");
  if (!place) return;
  const note = document.createElement("div");
  note.className = `notice notice--${kind}`;
  const body = document.createElement("div");
  body.className = "notice__body";
  const line = document.createElement("p");
  line.textContent = words;
  body.append(line);
  note.append(body);
  place.replaceChildren(note);
}

async function send(fields) {
  const answer = await fetch(room.dataset.address, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
    body: fields,
  });
  // What the server itself can't do now is tried again; a link that opens nothing any more never will.
  if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
  if (answer.status !== 200 && answer.status !== 422) return { refused: room.dataset.gone };
  return answer.json();
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(fields) {
  try {
    if (fields === null) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, fields);
  } catch {
    // a browser that keeps nothing: the form is still there to be sent again
  }
}

async function sendKept() {
  const fields = KEPT && kept();
  if (!fields) return;
  const token = room.querySelector("[name=csrfmiddlewaretoken]");
  const again = new URLSearchParams(fields);
  if (token) again.set("csrfmiddlewaretoken", token.value);
  const said = await send(again.toString());
  keep(null);
  if (said.refused) return say("danger", said.refused);
  say("success", said.said);
  for (const form of room.querySelectorAll("form[data-vote]")) clear(form);
  await refreshMine();
}

function clear(form) {
  forget(form);
  form.reset();
  for (const field of form.querySelectorAll("textarea")) field.value = field.defaultValue;
}

if (room && room.dataset.address) {
  for (const form of room.querySelectorAll("form[data-vote]")) recall(form);
  room.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-vote]");
    if (form) remember(form);
  });
  room.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-send]");
    if (!form) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter)).toString();
    const isVote = form.dataset.vote !== undefined;
    if (isVote) keep(fields);
    try {
      const said = await send(fields);
      keep(null);
      if (said.refused) return say("danger", said.refused);
      say("success", said.said);
      clear(form);
      await refreshMine();
      document.getElementById("meins")?.focus();
    } catch {
      say("warning", isVote ? room.dataset.waiting : room.dataset.refused);
    }
  });
}

if (room) setTimeout(ask, EVERY * Math.random());
