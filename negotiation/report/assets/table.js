"use strict";
/* The intervals of a case, filtered and joined into rows. What is true is decided by the program that made the
   intervals: nothing here knows what a commitment is. Days are counted from 1970-01-01. */

const DAY = 86400000;
const dayOf = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY);
const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

class Intervals {
  constructor(data) {
    this.data = data;
    this.columns = data.intervals;
    this.beside = new Set(data.beside);
    this.byWhole = new Map(data.wholes.map((whole) => [whole.id, []]));
    const wholes = data.subjects.map((id) => id.split(/[/@]/, 1)[0]);
    this.columns.subject.forEach((subject, at) => this.byWhole.get(wholes[subject]).push(at));
  }

  /* The numbers of the intervals of a whole that hold on a day, as known on a day, under a reading. */
  holding(whole, on, known, reading) {
    const own = whole.own.includes(reading) ? reading : "record";
    const c = this.columns;
    return this.byWhole.get(whole.id).filter(
      (at) =>
        c.on_from[at] <= on && on < c.on_to[at] && c.known_from[at] <= known && known < c.known_to[at] &&
        this.data.readings[c.reading[at]] === own,
    );
  }

  /* By subject and axis, what holds. */
  cut(whole, on, known, reading) {
    const key = `${on} ${known}`;
    if (this.key !== key) this.cuts = new Map();
    this.key = key;
    const own = `${reading} ${whole.id}`;
    if (!this.cuts.has(own)) this.cuts.set(own, this.cutNow(whole, on, known, reading));
    return this.cuts.get(own);
  }

  cutNow(whole, on, known, reading) {
    const found = new Map();
    for (const at of this.holding(whole, on, known, reading)) {
      const subject = this.data.subjects[this.columns.subject[at]];
      if (!found.has(subject)) found.set(subject, new Map());
      found.get(subject).set(this.data.axes[this.columns.axis[at]], at);
    }
    return found;
  }

  /* The state of every subject: the same lists of the same rows as `negotiation state --format json`. */
  state(on, known, reading) {
    const body = { commitments: [], talks: [], proposals: [], instruments: [], measures: [] };
    if (on < this.data.first || on > this.data.last) return body;
    for (const whole of this.data.wholes) {
      const row = this.row(whole, on, known, reading);
      if (row !== null) body[whole.list].push(row);
    }
    return body;
  }

  /* The row of a whole, or null where it is not there yet. */
  row(whole, on, known, reading) {
    const cut = this.cut(whole, on, known, reading);
    const axes = cut.get(whole.id) ?? new Map();
    if (![...axes.keys()].some((axis) => !this.beside.has(axis))) return null;
    const moment = { on, known, reading };
    const row = this.joined(whole.kind, whole.id, axes, moment);
    if (whole.kind === "commitment") this.addParts(row, whole, cut, moment);
    if (whole.kind === "process") row.extensions = row.extensions.map((id) => this.extension(id, moment));
    return row;
  }

  /* What the axes of one subject give together. */
  joined(kind, id, axes, moment) {
    const row = { id, ...this.data.absent[kind], contested: [], order_sensitive: false };
    const causes = new Set();
    const perhaps = [];
    for (const [axis, at] of axes) {
      const { perhaps: unsure = [], ...part } = this.data.parts[this.columns.part[at]];
      perhaps.push(...unsure);
      Object.assign(row, part);
      row.order_sensitive ||= this.columns.order[at] === 1;
      if (!this.beside.has(axis)) this.data.causes[this.columns.causes[at]].forEach((one) => causes.add(one));
    }
    if (row.perhaps) row.perhaps = Object.keys(row).filter((name) => perhaps.includes(name));
    row.contested = row.contested.map((one) => this.contest(one, moment));
    row.causes = [...causes].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return finished(row, moment.on);
  }

  /* The tranches of a commitment, and each debtor's part of it. */
  addParts(row, whole, cut, moment) {
    Object.assign(row, { tranches: [], per_debtor: [] });
    const kind = cut.get(whole.id).get("kind");
    for (const [subject, axes] of cut) {
      if (subject.startsWith(whole.id + "/") && (axes.has("figures") || axes.has("phase"))) {
        const own = new Map(kind === undefined ? axes : [...axes, ["kind", kind]]);
        const one = this.joined("commitment", subject.slice(whole.id.length + 1), own, moment);
        row.tranches.push(Object.assign(one, { condition: null, tranches: [], per_debtor: [] }));
      }
    }
    row.tranches.sort((a, b) => trancheOrder(a.id, b.id));
    for (const one of row.tranches) {
      row.contested.push(...one.contested.map((c) => ({ ...c, field: `tranches/${one.id}/${c.field}` })));
    }
    for (const [subject, axes] of cut) {
      if (subject.startsWith(whole.id + "@")) {
        const one = this.joined("commitment", whole.id, axes, moment);
        const debtor = subject.slice(whole.id.length + 1);
        row.per_debtor.push(Object.assign(one, { debtor, contested: row.contested, tranches: [], per_debtor: [] }));
      }
    }
  }

  /* How an extension that was asked for or offered stands. */
  extension(id, moment) {
    const whole = this.data.wholes.find((one) => one.id === id);
    const row = whole === undefined ? null : this.row(whole, moment.on, moment.known, moment.reading);
    const { form = null, by = null, phase = null, causes = null } = row ?? {};
    return { id, form, by, phase, causes };
  }

  /* One holder's value of a field; `rest` is what is left of the total for that holder. */
  contest({ rest_of: subject, ...one }, moment) {
    if (subject === undefined) return one;
    const whole = this.data.wholes.find((w) => w.id === subject.split("/", 1)[0]);
    const reading = one.reading ?? "record";
    const axes = this.cut(whole, moment.on, moment.known, reading).get(subject) ?? new Map();
    const figures = axes.get("figures");
    const total = figures === undefined ? null : this.data.parts[this.columns.part[figures]].total;
    return { ...one, value: Number.isInteger(total) ? total : "the rest of the total" };
  }
}

function finished(row, on) {
  const since = row.overdue_since;
  if (since === undefined) return row;
  const late = since.map((day) => (day === null ? 0 : Math.max(0, on - day)));
  delete row.overdue_since;
  const [least, most] = [Math.min(...late), Math.max(...late)];
  row.days_overdue = late.length === 0 ? 0 : least === most ? least : { min: least, max: most };
  const days = late.length === 0 || most === 0 ? "" : most === 1 ? "1 day" : `${most} days`;
  if (row.status !== null) row.status = row.status.replaceAll(days ? "{days}" : " {days}", days);
  return row;
}

function trancheOrder(one, other) {
  const rank = (id) => (/^[0-9]+$/.test(id) ? Number(id) : 1e9);
  return rank(one) - rank(other) || (one < other ? -1 : one > other ? 1 : 0);
}

if (typeof module !== "undefined") module.exports = { Intervals, dayOf, isoOf };
