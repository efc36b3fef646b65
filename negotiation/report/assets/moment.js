"use strict";
/* A state as tables of text: the same as `negotiation/report/moment.py` makes of the same rows. */

const KEPT = ["refrain", "maintain"];
const MOST_LINES = 24;
const STEPS = { signed: "Signed", deposited: "Deposited", in_force: "In force" };
const OPEN = ["in force", "conditional", "proposed"];

const several = (value) => (value === null || value === undefined ? [] : Array.isArray(value) ? value : [value]);
const counted = (number, one) => `${number} ${number === 1 ? one : one + "s"}`;
const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
const isRange = (value) => value !== null && typeof value === "object" && "min" in value;
const compared = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

function figure(value) {
  if (value === null || value === undefined) return "-";
  if (!isRange(value)) return value === true ? "True" : value === false ? "False" : String(value);
  if (value.max === null) return value.min === 0 ? "unknown" : `${value.min} or more`;
  return value.max - value.min === 1 ? `${value.min} or ${value.max}` : `${value.min} to ${value.max}`;
}

function days(value) {
  if (value === null || value === undefined) return "-";
  return isRange(value) ? spanWords(dayOf(value.min), dayOf(value.max)) : String(value);
}

function spanWords(first, last) {
  if (first === last) return isoOf(first);
  return `${isoOf(first)} ${last === first + 1 ? "or" : "to"} ${isoOf(last)}`;
}

function left(on, due) {
  if (on === due) return "that day";
  return on < due ? `${counted(due - on, "day")} left` : `${counted(on - due, "day")} past`;
}

/* The contested fields of a row by name; apart for each event where each of them has several holders. */
function byField(contested) {
  const found = new Map();
  for (const one of contested) found.set(one.field, [...(found.get(one.field) ?? []), one]);
  const split = new Map();
  for (const [name, entries] of found) {
    const events = new Map();
    for (const one of entries) events.set(one.events[0], [...(events.get(one.events[0]) ?? []), one]);
    const apart = events.size > 1 && [...events.values()].every((mine) => mine.length > 1);
    for (const [event, mine] of apart ? events : [[null, entries]]) split.set(apart ? `${name} of ${event}` : name, mine);
  }
  return split;
}

class Shown {
  constructor(on, { labels, names, sums, titles }) {
    Object.assign(this, { on, labels, names, sums, titles, notes: [], numbers: new Map() });
  }

  mark(subject, contested) {
    const numbers = [...byField(contested)].map(([name, held]) => this.number(subject, name, held));
    return [...new Set(numbers)].sort((a, b) => a - b);
  }

  number(subject, name, held) {
    const holders = held.map((one) => this.held(one));
    holders.sort((a, b) => compared(a.who.toLowerCase(), b.who.toLowerCase()) || compared(a.holder, b.holder));
    const key = [name, ...holders.map((one) => `${one.who}: ${one.value}`)].join("\n");
    if (!this.numbers.has(key)) {
      this.numbers.set(key, this.numbers.size + 1);
      this.notes.push({ of: [], field: name, holders });
    }
    const number = this.numbers.get(key);
    const { of } = this.notes[number - 1];
    const whole = subject.split("@", 1)[0];
    if (!of.includes(whole)) of.push(whole);
    return number;
  }

  held(one) {
    const reading = "reading" in one;
    const holder = reading ? one.reading : one.holder;
    const who = reading ? `the reading ${holder}` : (this.names[holder] ?? holder);
    return { who, holder, reading, value: figure(one.value), events: one.events };
  }

  who(actors) {
    return several(actors).map((one) => this.names[one] ?? one).join(", ") || "-";
  }
}

/* The tables of a state in their order, and the notes that they lead to. */
function tables(body, shown) {
  const made = [commitments, talks, proposals, instruments, measures];
  return { tables: made.flatMap((make) => make(body, shown)), notes: shown.notes };
}

const table = (name, title, heads, rows, below = []) => ({ name, title, heads, rows, below });
const line = (subject, name, cells, notes, { title = "", part = false } = {}) => ({ subject, name, title, part, cells, notes });

function commitments({ commitments: rows }, shown) {
  if (rows.length === 0) return [];
  const [performed, outstanding] = shown.labels.map(capital);
  const heads = ["Commitment", "By", "To", "Due", "Total", performed, outstanding, "Phase", "Status", "Facts"];
  const below = rows.filter((row) => row.id in shown.sums).map((row) => `${row.id}: ${shown.sums[row.id]}`);
  below.push(...shares(rows, ...shown.labels), ...rows.flatMap((row) => notices(named(row, shown))));
  return [table("commitments", "Commitments", heads, rows.flatMap((row) => promise(row, shown)), below)];
}

function promise(row, shown) {
  const own = row.contested.filter((one) => !one.field.startsWith("tranches/"));
  const title = shown.titles[row.id] ?? "";
  const who = [shown.who(row.debtor), shown.who(row.creditor)];
  const found = [line(row.id, row.id, [...who, ...standing(row, shown)], shown.mark(row.id, own), { title })];
  if (row.tranches.length > MOST_LINES) {
    found.push(line("", "parts", ["", "", "", "", "", "", "", folded(row.tranches)], [], { part: true }));
  } else {
    for (const one of row.tranches) {
      const id = `${row.id}/${one.id}`;
      const notes = shown.mark(id, one.contested);
      found.push(line(id, `tranche ${one.id}`, ["", "", ...standing(one, shown)], notes, { part: true }));
    }
  }
  for (const one of row.per_debtor) {
    const id = `${row.id}@${one.debtor}`;
    const cells = [shown.who(one.debtor), "", ...standing(one, shown)];
    found.push(line(id, "each for itself", cells, shown.mark(id, own), { part: true }));
  }
  return found;
}

function folded(tranches) {
  const words = new Map();
  for (const one of tranches) {
    const word = String(one.status ?? "None").split(/ [0-9]|,/)[0];
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return `${tranches.length}: ${[...words].map(([word, n]) => `${n} ${word}`).join(", ")}`;
}

const said = (value) => (value === null || value === undefined ? "None" : String(value));

function standing(row, shown) {
  const numbers = [row.total, row.performed, row.outstanding].map(figure);
  return [dueWords(row, shown.on), ...numbers, said(row.phase), statusWords(row, shown)];
}

function dueWords(row, on) {
  const { due } = row;
  if (due === null) return "none set";
  const kept = KEPT.includes(row.obligation);
  const text = `${kept ? "until " : ""}${row.due_night ? "night of " : ""}${days(due)}`;
  if (!OPEN.includes(row.phase) || typeof due !== "string") return text;
  const late = isRange(row.days_overdue) || row.days_overdue > 0;
  return kept || late || dayOf(due) >= on ? `${text} (${left(on, dayOf(due))})` : text;
}

function statusWords(row, shown) {
  const words = [said(row.status)];
  for (const name of ["withheld", "suspended"]) {
    const one = row[name];
    if (one !== null && name !== row.status) {
      words.push(`${one.perhaps ? "perhaps " : ""}${name} by ${one.by ? shown.who(one.by) : "its own terms"}`);
    }
  }
  if (row.order_sensitive) words.push("depends on an order that no source gives");
  return words.join("; ");
}

function named(row, shown) {
  const found = { ...row };
  for (const name of ["withheld", "suspended"]) {
    if (found[name]) found[name] = notice(found[name], shown);
  }
  for (const name of ["tranches", "per_debtor"]) found[name] = (row[name] ?? []).map((one) => named(one, shown));
  if ("debtor" in row && !Array.isArray(row.debtor)) found.debtor = shown.who(row.debtor);
  return found;
}

function notice(one, shown) {
  const reason = one.stated_reason && { ...one.stated_reason, speaker: shown.who(one.stated_reason.speaker) };
  return { ...one, by: one.by && shown.who(one.by), stated_reason: reason };
}

/* The sentences about a commitment, its tranches and its debtors. */
function notices(row) {
  let parts = [
    [row.id, row],
    ...row.tranches.map((one) => [`${row.id}/${one.id}`, one]),
    ...row.per_debtor.map((one) => [`${row.id}, ${one.debtor}`, one]),
  ];
  const found = [...grouped(parts, "withheld", withheldWords), ...grouped(parts, "suspended", suspendedWords)];
  if (said(row.phase).includes("conditional") && row.condition) found.push(`${row.id}: waits for this: ${row.condition}`);
  const opened = new Set((row.episodes ?? []).map((one) => one.cause));
  for (const act of row.acts ?? []) {
    if (act.within === "unknown" && !act.outside && !opened.has(act.event)) {
      found.push(`${row.id}: act ${act.event}, of which it is not settled whether it falls within`);
    }
  }
  const many = row.episodes ?? [];
  if (many.length > MOST_LINES) {
    const still = many.filter((one) => one.ended === null).length;
    found.push(`${row.id}: ${many.length} episodes, the first from ${days(many[0].from)}, ${still} of them open`);
    parts = [];
  }
  for (const [name, one] of parts) {
    if (name === row.id || name.includes("@")) found.push(...(one.episodes ?? []).map((e) => episodeWords(name, e)));
  }
  if (row.void?.length) {
    found.push(`${row.id}: void, for want of power or consent, or because it was closed: ${row.void.join(", ")}`);
  }
  if (row.outside?.length) {
    const why = "outside, at a time or of a sort that the promise does not reach";
    found.push(`${row.id}: ${why}: ${row.outside.join(", ")}`);
  }
  if (row.corrected.length) found.push(`${row.id}: this answer is touched by a correction: ${row.corrected.join(", ")}`);
  return found;
}

function grouped(parts, field, sentence) {
  const found = new Map();
  for (const [name, row] of parts) {
    if (row[field]) {
      const text = sentence(row[field]);
      found.set(text, [...(found.get(text) ?? []), name]);
    }
  }
  return [...found].map(([text, of]) => `${of.length > 1 && field === "withheld" ? of.at(-1) : of[0]}: ${text}`);
}

const reasonWords = ({ stated_reason: one }) => (one ? `; reason stated by ${one.speaker}: ${one.reason}` : "");

function withheldWords(one) {
  return `${one.perhaps ? "perhaps " : ""}withheld by ${one.by} since ${days(one.since)} (${one.event})${reasonWords(one)}`;
}

function suspendedWords(one) {
  const by = one.by || "its own terms";
  const text = `${one.perhaps ? "perhaps " : ""}suspended by ${by} since ${days(one.since)} (${one.events.join(", ")})`;
  return one.by ? `${text}, power: ${one.power}${reasonWords(one)}` : text;
}

function episodeWords(name, one) {
  const clock = one.cause === "clock";
  const open = isRange(one.ended) && one.ended.max === null;
  const last = open ? `${one.ended.min} or later` : days(one.ended);
  const until = one.ended ? ` to ${last} (${said(one.ended_by)})` : ", open";
  const what = clock ? "due day passed unmet" : `act ${one.cause}`;
  return `${clock ? one.scope : name}: ${one.perhaps ? "perhaps an episode" : "episode"} from ${days(one.from)}${until}: ${what}`;
}

function shares(rows, performed, outstanding) {
  const part = (value) => (isRange(value) ? `${value.min} to ${value.max}%` : `${figure(value)}%`);
  return rows.filter((row) => row.percent !== null).map(
    ({ id, percent }) => `${id}: ${performed} ${part(percent.performed)}, ${outstanding} ${part(percent.outstanding)}, ` +
      `overdue ${part(percent.overdue)} of the total`,
  );
}

function talks({ talks: rows }, shown) {
  if (rows.length === 0) return [];
  const below = rows.flatMap((row) => [...notices(named(row, shown)), ...extensions(row, shown)]);
  const lines = rows.map((row) =>
    line(row.id, row.id, [deadline(row, shown.on), said(row.status)], shown.mark(row.id, row.contested), {
      title: shown.titles[row.id] ?? "",
    }));
  return [table("talks", "Talks", ["Talks", "Deadline", "Status", "Facts"], lines, below)];
}

function deadline(row, on) {
  const one = row.deadline;
  if (typeof one !== "string" || row.phase === "ended") return one === null ? "none" : days(one);
  return `${one} (${left(on, dayOf(one))})`;
}

function extensions(row, shown) {
  const asked = row.extensions;
  if (asked.length === 0) return [`${row.id}: no extension asked for or offered`];
  return [
    `${row.id}: ${counted(asked.length, "extension")} asked for or offered, which moves no deadline`,
    ...asked.map((one) => `${one.id}: ${one.form || "-"} by ${shown.who(one.by)}, ${one.phase || "not there yet"}`),
  ];
}

function proposals({ proposals: rows }, shown) {
  if (rows.length === 0) return [];
  const heads = ["Proposal", "Form", "By", "To", "About", "Open until", "Status", "Facts"];
  const lines = rows.map((row) => {
    const about = row.commitment || row.extends || row.counters || "-";
    const cells = [row.form || "-", shown.who(row.by), shown.who(row.to), about, days(row.open_until), said(row.status)];
    return line(row.id, row.id, cells, shown.mark(row.id, row.contested), { title: shown.titles[row.id] ?? "" });
  });
  const open = rows.filter((row) => said(row.phase).includes("open")).length;
  return [table("proposals", `Proposals: ${open} of ${rows.length} open`, heads, lines)];
}

function instruments({ instruments: rows }, shown) {
  if (rows.length === 0) return [];
  const letters = new Set(rows.map((row) => row.letter).filter((one) => one !== null));
  const title = `Instruments: ${rows.length} in ${counted(letters.size, "letter")}`;
  const depositaries = [...new Set(rows.map((row) => said(row.depositary)))].sort(compared);
  const counts = depositaries.map((one) => counts_(one, shown.who(one), rows.filter((r) => said(r.depositary) === one)));
  counts.push(counts_("all", "all", rows));
  const lines = rows.map((row) => {
    const who = [figure(row.letter), shown.who(row.by), shown.who(row.depositary)];
    const cells = [...who, ...Object.keys(STEPS).map((name) => step(row, name)), days(row.scheduled), said(row.status)];
    return line(row.id, row.id, cells, shown.mark(row.id, row.contested), { title: row.treaty || "" });
  });
  const heads = ["Instrument", "Letter", "By", "Depositary", ...Object.values(STEPS), "Scheduled", "Status", "Facts"];
  return [
    table("depositaries", title, ["Depositary", ...Object.values(STEPS)], counts),
    table("instruments", "Instruments one by one", heads, lines),
  ];
}

function counts_(id, name, rows) {
  const cells = Object.keys(STEPS).map((step) => {
    const there = rows.filter((row) => row[step] !== null);
    const sure = there.filter((row) => !row.perhaps.includes(step)).length;
    return `${sure === there.length ? sure : figure({ min: sure, max: there.length })} of ${rows.length}`;
  });
  return line("", name, cells, [], { part: id === "all" });
}

const step = (row, name) => (row.perhaps.includes(name) ? `perhaps ${days(row[name])}` : days(row[name]));

function measures({ measures: rows }, shown) {
  if (rows.length === 0) return [];
  const lines = rows.map((row) => {
    const since = row.stages.length ? days(row.stages.at(-1).since) : "-";
    const cells = [said(row.stage), since, figure(row.quantity), row.unit || "-", row.place || "-", shown.who(row.by)];
    return line(row.id, row.id, cells, shown.mark(row.id, row.contested), { title: shown.titles[row.id] ?? "" });
  });
  const heads = ["Measure", "Stage", "Since", "Count", "Unit", "Place", "By", "Facts"];
  return [table("measures", "Measures outside any commitment; counts of different stages are not added", heads, lines)];
}

if (typeof module !== "undefined") module.exports = { Shown, tables, figure, days, spanWords, counted, compared };
