"use strict";
/* The page: what is shown of which moment. It knows no more of the case than the embedded intervals and records say. */

const HINDSIGHT = 2932896; // 9999-12-31: every record counts
const $ = (id) => document.getElementById(id);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((one) => one !== null && one !== ""));
  return made;
}

/* What follows a move, a little at a time, so that nobody waits for it; another move begins it anew. */
class Work {
  begin(steps) {
    this.steps = steps;
    if (!this.going) this.go();
  }

  go() {
    const until = performance.now() + SLICE;
    while (this.steps && performance.now() < until) this.next();
    this.going = this.steps ? setTimeout(() => this.go()) : 0;
  }

  next() {
    const { steps } = this;
    if (steps.next().done && this.steps === steps) this.steps = null;
  }

  /* All that is left of it, for somebody who needs it now. */
  finish() {
    while (this.steps) this.next();
  }
}

class Page {
  constructor(data) {
    this.data = data;
    this.work = new Work();
    this.intervals = new Intervals(data.intervals);
    this.byId = new Map(data.events.map((event) => [event.id, event]));
    this.moment = { on: data.on, known: data.known ?? HINDSIGHT, reading: data.reading, lock: false };
    const known = data.events.map((event) => event.known);
    const columns = data.intervals.intervals;
    const points = [...known, ...columns.known_from].filter((day) => day < HINDSIGHT);
    this.first = { on: data.intervals.first, known: Math.min(...points, data.intervals.first) };
    this.last = { on: data.intervals.last, known: Math.max(...points) };
    this.knownChanges = [...new Set([...known, ...columns.known_from, ...columns.known_to])]
      .filter((day) => day >= this.first.known && day <= this.last.known).sort((a, b) => a - b);
  }

  start() {
    this.shown = { ...this.moment };
    this.timeline = new Timeline(this);
    this.pictures = new Pictures(this);
    this.controls();
    for (const id of ["controls", "filters", "downloads"]) $(id).hidden = false;
    this.follow();
    addEventListener("hashchange", () => this.follow());
    addEventListener("click", (event) => this.jump(event));
    for (const row of document.querySelectorAll("tr.why")) this.unfold(row.querySelector("details"), row.previousElementSibling.dataset.subject);
  }

  /* What the address says of the moment, and where on the page the reader is. */
  follow() {
    const hash = decodeURIComponent(location.hash.slice(1));
    const said = new URLSearchParams(location.hash.slice(1));
    if (said.has("on") || said.has("known") || said.has("reading")) {
      const readings = [...this.data.readings, "all"];
      const on = dayOf(said.get("on") ?? "");
      const known = dayOf(said.get("known") ?? "");
      this.moment.on = Number.isNaN(on) ? this.data.on : Math.min(Math.max(on, this.first.on), this.last.on);
      this.moment.known = Number.isNaN(known) ? HINDSIGHT : known;
      this.moment.reading = readings.includes(said.get("reading")) ? said.get("reading") : this.data.reading;
      this.moment.lock = this.moment.lock && this.moment.known === this.moment.on;
      this.show();
      if (said.has("at")) this.seek(said.get("at"));
    } else {
      this.show();
      if (hash) this.seek(hash);
    }
  }

  jump(event) {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link) return;
    const id = link.getAttribute("href").slice(1);
    this.work.finish();
    if (id.startsWith("event.")) this.timeline.reveal(id.slice("event.".length));
    if ($(id)) {
      event.preventDefault();
      this.seek(id);
      this.write(id);
    }
  }

  seek(id) {
    this.work.finish();
    if (id.startsWith("event.")) this.timeline.reveal(id.slice("event.".length));
    const there = $(id);
    if (!there) return;
    for (let up = there; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    there.scrollIntoView();
    there.setAttribute("tabindex", "-1");
    there.focus({ preventScroll: true });
  }

  write(at = null) {
    const { on, known, reading } = this.moment;
    const said = new URLSearchParams({ on: isoOf(on), ...(known < HINDSIGHT ? { known: isoOf(known) } : {}), reading });
    if (at) said.set("at", at);
    history.replaceState(null, "", `#${said}`);
  }

  /* The controls ------------------------------------------------------------------------------------------------ */

  controls() {
    const [on, known] = [$("on"), $("known")];
    Object.assign(on, { min: this.first.on, max: this.last.on, step: 1 });
    Object.assign(known, { min: this.first.known, max: this.last.known + 1, step: 1 });
    Object.assign($("on-day"), { min: isoOf(this.first.on), max: isoOf(this.last.on) });
    Object.assign($("known-day"), { min: isoOf(this.first.known), max: isoOf(this.last.known) });
    on.addEventListener("input", () => this.set({ on: Number(on.value) }));
    known.addEventListener("input", () => this.set({ known: this.knownOf(Number(known.value)), lock: false }));
    $("on-day").addEventListener("change", ({ target }) => target.value && this.set({ on: dayOf(target.value) }));
    $("known-day").addEventListener("change", ({ target }) => target.value && this.set({ known: dayOf(target.value), lock: false }));
    $("known-all").addEventListener("click", () => this.set({ known: HINDSIGHT, lock: false }));
    $("lock").addEventListener("change", ({ target }) => this.set({ lock: target.checked }));
    $("reading").addEventListener("change", ({ target }) => this.set({ reading: target.value }));
    for (const [name, way] of [["before", -1], ["after", 1]]) {
      $(`on-${name}`).addEventListener("click", () => this.step("on", way));
      $(`known-${name}`).addEventListener("click", () => this.step("known", way));
    }
    $("theme").addEventListener("change", ({ target }) => {
      if (target.value) document.documentElement.dataset.theme = target.value;
      else delete document.documentElement.dataset.theme;
    });
    for (const [id, make] of Object.entries(DOWNLOADS)) $(id).addEventListener("click", () => make(this));
    this.drawTicks("known", this.knownChanges, this.first.known, this.last.known + 1);
  }

  knownOf(value) {
    return value > this.last.known ? HINDSIGHT : value;
  }

  set(change) {
    Object.assign(this.moment, change);
    const { on } = this.moment;
    this.moment.on = Math.min(Math.max(on, this.first.on), this.last.on);
    if (this.moment.lock) this.moment.known = this.moment.on;
    if (!this.waiting) {
      this.waiting = requestAnimationFrame(() => {
        this.waiting = 0;
        this.show();
        this.write();
      });
    }
  }

  step(name, way) {
    const days = name === "on" ? this.onChanges() : [...this.knownChanges, HINDSIGHT];
    const now = this.moment[name];
    const next = way < 0 ? days.filter((day) => day < now).at(-1) : days.find((day) => day > now);
    if (next !== undefined) this.set(name === "on" ? { on: next } : { known: next, lock: false });
  }

  /* The days on which something changes, as known on a day under a reading. */
  onChanges() {
    const { known } = this.moment;
    const c = this.data.intervals.intervals;
    const found = new Set();
    for (let at = 0; at < c.on_from.length; at++) {
      if (c.known_from[at] <= known && known < c.known_to[at] && this.counts(at)) found.add(c.on_from[at]);
    }
    return [...found].filter((day) => day >= this.first.on && day <= this.last.on).sort((a, b) => a - b);
  }

  counts(at) {
    const { reading } = this.moment;
    if (reading === "all") return true;
    const of = this.data.intervals.readings[this.data.intervals.intervals.reading[at]];
    return of === reading || of === "record";
  }

  drawTicks(name, days, first, last) {
    const svg = $(`${name}-ticks`);
    svg.setAttribute("viewBox", `0 0 ${Math.max(1, last - first)} 1`);
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", days.map((day) => `M${day - first} 0V1`).join(""));
    svg.replaceChildren(path);
  }

  /* The moment -------------------------------------------------------------------------------------------------- */

  show() {
    const { on, known, reading, lock } = this.moment;
    $("on").value = on;
    $("known").value = known >= HINDSIGHT ? this.last.known + 1 : Math.min(Math.max(known, this.first.known), this.last.known);
    $("on").setAttribute("aria-valuetext", isoOf(on));
    $("known").setAttribute("aria-valuetext", known >= HINDSIGHT ? "hindsight: all records" : isoOf(known));
    $("on-day").value = isoOf(on);
    $("known-day").value = known >= HINDSIGHT ? "" : isoOf(known);
    $("reading").value = reading;
    $("lock").checked = lock;
    const key = `${known} ${reading}`;
    if (this.ticked !== key) this.drawTicks("on", this.onChanges(), this.first.on, this.last.on);
    this.ticked = key;
    const same = ["on", "known", "reading"].every((name) => this.shown[name] === this.moment[name]);
    if (same) return;
    this.shown = { ...this.moment };
    this.head();
    this.work.begin(this.follows({ ...this.moment }));
    if (this.data.events.length <= MANY) this.work.finish();
  }

  /* What follows a moment, step by step: the state first. */
  *follows(moment) {
    yield* this.state();
    yield* this.timeline.show(moment.on, moment.known, this.viewed());
    this.pictures.show(moment, this.viewed());
  }

  /* The reading by which events are shown where all readings are: their common ground. */
  viewed() {
    return this.moment.reading === "all" ? "record" : this.moment.reading;
  }

  head() {
    const { on, known, reading } = this.moment;
    const under = reading === "all" ? `the readings ${this.data.readings.join(", ")}` : `the reading ${reading}`;
    const heard = known >= HINDSIGHT ? "using all records" : `as known on ${isoOf(known)}`;
    const entered = this.data.recorded === null ? "" : `, as entered by ${this.data.recorded}`;
    $("moment").textContent = `State at the end of ${isoOf(on)} (${this.data.tz}) · under ${under} · ${heard}${entered}`;
    const there = this.data.events.filter((event) => event.known <= known).length;
    $("counts").textContent = `${counted(there, "event")} replayed · data ${this.data.envelope.data_rev}`;
    const options = [`--on ${isoOf(on)}`, known >= HINDSIGHT ? "" : `--known ${isoOf(known)}`, under.startsWith("the readings") ? "--readings" : `--reading ${reading}`];
    $("command").textContent = [this.data.command, ...options].filter(Boolean).join(" ");
  }

  body(reading) {
    return this.intervals.state(this.moment.on, this.moment.known, reading);
  }

  tables(reading) {
    const { on, known } = this.moment;
    const sums = {};
    const { part } = this.data.intervals.intervals;
    const { wholes } = this.data.intervals;
    for (const whole of wholes.filter((one) => one.kind === "commitment")) {
      for (const [subject, axes] of this.intervals.cut(whole, on, known, reading)) {
        const text = axes.has("figures") ? this.data.intervals.sums[part[axes.get("figures")]] : undefined;
        if (text !== undefined) sums[subject] = text;
      }
    }
    return tables(this.body(reading), new Shown(on, { ...this.data, sums }));
  }

  *state() {
    const readings = this.moment.reading === "all" ? this.data.readings : [this.moment.reading];
    const found = [];
    for (const reading of readings) {
      found.push(this.tables(reading));
      yield;
    }
    this.later = [];
    const open = new Map([...document.querySelectorAll(".group")].map((one) => [one.dataset.table, one.open]));
    const groups = readings.length > 1 ? this.sides(readings, found) : found[0].tables.map((one) => this.table(one));
    for (const one of groups) one.open = open.get(one.dataset.table) ?? OPENED.includes(one.dataset.table);
    const place = $("state-body");
    if (this.later.length) place.style.minHeight = `${place.offsetHeight}px`; // what stands below stays where it is
    place.replaceChildren(...(groups.length ? groups : [element("p", {}, "Nothing is recorded yet.")]));
    yield;
    yield* this.append();
    place.style.minHeight = "";
    const notes = [];
    for (const one of found[0].notes) {
      notes.push(this.note(one, notes.length + 1));
      yield;
    }
    $("positions-body").replaceChildren(...(notes.length ? notes : [element("p", {}, "Nothing is contested at this moment.")]));
  }

  /* The rest of long tables, some rows at a time. */
  *append() {
    for (const [body, rows] of this.later) {
      for (let at = 0; at < rows.length; at += FEW) {
        body.append(...rows.slice(at, at + FEW).flatMap((make) => make()));
        yield;
      }
    }
  }

  /* Every reading in a column of its own; of other subjects than commitments only what differs. */
  sides(readings, found) {
    const groups = [];
    for (const first of found[0].tables) {
      const all = found.map((one) => one.tables.find((table) => table.name === first.name));
      if (first.name === "depositaries" || all.every((table) => table === undefined)) continue;
      const ids = [...new Set(all.flatMap((table) => table?.rows.map((row) => row.subject) ?? []))].filter(Boolean);
      const bySubject = all.map((table) => new Map(table?.rows.map((row) => [row.subject, row]) ?? []));
      const chosen = ids.map((id) => [id, this.chosen(first, bySubject.map((one) => one.get(id)))]);
      const rows = chosen.filter(([, fields]) => fields.length).map(([id, fields]) => () => this.sideRows(id, fields));
      const heads = [first.heads[0], "Field", ...readings, "Readings"];
      const title = first.title.split(/[:;]/)[0];
      groups.push(this.group(first.name, title, heads, rows.length ? rows : [() => [element("tr", {}, element("td", { colspan: heads.length }, "The same under every reading."))]], []));
    }
    return groups;
  }

  /* The fields of a subject that are worth a row, each with what the readings say. */
  chosen(first, rows) {
    const fields = first.heads.slice(1, -1).map((head, index) => [head, rows.map((row) => row?.cells[index] ?? "not there")]);
    return fields.filter(([head, values]) => {
      const differ = new Set(values).size > 1;
      return differ || (first.name === "commitments" && !values.every((value) => ["", "-"].includes(value)) && head !== "By" && head !== "To");
    });
  }

  sideRows(id, fields) {
    return fields.map(([head, values], index) => {
      const differ = new Set(values).size > 1;
      return element("tr", { class: "whole" },
        element("th", { scope: "row" }, index === 0 ? id : ""),
        element("td", { "data-head": "Field" }, head),
        ...values.map((value, at) => element("td", { "data-head": this.data.readings[at] }, value)),
        element("td", { "data-head": "Readings", class: differ ? "differ" : "" }, differ ? "differ" : "agree"));
    });
  }

  group(name, title, heads, rows, below) {
    const head = element("thead", {}, element("tr", {}, ...heads.map((one) => element("th", { scope: "col" }, one))));
    const body = element("tbody", {}, ...rows.slice(0, AT_ONCE).flatMap((make) => make()));
    if (rows.length > AT_ONCE) this.later.push([body, rows.slice(AT_ONCE)]);
    const list = below.length ? element("ul", { class: "below" }, ...below.map((one) => element("li", {}, ...this.text(one)))) : null;
    return element("details", { class: "group", "data-table": name },
      element("summary", {}, element("h3", {}, title)), element("table", { class: rows.length > AT_ONCE ? "cards state long" : "cards state" }, head, body), list);
  }

  table({ name, title, heads, rows, below }) {
    return this.group(name, title, heads, rows.map((row) => () => this.row(row, heads)), below);
  }

  row(row, heads) {
    const title = row.title ? element("span", { class: "title" }, row.title) : null;
    const cells = row.cells.map((cell, index) => {
      const attributes = { "data-head": heads[index + 1] };
      if (cell === "" || cell === "-") attributes.class = "empty";
      else if (NUMBERS.includes(heads[index + 1]) || this.data.labels.map(capital).includes(heads[index + 1])) attributes.class = "n";
      return element("td", attributes, cell);
    });
    if (heads.at(-1) === "Facts") cells.push(element("td", { "data-head": "Facts" }, element("span", {}, ...(row.subject ? this.facts(row.notes) : []))));
    const made = element("tr", { class: row.part ? "part" : "whole" }, element("th", { scope: "row" }, row.name, title), ...cells);
    if (!row.subject) return [made];
    made.dataset.subject = row.subject;
    const details = element("details", {}, element("summary", {}, "Why", element("span", { class: "unseen" }, ` ${row.subject} is so`)));
    this.unfold(details, row.subject);
    return [made, element("tr", { class: "why" }, element("td", { colspan: heads.length }, details))];
  }

  /* The reasons are put together when somebody opens them. */
  unfold(details, subject) {
    details.addEventListener("toggle", () => {
      if (!details.open || details.dataset.full) return;
      details.dataset.full = "yes";
      details.replaceChildren(details.firstElementChild, ...this.why(subject, this.viewed()));
    });
  }

  facts(notes) {
    if (!notes.length) return ["uncontested"];
    return ["contested ", ...notes.flatMap((n, index) => [index ? " " : "", element("a", { href: `#note.${n}` }, `[${n}]`)])];
  }

  /* Text with the ids of events as links. */
  text(said) {
    return said.split(/([a-z0-9][a-z0-9-]*)/).map((one) => (this.byId.has(one) ? element("a", { href: `#event.${one}` }, one) : one));
  }

  /* Why ---------------------------------------------------------------------------------------------------------- */

  axes(subject, reading) {
    const { intervals } = this.data;
    const whole = intervals.wholes.find((one) => one.id === subject.split(/[/@]/, 1)[0]);
    const axes = this.intervals.cut(whole, this.moment.on, this.moment.known, reading).get(subject) ?? new Map();
    const place = (axis) => { const at = ORDER.indexOf(axis); return at < 0 ? ORDER.length : at; };
    const names = [...axes.keys()].filter((axis) => !LISTS.includes(axis));
    names.sort((a, b) => place(a) - place(b) || compared(a, b));
    const late = lateDays(intervals, axes.get("due"), this.moment.on);
    const part = subject.includes("/") || subject.includes("@");
    return names.map((axis) => {
      const at = axes.get(axis);
      const c = intervals.intervals;
      const rule = intervals.rules[c.rule[at]];
      const value = filled(intervals.words[c.part[at]], this.moment.on, late);
      return { axis, value, since: isoOf(c.on_from[at]), rule, sentence: this.data.rules[rule] ?? "", causes: intervals.causes[c.causes[at]] };
    }).filter((one) => !(part && one.value === "none recorded"));
  }

  why(subject, reading) {
    const axes = this.axes(subject, reading);
    const list = element("dl", { class: "axes" });
    for (const one of axes) {
      const causes = one.causes.flatMap((id, index) => [index ? ", " : "", element("a", { href: `#event.${id}` }, id)]);
      const rule = element("small", {}, `since ${one.since}: ${one.sentence || one.rule}`, ...(causes.length ? [" (", ...causes, ")"] : []));
      list.append(element("dt", {}, one.axis), element("dd", {}, ...this.text(one.value), " ", rule));
    }
    const events = [...new Set(axes.flatMap((one) => one.causes))].map((id) => this.byId.get(id)).filter(Boolean);
    const lines = events.map((event) => this.eventLine(seenAt(event, this.moment.known, reading) ?? event));
    return lines.length ? [list, element("ul", { class: "causes" }, ...lines)] : [list];
  }

  eventLine(event) {
    const link = element("a", { href: `#event.${event.id}` }, event.title || event.id);
    const cite = element("small", {}, ...this.sources(event), " · ", this.place(event));
    return element("li", {}, element("b", {}, dayWords(event)), " ", link, " ", cite);
  }

  sources(event) {
    return event.sources.flatMap(([source, paragraph], index) => [
      index ? ", " : "",
      element("a", { href: `#${this.data.anchors[source]}` }, this.data.names[source] ?? source),
      paragraph ? ` ${paragraph}` : "",
    ]);
  }

  place(event) {
    return element("code", {}, event.file.slice(this.data.folder.length) + (event.line === null ? "" : `:${event.line}`));
  }

  actors(ids) {
    return ids.length ? ids.flatMap((id, index) => [index ? ", " : "", element("bdi", {}, this.data.names[id] ?? id)]) : ["-"];
  }

  note({ of, field, holders }, number) {
    const title = element("h3", {}, `[${number}] `, element("bdi", {}, of.join(", ")), ": ", element("bdi", {}, field));
    const held = holders.map((one) => {
      const cite = one.events.flatMap((id, index) => {
        const event = this.byId.get(id);
        const seen = event && seenAt(event, this.moment.known, this.viewed());
        return [index ? ", " : "", element("a", { href: `#event.${id}` }, id), ...(seen ? [" (", ...this.sources(seen), ")"] : [])];
      });
      return element("div", {}, element("dt", {}, one.who),
        element("dd", {}, element("b", {}, one.value), " ", element("small", {}, ...cite)));
    });
    return element("article", { class: "note", id: `note.${number}` }, title, element("dl", { class: "holders" }, ...held));
  }
}

const ORDER = ["status", "figures", "due", "phase", "running", "withheld", "episodes"];
const MANY = 1500; // of more events, what follows a moment comes one after the other
const AT_ONCE = 24; // rows of a table that are there at once
const FEW = 8; // rows, or events, of one step
const SLICE = 16; // milliseconds of work before the reader has a turn
const MOST = 400; // events that are listed before somebody asks for all
const NUMBERS = ["Total", "Letter", "Count"];
const OPENED = ["commitments", "talks", "depositaries"];
const LISTS = ["contested", "corrected", "told", "extensions"];

/* The alternatives of an axis with their days filled in. */
function filled(alternatives, on, late) {
  const said = alternatives.map((one) => {
    const [text, since] = Array.isArray(one) ? one : [one, null];
    const days = since === null ? late : on - since;
    return days === null ? text.replaceAll(" {days}", "") : text.replaceAll("{days}", counted(days, "day"));
  });
  return [...new Set(said)].join(" or ");
}

function lateDays(intervals, due, on) {
  if (due === undefined) return null;
  const since = intervals.words[intervals.intervals.part[due]].filter(Array.isArray).map(([, day]) => on - day);
  return since.length ? Math.max(...since) : null;
}

/* An event as an outlook has it, or null where it is not known yet. */
function seenAt(event, known, reading) {
  if (event.known > known) return null;
  const turns = event.turns ?? [];
  const own = turns.some((one) => one.reading === reading) ? reading : "record";
  const turn = turns.find((one) => one.reading === own && one.known_from <= known && known < one.known_to);
  return turn === undefined ? event : { ...event, ...turn };
}

function dayWords(event) {
  return event.days === null ? event.undated : spanWords(...event.days) + event.mark;
}

/* The timeline ---------------------------------------------------------------------------------------------------- */

class Timeline {
  constructor(page) {
    this.page = page;
    this.work = new Work();
    const { events } = page.data;
    const numbers = new Map(events.map((event, index) => [`event.${event.id}`, index]));
    this.numbers = numbers;
    this.items = new Map([...$("events").children].map((item) => [numbers.get(item.id), item]));
    this.seen = events.map((event) => seenAt(event, page.moment.known, page.viewed()));
    this.on = page.moment.on;
    const form = $("filters");
    form.addEventListener("input", () => { clearTimeout(this.soon); this.soon = setTimeout(() => this.filter(), 90); });
    form.addEventListener("reset", () => setTimeout(() => this.filter()));
    this.most = MOST;
    $("clock").addEventListener("toggle", () => this.clock());
    $("more").addEventListener("click", () => { this.most = Infinity; this.filter(); });
    addEventListener("beforeprint", () => this.everything());
    form.addEventListener("submit", (event) => event.preventDefault());
    this.sort();
    this.filter();
  }

  /* What the clock derives, put together when somebody looks. */
  clock() {
    if (!$("clock").open) return;
    const { moment, intervals } = this.page;
    const items = clockwork(intervals, moment.known, this.page.viewed()).map(({ days, subject, text }) =>
      element("li", days[0] > moment.on ? { class: "after" } : {}, element("b", {}, spanWords(...days)), " ", element("bdi", {}, subject), `: ${text}`));
    $("clock").querySelector("ol").replaceChildren(...items);
  }

  sort() {
    const { events } = this.page.data;
    const first = events.map((event, index) => (this.seen[index] ?? event).days?.[0] ?? event.known);
    this.sorted = events.map((_, index) => index).sort((a, b) => first[a] - first[b] || a - b);
  }

  *show(on, known, reading) {
    const { events } = this.page.data;
    this.on = on;
    this.seen = events.map((event) => seenAt(event, known, reading));
    yield;
    for (const [index, item] of this.items) {
      const seen = this.seen[index];
      if (events[index].turns && seen) this.refill(index, seen, on);
      else this.mark(item, seen ?? events[index], on);
      if (index % FEW === 0) yield;
    }
    this.clock();
    this.sort();
    yield;
    yield* this.listed();
  }

  refill(index, seen, on) {
    const item = this.item(seen, on);
    const there = this.items.get(index);
    there.className = item.className;
    there.replaceChildren(...item.childNodes);
  }

  mark(item, event, on) {
    const after = event.days !== null && event.days[0] > on;
    if (after === item.classList.contains("after")) return;
    item.classList.toggle("after", after);
    item.querySelector(".mark.later")?.remove();
    if (after) item.firstElementChild.append(" ", element("span", { class: "mark later" }, "after the day shown"));
  }

  item(event, on) {
    const { page } = this;
    const after = event.days !== null && event.days[0] > on;
    const to = event.to === null ? [] : [" to ", ...page.actors(event.to)];
    const about = event.about.length > 8 ? `${event.about.slice(0, 8).join(", ")} and ${event.about.length - 8} more` : event.about.join(", ");
    return element("li", { id: `event.${event.id}`, ...(after ? { class: "after" } : {}) },
      element("p", {}, element("b", {}, dayWords(event)),
        ...(after ? [" ", element("span", { class: "mark later" }, "after the day shown")] : []),
        ...(event.left_out ? [" ", element("span", { class: "mark" }, event.left_out)] : [])),
      element("p", {}, event.title || "untitled"),
      element("p", {}, ...(event.by?.length === 0 && !event.to ? [] : [...(event.by === null ? ["contested"] : page.actors(event.by)), ...to, " · "]), event.what,
        ...(about ? [" · about ", element("bdi", {}, about)] : [])),
      element("p", {}, element("a", { href: `#event.${event.id}` }, event.id), dayWords(event) === isoOf(event.known) ? " · " : ` · reported ${isoOf(event.known)} · `,
        ...page.sources(event), " · ", page.place(event)));
  }

  /* The list of a moment and of what was asked for, with an event in it. */
  reveal(id) {
    const index = this.numbers.get(`event.${id}`);
    if (index === undefined || $(`event.${id}`)?.hidden === false) return;
    $("filters").reset();
    this.most = Math.max(this.most, this.sorted.indexOf(index) + FEW);
    this.filter();
    this.work.finish();
  }

  everything() {
    this.most = Infinity;
    this.filter();
    this.work.finish();
  }

  filter() {
    this.work.begin(this.listed());
    if (this.page.data.events.length <= MANY) this.work.finish();
  }

  /* Which events are listed. Of very many, the items are made when they are first listed. */
  *listed() {
    const known = this.sorted.filter((index) => this.seen[index] !== null);
    const fits = this.fitting();
    const found = known.filter(fits);
    const listed = found.slice(0, this.most);
    yield;
    const shown = new Set(listed);
    const there = this.seen.length > MANY ? listed : this.sorted;
    for (const index of there) {
      if (this.items.has(index)) continue;
      this.items.set(index, this.item(this.seen[index] ?? this.page.data.events[index], this.on));
      if (this.items.size % FEW === 0) yield;
    }
    const key = there.join();
    if (this.key !== key) $("events").replaceChildren(...there.map((index) => this.items.get(index)));
    this.key = key;
    for (const index of there) if (this.items.get(index).hidden === shown.has(index)) this.items.get(index).hidden = !shown.has(index);
    $("more").hidden = found.length <= this.most;
    $("more").textContent = `Show all ${found.length}`;
    $("found").textContent = found.length === known.length ? `${counted(known.length, "event")}` : `${found.length} of ${counted(known.length, "event")}`;
  }

  fitting() {
    const [party, kind, subject] = ["by-party", "by-kind", "by-subject"].map((id) => $(id).value);
    const words = $("by-text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const { events } = this.page.data;
    return (index) => {
      const event = events[index];
      return (!party || event.parties.includes(party)) && (!kind || event.kind === kind) &&
        (!subject || event.about.some((one) => one === subject || one.startsWith(`${subject}/`))) &&
        words.every((word) => this.text(index).includes(word));
    };
  }

  /* What words are looked for in, of each event once somebody looks. */
  text(index) {
    this.texts ??= [];
    const { data } = this.page;
    const event = data.events[index];
    this.texts[index] ??= [event.id, event.title, event.what, ...event.about, ...(event.by ?? []), ...(event.to ?? [])].map((id) => data.names[id] ?? id)
      .concat(event.sources.map(([source]) => data.names[source] ?? source)).join(" ").toLowerCase();
    return this.texts[index];
  }
}

/* What the clock derives, in the order of the days: of what only some worlds have, since when it may be so. */
function clockwork(intervals, known, reading) {
  const { clock, readings, subjects, axes, first, last, wholes } = intervals.data;
  const c = intervals.columns;
  const groups = new Map();
  for (const whole of wholes) {
    const own = whole.own.includes(reading) ? reading : "record";
    for (const at of intervals.byWhole.get(whole.id)) {
      const subject = subjects[c.subject[at]];
      if (subject.includes("@") || readings[c.reading[at]] !== own || c.known_from[at] > known || known >= c.known_to[at]) continue;
      const key = `${subject}\n${axes[c.axis[at]]}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(at);
    }
  }
  const found = [];
  const names = [...groups.keys()].map((key) => key.split("\n")).sort((a, b) => compared(a[0], b[0]) || compared(a[1], b[1]));
  for (const [subject, axis] of names) {
    const rows = groups.get(`${subject}\n${axis}`).sort((a, b) => c.on_from[a] - c.on_from[b]);
    if (!rows.some((at) => at in clock)) continue;
    for (const [text, day, end] of passages(rows, c, clock)) {
      const until = Math.min(end, Math.max(day, last));
      if (day <= last && until >= first) found.push({ days: [day, until], subject, text });
    }
  }
  return found.sort((a, b) => a.days[0] - b.days[0]);
}

function* passages(rows, c, clock) {
  const open = new Map();
  const sure = new Map();
  for (const at of rows) {
    const texts = new Map(Object.entries(clock[at] ?? {}));
    const [from, to] = [c.on_from[at], c.on_to[at]];
    for (const [text, [since, until]] of [...open]) {
      if (texts.has(text) && until === from) continue;
      open.delete(text);
      yield [`perhaps ${text}`, since, until - 1];
    }
    for (const [text, settled] of texts) {
      const since = (open.get(text) ?? [from])[0];
      open.delete(text);
      if (settled) {
        yield [text, since, from];
        sure.set(text, to);
      } else if (sure.get(text) === from) sure.set(text, to);
      else open.set(text, [since, to]);
    }
  }
  for (const [text, [since, until]] of open) yield [`perhaps ${text}`, since, until - 1];
}

/* Data to take away ------------------------------------------------------------------------------------------------ */

function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const csvCell = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const csv = (rows) => rows.map((row) => row.map((cell) => csvCell(String(cell))).join(",")).join("\r\n") + "\r\n";
const until = (day, endless) => (day >= endless ? "further notice" : isoOf(day - 1));

function stateJson(page) {
  const { on, known, reading } = page.moment;
  const head = { ...page.data.envelope, on: isoOf(on), known: known >= HINDSIGHT ? null : isoOf(known) };
  if (reading !== "all") return { ...head, reading, ...page.body(reading) };
  return { ...head, reading: null, readings: Object.fromEntries(page.data.readings.map((one) => [one, page.body(one)])) };
}

function stateCsv(page) {
  const readings = page.moment.reading === "all" ? page.data.readings : [page.moment.reading];
  const rows = readings.flatMap((reading) =>
    page.tables(reading).tables.flatMap(({ rows: lines }) => lines.map((row) => row.subject).filter(Boolean))
      .flatMap((subject) => page.axes(subject, reading).map((one) => [reading, subject, one.axis, one.value, one.since, one.rule, one.causes.join("; ") || "no event"])));
  return csv([["reading", "subject", "axis", "value", "since", "rule", "causes"], ...rows]);
}

function intervalsCsv(page) {
  const d = page.data.intervals;
  const c = d.intervals;
  const heads = ["subject", "axis", "reading", "value", "on_from", "on_until", "known_from", "known_until", "rule", "causes"];
  const rows = c.subject.map((subject, at) => [
    d.subjects[subject], d.axes[c.axis[at]], d.readings[c.reading[at]],
    d.words[c.part[at]].map((one) => (Array.isArray(one) ? one[0] : one)).join(" or ") || "listed in the JSON", isoOf(c.on_from[at]),
    until(c.on_to[at], d.last), isoOf(c.known_from[at]), until(c.known_to[at], d.endless), d.rules[c.rule[at]], d.causes[c.causes[at]].join("; "),
  ]);
  return csv([heads, ...rows]);
}

const DOWNLOADS = {
  "get-state-json": (page) => save("state.json", "application/json", JSON.stringify(stateJson(page), null, 2) + "\n"),
  "get-state-csv": (page) => save("state.csv", "text/csv", stateCsv(page)),
  "get-intervals-csv": (page) => save("intervals.csv", "text/csv", intervalsCsv(page)),
  "get-json": (page) => save("report.json", "application/json", $("embedded").textContent),
};

if (typeof document !== "undefined") {
  globalThis.page = new Page(JSON.parse($("embedded").textContent));
  globalThis.page.start();
} else {
  module.exports = { Page, filled, seenAt, dayWords, stateJson, stateCsv };
}
