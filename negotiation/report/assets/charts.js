"use strict";
/* The data of the charts for a state of knowledge and a reading, from the intervals of the case: the same as the
   program makes (negotiation/report/charts/), so that only data are exchanged in a picture that is there already.
   What is drawn how, and what a sign means, stands in the specifications alone. Days are counted from 1970-01-01. */

const charts = (() => {
  const days = typeof isoOf === "function" ? { dayOf, isoOf } : require("./table.js");
  const LETTER = 7;
  const FIGURES = ["performed", "outstanding", "discharged_otherwise", "difference", "total"];
  const PARTS = ["performed", "either", "outstanding", "otherwise", "perhaps"];
  const LINES = 5;
  const CLOSE = 20;
  const MOST_TRANCHES = 24;
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const STRIP = 46;
  const NEAR = 7;
  const AXES = ["phase", "status", "due", "withheld", "running"];
  const LISTED = "agreement or extension";
  const BEFORE = ["proposed", "conditional", "agreed"];
  const RUNNING = ["in force", "under way", "suspended", "open"];
  const ACTS = ["contrary act recorded", "exceedance recorded", "not kept, as observed"];
  const GLYPHS = { overdue: "!", halted: "×", contested: "?", open: "?", act: "*", satisfied: "✓" };
  const LABELS = {
    before: "proposed or conditional", running: "in force", near: "due within a week", overdue: "overdue",
    halted: "withheld or suspended", act: "act or exceedance recorded", contested: "contested",
    satisfied: "performed, or kept to the end", over: "over in another way", open: "one or the other",
  };
  const [APART, LEVEL, HEAD] = [20, 18, 20];
  const NOBODY = "nobody named";

  const ms = (day) => day * 86400000;
  const isRange = (value) => value !== null && typeof value === "object";
  const unique = (list) => [...new Set(list)];
  const counted = (n, one) => `${n} ${n === 1 ? one : one + "s"}`;
  const capital = (word) => word.slice(0, 1).toUpperCase() + word.slice(1);
  const length = (word) => [...word].length;

  function said(day) {
    const [year, month, at] = days.isoOf(day).split("-").map(Number);
    return `${at} ${MONTHS[month - 1]} ${year}`;
  }

  function short(day) {
    const [, month, at] = days.isoOf(day).split("-").map(Number);
    return `${at} ${MONTHS[month - 1].slice(0, 3)}`;
  }

  function figure(value) {
    if (value === null || value === undefined) return "-";
    if (!isRange(value)) return String(value);
    const { min, max } = value;
    if (max === null) return min === 0 ? "unknown" : `${min} or more`;
    return max - min === 1 ? `${min} or ${max}` : `${min} to ${max}`;
  }

  const endsOf = (value) => unique((isRange(value) ? [value.min, value.max] : [value]).filter((one) => one !== null));
  const ends = (value) => (value === null || value === undefined ? [] : endsOf(value).map(days.dayOf));

  function trancheOrder(a, b) {
    const [one, other] = [a, b].map((id) => id.slice(id.indexOf("/") + 1));
    const number = (name) => (/^\d+$/.test(name) ? Number(name) : 1e9);
    return number(one) - number(other) || (one < other ? -1 : one > other ? 1 : 0);
  }

  /* Several axes side by side, cut wherever one of them changes. */
  function together(axes, names) {
    const chosen = names.map((name) => axes.get(name) ?? []);
    const cuts = unique(chosen.flat().flatMap((s) => [s.start, s.end])).sort((a, b) => a - b);
    const found = [];
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const held = chosen.flatMap((list) => list.filter((s) => s.start <= cuts[i] && cuts[i] < s.end));
      const part = Object.assign({}, ...held.map((s) => s.part));
      if (Object.keys(part).length > 0) found.push({ start: cuts[i], end: cuts[i + 1], part });
    }
    return found;
  }

  /* Neighbours that are alike, joined. */
  function joined(rows, isLike) {
    const found = [];
    for (const row of rows) {
      const last = found.at(-1);
      if (last !== undefined && last.to === row.from && isLike(last, row)) last.to = row.to;
      else found.push({ ...row });
    }
    return found;
  }

  class Charts {
    /* The intervals of a case, its events, and what the program embeds beside them for charts. */
    constructor(intervals, events, beside) {
      this.intervals = intervals;
      this.events = events;
      this.beside = beside;
      this.width = beside.width;
      this.families = Object.keys(beside.families);
      const kinds = Object.entries(beside.families).flatMap(([family, of]) => of.map((kind) => [kind, family]));
      this.familyOf = new Map(kinds);
      this.span = [intervals.data.first, intervals.data.last];
    }

    /* Every chart, by name. */
    of(known, reading) {
      const moment = { known, reading };
      const wholes = this.intervals.data.wholes;
      const found = wholes.filter((whole) => whole.kind === "commitment").map((whole) => this.steps(whole, moment));
      const all = [...found.filter((chart) => chart !== null), this.strips(moment), this.lanes(moment)];
      return new Map(all.map((chart) => [chart.name, chart]));
    }

    /* A specification with the data of a chart in it, as `vegaEmbed` takes it. */
    whole(spec, chart) {
      const [picture, ...below] = spec.vconcat;
      const params = Object.entries(chart.params).map(([name, value]) => ({ name, value }));
      const found = { ...spec, vconcat: [{ ...picture, height: chart.height }, ...below], datasets: chart.data };
      return params.length > 0 ? { ...found, params } : found;
    }

    /* The row that marks the end of a day across a picture; in a view, the data `asof`. */
    asof(day) {
      return { day: ms(day + 1) };
    }

    pixel(day) {
      const [first, last] = this.span;
      return Math.floor(((day - first) * this.width) / (last + 1 - first));
    }

    /* By subject and axis, what holds when. */
    stretches(whole, { known, reading }) {
      const { data, columns: c, byWhole } = this.intervals;
      const own = whole.own.includes(reading) ? reading : "record";
      const [first, last] = this.span;
      const found = new Map();
      for (const at of byWhole.get(whole.id)) {
        const start = Math.max(c.on_from[at], first);
        const end = Math.min(c.on_to[at], last + 1);
        const isKnown = c.known_from[at] <= known && known < c.known_to[at];
        if (!isKnown || data.readings[c.reading[at]] !== own || start >= end) continue;
        const subject = data.subjects[c.subject[at]];
        const axis = data.axes[c.axis[at]];
        if (!found.has(subject)) found.set(subject, new Map());
        if (!found.get(subject).has(axis)) found.get(subject).set(axis, []);
        found.get(subject).get(axis).push({ start, end, part: data.parts[c.part[at]] });
      }
      for (const axes of found.values()) for (const list of axes.values()) list.sort((a, b) => a.start - b.start);
      return found;
    }

    knownTo(known) {
      const [first, last] = this.span;
      return first <= known && known < last ? [[known + 1, `known to ${short(known)}, then the clock alone`]] : [];
    }

    /* The last day of the case of which something may be known. */
    seenTo(known) {
      return Math.min(this.span[1], Math.max(this.span[0], known));
    }

    /* -- steps -- */

    steps(whole, moment) {
      const subjects = this.stretches(whole, moment);
      const counts = this.counts(subjects.get(whole.id) ?? new Map());
      const top = highest(counts.filter((s) => s.part.binding));
      if (top === 0) return null;
      const [performed, outstanding] = this.beside.labels;
      const dues = this.dues(whole.id, subjects);
      const checks = this.beside.assertions.filter(
        (one) => one.subject === whole.id && one.reading === moment.reading && one.known <= moment.known,
      );
      const due = dues.map(([day, name]) => [day, name ? `${name}: due ${short(day)}` : `due ${short(day)}`]);
      const above = this.placed([...due, ...this.knownTo(moment.known)]);
      return {
        name: `steps-${whole.id}`,
        title: `${whole.id}: ${performed} and ${outstanding}`,
        summary: this.stepsSummary(counts, dues, this.seenTo(moment.known)),
        heads: ["from", "to", performed, outstanding, "discharged otherwise", "difference", "total", "asserted"],
        rows: counts.map((s) => this.stepsRow(s, checks)),
        data: {
          steps: PARTS.flatMap((name) => bars(name, this.visible(counts), top)),
          due: this.shortened(above.slice(0, dues.length), dues),
          checks: checks.flatMap((c) => c.figures.map((value) => ({ day: ms(c.on), figure: value }))),
          known: above.slice(dues.length),
          asof: [],
        },
        params: { top, ticks: ticks(counts, top) },
        height: 260,
      };
    }

    counts(axes) {
      const rows = together(axes, ["figures", "phase"])
        .filter((s) => (s.part.total ?? null) !== null || (s.part.performed ?? null) !== null)
        .map((s) => {
          const part = Object.fromEntries(FIGURES.map((name) => [name, s.part[name]]));
          return { from: s.start, to: s.end, part: { ...part, binding: s.part.phase !== "proposed" } };
        });
      const isLike = (a, b) => JSON.stringify(a.part) === JSON.stringify(b.part);
      return joined(rows, isLike).map(({ from, to, part }) => ({ start: from, end: to, part }));
    }

    /* The stretches; of very many, those that are a pixel wide, each up to the next. */
    visible(counts) {
      if (counts.length <= Math.floor(this.width / 2)) return counts;
      const kept = counts.filter((s) => this.pixel(s.end) > this.pixel(s.start));
      return kept.map((s, at) => (at + 1 < kept.length ? { ...s, end: kept[at + 1].start } : s));
    }

    dues(id, subjects) {
      const tranches = [...subjects.keys()].filter((one) => one.startsWith(id + "/")).sort(trancheOrder);
      const found = new Map();
      for (const one of tranches.length > 0 ? tranches : [id]) {
        for (const s of subjects.get(one)?.get("due") ?? []) {
          for (const day of ends(s.part.due).filter((due) => s.start <= due && due < s.end)) {
            found.set(day, unique([...(found.get(day) ?? []), one]));
          }
        }
      }
      const name = (one) => (one.includes("/") ? one.slice(one.indexOf("/") + 1) : "");
      return [...found].sort((a, b) => a[0] - b[0]).map(([day, ones]) => [day, ones.map(name).join(", ")]);
    }

    /* Of due days that are close together the lines are short. */
    shortened(rows, dues) {
      const places = dues.map(([day]) => this.pixel(day));
      const isClose = (at, other) => other in places && Math.abs(places[at] - places[other]) < CLOSE;
      return rows.map((row, at) => ({ ...row, short: isClose(at, at - 1) || isClose(at, at + 1) }));
    }

    placed(labels) {
      const rights = [];
      return labels.map(([day, label]) => {
        const wide = length(label) * LETTER;
        const left = Math.max(0, Math.min(this.pixel(day) - Math.floor(wide / 2), this.width - wide));
        const free = rights.findIndex((right) => right + 8 <= left);
        const line = free < 0 ? rights.length : free;
        const isShown = line < LINES;
        if (isShown) rights[line] = left + wide;
        return { day: ms(day), label: isShown ? label : "", x: left + Math.floor(wide / 2), line };
      });
    }

    stepsRow(s, checks) {
      const told = checks.filter((c) => s.start <= c.on && c.on < s.end).map((c) => {
        const known = c.known === HINDSIGHT ? "with hindsight" : `as known on ${days.isoOf(c.known)}`;
        return `${c.figures.join(" to ")} on ${days.isoOf(c.on)}, ${known}`;
      });
      return [days.isoOf(s.start), days.isoOf(s.end - 1), ...FIGURES.map((name) => figure(s.part[name])), told.join("; ") || "-"];
    }

    stepsSummary(counts, dues, day) {
      const steps = [];
      let before = "0";
      for (const s of counts) {
        const now = figure(s.part.performed);
        if (now !== before) steps.push(`${now} from ${said(s.start)}`);
        before = now;
      }
      const now = counts.filter((s) => s.start <= day).at(-1)?.part;
      const [performed, outstanding] = this.beside.labels.map(capital);
      const due = dues.length > 0 ? ` Due: ${dues.map(([one]) => said(one)).join(", ")}.` : "";
      const end = now === undefined
        ? `Not promised yet on ${said(day)}.`
        : `${outstanding} on ${said(day)}: ${figure(now.outstanding)} of ${figure(now.total)}${other(now)}.`;
      return `${performed}: ${steps.join(", ") || "none"}. ${end}${due}`;
    }

    /* -- strips -- */

    strips(moment) {
      const lanes = this.intervals.data.wholes.flatMap((whole) => this.stripLanes(whole, moment));
      const rows = lanes.flatMap(([id, axes], at) => strip(id, at, axes));
      return {
        name: "strips",
        title: "How each commitment stood",
        summary: this.stripsSummary(rows, this.seenTo(moment.known)),
        heads: ["commitment", "from", "to", "status"],
        rows: rows.map((row) => [row.subject, days.isoOf(row.from), days.isoOf(row.to - 1), row.status]),
        data: {
          strips: rows.map((row) => this.drawnStrip(row, moment.known)),
          names: lanes.map(([subject], at) => ({ subject, at })),
          known: this.placed(this.knownTo(moment.known)),
          asof: [],
        },
        params: {},
        height: Math.max(1, lanes.length) * STRIP,
      };
    }

    stripLanes(whole, moment) {
      if (whole.kind !== "commitment" && whole.kind !== "process") return [];
      const found = this.stretches(whole, moment);
      const tranches = [...found.keys()].filter((one) => one.startsWith(whole.id + "/")).sort(trancheOrder);
      const ids = tranches.length > 0 && tranches.length <= MOST_TRANCHES ? tranches : [whole.id];
      return ids.filter((one) => found.has(one)).map((one) => [one, found.get(one)]);
    }

    drawnStrip({ subject, at, kind, status, from, to }, known) {
      const pale = from > known;
      const room = this.pixel(pale ? to : Math.min(to, known + 1)) - this.pixel(from);
      const fits = words(kind, status).find((w) => length(w) * LETTER + 8 <= room);
      const label = fits ?? (room >= LETTER + 2 ? (GLYPHS[kind] ?? "") : "");
      return { subject, at, kind, from: ms(from), to: ms(to), label, pale };
    }

    stripsSummary(rows, day) {
      const stood = new Map(rows.filter((row) => row.from <= day && day < row.to).map((row) => [row.subject, row.status]));
      if (stood.size === 0) return `On ${said(day)} nothing has a status.`;
      return `On ${said(day)}: ${[...stood].map(([id, status]) => `${id}: ${status}`).join("; ")}.`;
    }

    /* -- lanes -- */

    lanes({ known, reading }) {
      const names = new Map([...this.beside.parties, ["", NOBODY]]);
      const found = this.acts([...names.keys()], known, reading);
      const marks = this.placedMarks(this.grouped(found));
      const [heads, height] = headed(marks, names);
      const tops = new Map(heads.map((head) => [head.party, head.top]));
      return {
        name: "lanes",
        title: "What happened, by who did it",
        summary: this.lanesSummary(names, found),
        heads: ["party", "from", "to", "event", "kind", "title"],
        rows: found.map((e) => [names.get(e.party), days.isoOf(e.start), days.isoOf(e.end), e.event, e.kind, e.title]),
        data: {
          marks: marks.map((mark) => ({ ...mark, y: tops.get(mark.party) + HEAD + mark.level * LEVEL + 6 })),
          heads,
          known: this.placed(this.knownTo(known)),
          asof: [],
        },
        params: {},
        height,
      };
    }

    acts(parties, known, reading) {
      const [first, last] = this.span;
      const seen = this.events.map((event) => seenAt(event, known, reading)).filter((one) => one?.days && !one.left_out);
      const all = seen.map((one) => this.act(one, parties));
      const within = all.filter((e) => e.end >= first && e.start <= last);
      const order = (a, b) => a.start - b.start || a.end - b.end || (a.event < b.event ? -1 : 1);
      const mine = (party) => within.filter((e) => e.parties.includes(party)).sort(order);
      const cut = (e) => ({ start: Math.max(e.start, first), end: Math.min(e.end, last) });
      return parties.flatMap((party) => mine(party).map((e) => ({ party, ...e, ...cut(e) })));
    }

    act({ id, kind, title, by, days: [start, end] }, parties) {
      const named = unique((by ?? []).map((one) => this.beside.organs[one] ?? one)).filter((one) => parties.includes(one));
      const family = this.familyOf.get(kind);
      return { event: id, kind, family, title: title || "-", parties: named.length > 0 ? named : [""], start, end };
    }

    grouped(events) {
      const [first, last] = this.span;
      const step = Math.ceil(((last + 1 - first) * APART) / this.width);
      const found = new Map();
      for (const e of events) {
        const [from, to] = [e.start, e.end].map((day) => Math.floor((day - first) / step));
        const isLong = to > from + 1;
        const key = JSON.stringify([e.party, e.family, ...(isLong ? [e.start, e.end] : [from])]);
        const [start, end] = isLong ? [e.start, e.end] : [first + from * step, first + from * step + step - 1];
        const group = { party: e.party, family: e.family, start, end: Math.min(end, last), long: isLong, count: 0 };
        if (!found.has(key)) found.set(key, group);
        found.get(key).count += 1;
      }
      return [...found.values()];
    }

    placedMarks(groups) {
      const { families } = this;
      const order = (a, b) =>
        a.start - b.start || b.end - a.end || families.indexOf(a.family) - families.indexOf(b.family);
      const used = new Map();
      return [...groups].sort(order).map((row) => {
        const ends = [this.pixel(row.start), this.pixel(row.end + 1)];
        const x = Math.floor((ends[0] + ends[1]) / 2);
        const [left, right] = [Math.min(ends[0], x - APART / 2), Math.max(ends[1], x + APART / 2)];
        if (!used.has(row.party)) used.set(row.party, []);
        const levels = used.get(row.party);
        const free = levels.findIndex((taken) => taken <= left + 1);
        const level = free < 0 ? levels.length : free;
        levels[level] = right;
        const { party, family, long, count } = row;
        return { party, family, from: ms(row.start), to: ms(row.end + 1), long, x, level, count };
      });
    }

    lanesSummary(names, events) {
      const parts = [];
      const none = [];
      for (const [id, name] of names) {
        const mine = events.filter((e) => e.party === id);
        const families = this.families
          .map((family) => [family, mine.filter((e) => e.family === family).length])
          .filter(([, count]) => count > 0);
        const listed = families.map(([family, count]) => `${family} ${count}`).join(", ");
        if (mine.length > 0) parts.push(`${name}: ${mine.length} (${listed})`);
        else if (id !== "") none.push(name);
      }
      const without = none.length > 0 ? ` None: ${none.join(", ")}.` : "";
      return `${counted(unique(events.map((e) => e.event)).length, "event")}. ${parts.join("; ")}.${without}`;
    }
  }

  function other(part) {
    const names = { discharged_otherwise: "discharged otherwise", difference: "difference declared" };
    const told = Object.entries(names).filter(([name]) => part[name] !== 0 && part[name] !== null);
    return told.map(([name, words]) => `, ${words}: ${figure(part[name])}`).join("");
  }

  const isEndless = (value) => isRange(value) && value.max === null;

  function highest(binding) {
    const heights = ({ part }) => [...endsOf(part.total), stacked(part), ...endsOf(part.performed)];
    const found = Math.max(0, ...binding.flatMap(heights));
    return binding.length > 0 && isEndless(binding.at(-1).part.outstanding) ? Math.floor((found * 11) / 10) : found;
  }

  function stacked(part) {
    return ["performed", "outstanding", "discharged_otherwise"].reduce((sum, name) => sum + endsOf(part[name])[0], 0);
  }

  function bars(name, counts, top) {
    const rows = counts.map((s) => {
      const [low, high] = ranges(s.part, top)[name].map((value) => Math.min(value, top));
      return { part: name, from: ms(s.start), to: ms(s.end), low, high };
    });
    return joined(rows, (a, b) => a.low === b.low && a.high === b.high).filter((row) => row.low < row.high);
  }

  function ranges(part, top) {
    const performed = endsOf(part.performed);
    const [least, most] = [performed[0], performed.at(-1)];
    const other = endsOf(part.discharged_otherwise)[0];
    const pending = endsOf(part.outstanding);
    const [isSure, isUnknown] = [least === most, isEndless(part.outstanding)];
    const unsure = isUnknown ? most : Math.max(most, least + pending.at(-1));
    const end = isSure ? most + pending[0] : unsure;
    const above = end + other;
    const perhaps = isUnknown ? top : isSure ? above + pending.at(-1) - pending[0] : above;
    return {
      performed: [0, least], either: [least, most], outstanding: [most, end], otherwise: [end, above],
      perhaps: [above, perhaps],
    };
  }

  function ticks(counts, top) {
    const found = counts.length > 0 && isEndless(counts.at(-1).part.outstanding) ? [0] : [0, top];
    for (const value of unique(counts.flatMap((s) => endsOf(s.part.performed))).sort((a, b) => a - b)) {
      if (found.every((other) => Math.abs(value - other) * 16 >= top)) found.push(value);
    }
    return found.sort((a, b) => a - b);
  }

  function strip(subject, at, axes) {
    const rows = together(axes, AXES).flatMap((s) =>
      around(s).map(([from, to]) => ({ subject, at, ...standing(s.part, from), from, to })),
    );
    return joined(rows, (a, b) => a.kind === b.kind && a.status === b.status);
  }

  function around({ start, end, part }) {
    const cuts = ends(part.due ?? part.deadline).flatMap((day) => [day - NEAR + 1, day + 1]);
    const found = unique([start, end, ...cuts.filter((day) => start < day && day < end)]).sort((a, b) => a - b);
    return found.slice(1).map((to, i) => [found[i], to]);
  }

  function standing(part, day) {
    const phase = part.phase ?? "";
    const status = (part.status ?? phase).replaceAll(" {days}", "");
    const isTold = !part.withheld || status.includes("withheld");
    return { kind: sign(part, phase, status, day), status: isTold ? status : `${status}, withheld` };
  }

  function sign(part, phase, status, day) {
    const paused = part.withheld ?? part.suspended ?? null;
    const late = (part.overdue_since ?? []).map((one) => one !== null);
    const isSeveral = phase.includes(" or ") || status.replaceAll(LISTED, "").includes(" or ") ||
      (late.length > 0 && late.some(Boolean) !== late.every(Boolean));
    const dues = ends(part.due ?? part.deadline);
    const isNear = dues.some((due) => due - day >= 0 && due - day < NEAR);
    if (isSeveral || paused?.perhaps || status.startsWith("unknown")) return "open";
    if (status.includes("contested") || status.includes("not settled")) return "contested";
    if (phase === "satisfied") return "satisfied";
    if (paused !== null) return "halted";
    if (late.some(Boolean)) return "overdue";
    if (ACTS.some((one) => status.includes(one))) return "act";
    if (RUNNING.includes(phase)) return isNear ? "near" : "running";
    return BEFORE.includes(phase) ? "before" : "over";
  }

  function words(kind, status) {
    const [first, ...rest] = status.split(", ");
    const found = [status];
    if (kind === "halted" && rest.length > 0) found.push(`${first}, ${rest.at(-1)}`);
    if (kind !== "contested" && kind !== "open") found.push(first);
    return [...found, LABELS[kind]].filter((word) => word !== "");
  }

  function headed(marks, names) {
    const heads = [];
    let height = 0;
    for (const [party, name] of names) {
      const levels = marks.filter((mark) => mark.party === party).map((mark) => mark.level);
      if (levels.length === 0) continue;
      heads.push({ party, name, top: height });
      height += HEAD + (Math.max(...levels) + 1) * LEVEL + 4;
    }
    return [heads, Math.max(HEAD, height)];
  }

  return { Charts };
})();

if (typeof module !== "undefined") module.exports = charts;
