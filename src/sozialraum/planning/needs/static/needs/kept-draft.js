// <kept-draft>: what is typed into the form around it survives a closed tab and a lost connection, on this device only.
//
// Attributes: key (of the draft), fields (names of the fields that are kept, no others), days (how long at most),
// send-token (name of the hidden field that makes sending twice harmless), done (the form arrived: forget the draft).
// Buttons stand in a <template>, sentences in data-*. Nothing is put into the form unless somebody asks for it.

const LATER = 300; // milliseconds after the last key
const PATIENCE = 180_000; // for pictures over a bad line
const START = 70; // letters of the text that is offered

class KeptDraft extends HTMLElement {
  connectedCallback() {
    this.store = `kept-draft:${this.getAttribute("key")}`;
    if (this.hasAttribute("done")) return void attempt(() => localStorage.removeItem(this.store));
    this.form = this.closest("form");
    if (!this.form || this.parts) return;
    this.names = (this.getAttribute("fields") || "").split(/\s+/);
    this.token = this.getAttribute("send-token");
    this.build();
    this.draft = this.read();
    this.offer();
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, () => this.later());
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    this.form.addEventListener("submit", (event) => this.send(event));
    addEventListener("online", () => this.unsent && this.say("online"));
  }

  build() {
    const parts = this.querySelector("template").content.cloneNode(true);
    this.parts = Object.fromEntries([...parts.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.append(this.parts.offer);
    this.form.append(this.parts.end);
    for (const part of [this.parts.offer, this.parts.end]) {
      part.addEventListener("click", (event) => {
        const wanted = event.target.closest("[data-do]")?.dataset.do;
        if (wanted) this[wanted]();
      });
    }
  }

  // -- keeping ------------------------------------------------------------------------------------------------

  // The draft on this device, or none; what is too old is forgotten.
  read() {
    return attempt(() => {
      const draft = JSON.parse(localStorage.getItem(this.store));
      const oldest = Date.now() - Number(this.getAttribute("days") || 7) * 86_400_000;
      if (draft && draft.at > oldest && draft.at <= Date.now()) return draft;
      localStorage.removeItem(this.store);
      return null;
    });
  }

  later() {
    if (!this.unsent) this.say("");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), LATER);
  }

  flush() {
    if (this.timer) this.keep();
  }

  keep() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.stopped) return;
    const typed = this.typed();
    // What was offered and passed over belongs to something else; from now on only what is typed here is kept.
    const before = this.offered ? {} : this.draft?.values ?? {};
    const values = { ...before, ...typed };
    const stamp = this.form.elements[this.token]?.value ?? this.draft?.stamp;
    const token = this.unsent ? stamp : this.offered ? undefined : this.draft?.token;
    this.draft = this.isWorthKeeping(values) ? { at: Date.now(), values, stamp, token } : null;
    attempt(() => {
      if (this.draft) localStorage.setItem(this.store, JSON.stringify(this.draft));
      else localStorage.removeItem(this.store);
      this.parts.kept.hidden = !this.draft;
    });
  }

  // The fields of this form as they stand, several values each.
  typed() {
    const data = new FormData(this.form);
    const present = this.names.filter((name) => this.form.elements[name]);
    return Object.fromEntries(present.map((name) => [name, data.getAll(name).filter((value) => typeof value === "string")]));
  }

  isWorthKeeping(values) {
    return ["text", "title", "description", "area", "longitude", "on_behalf_of"].some((name) => values[name]?.some((value) => value.trim()));
  }

  // -- offering -----------------------------------------------------------------------------------------------

  offer() {
    if (!this.draft) return;
    this.parts.kept.hidden = false;
    const typed = this.typed();
    const other = Object.keys(typed).some((name) => {
      const kept = this.draft.values[name];
      return kept?.some((value) => value.trim()) && kept.join("\n") !== typed[name].join("\n").replaceAll("\r\n", "\n");
    });
    if (!other) return;
    this.offered = this.draft;
    const text = (this.draft.values.text?.[0] ?? "").trim().replace(/\s+/g, " ");
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(this.draft.at);
    const words = { "{when}": when, "{start}": text.length > START ? `${text.slice(0, START)}…` : text };
    const sentence = text ? this.dataset.offer : this.dataset.offerWordless;
    this.parts.offered.textContent = sentence.replace(/\{\w+\}/g, (word) => words[word] ?? word);
    this.parts.offer.hidden = false;
  }

  restore() {
    const { values, token } = this.offered;
    for (const [name, kept] of Object.entries(values)) fill(this.form.elements[name], kept);
    // It may have arrived although nobody could tell: with the same token it is the same.
    if (token && this.form.elements[this.token]) this.form.elements[this.token].value = token;
    this.draft = this.offered;
    this.offered = null;
    this.parts.offer.hidden = true;
    this.form.dispatchEvent(new Event("draft-back"));
    this.keep();
    (this.form.elements.text ?? this.form.querySelector("textarea, select, input:not([type=hidden])"))?.focus();
    this.say("back");
  }

  drop() {
    clearTimeout(this.timer);
    this.timer = null;
    attempt(() => localStorage.removeItem(this.store));
    // Thrown away before anything was typed, the next draft is another one; afterwards it is taken at its word.
    this.stopped = !this.offered;
    const focus = this.contains(document.activeElement) || this.parts.end.contains(document.activeElement);
    this.draft = this.offered = null;
    this.parts.offer.hidden = this.parts.kept.hidden = true;
    this.say(this.stopped ? "thrown" : "dropped");
    if (focus) this.form.querySelector("textarea, select, input:not([type=hidden])")?.focus({ preventScroll: this.stopped });
  }

  // -- sending ------------------------------------------------------------------------------------------------

  // Sent by script first, so that the page stays when the line breaks; then the browser goes where the answer leads.
  async send(event) {
    if (this.passing) return;
    event.preventDefault();
    if (this.sending) return;
    const { submitter } = event;
    this.sending = true;
    const before = this.draft?.token;
    this.unsent = true; // from now on nobody here knows whether it arrived
    this.keep();
    this.say("sending");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body: new FormData(this.form, submitter), signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status >= 500) this.say("failed");
      else if (answer.redirected) location.assign(answer.url);
      else {
        // A further step or an error: nothing was kept by the city, so the browser may send it once more and show it.
        this.unsent = false;
        if (this.draft) this.draft.token = before;
        this.keep();
        this.passing = true;
        this.form.requestSubmit(submitter);
        this.passing = false;
      }
    } catch {
      this.say("offline");
    } finally {
      this.sending = false;
    }
  }

  say(name) {
    this.parts.said.textContent = this.dataset[name] ?? "";
  }
}

// Put kept values into a field. What was typed into a text meanwhile stays below it.
function fill(field, kept) {
  if (!field) return;
  if (field instanceof RadioNodeList || field.type === "checkbox") {
    for (const one of field instanceof RadioNodeList ? field : [field]) one.checked = kept.includes(one.value);
  } else if (field.tagName === "TEXTAREA" && field.value.trim() && kept[0] && !kept[0].includes(field.value.trim())) {
    field.value = `${kept[0]}\n\n${field.value}`;
  } else field.value = kept[0] ?? "";
}

// Storage may be forbidden or full: then nothing is kept, and everything else goes on.
function attempt(what) {
  try {
    return what();
  } catch {
    return null;
  }
}

customElements.define("kept-draft", KeptDraft);
