"use strict";
/* The charts of the page, which follow the moment: Vega draws them anew from other data once somebody asks for another
   moment. Until then, and without scripts, they are the pictures that the page came with. */

const PAPER = 680; // pixels of a picture on paper

class Pictures {
  constructor(page) {
    const { specs, sizes, widths, beside } = page.data.charts;
    this.page = page;
    Object.assign(this, { specs, sizes, widths });
    this.charts = new charts.Charts(page.intervals, page.data.events, beside);
    this.views = new Map();
    this.stale = new Set();
    this.found = new Map();
    this.visible = new Set();
    this.watcher = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) {
        const name = target.dataset.chart;
        if (isIntersecting) this.visible.add(name);
        else this.visible.delete(name);
      }
      if (this.visible.size) this.follow();
    }, { rootMargin: "200px" });
    this.figures = new Map();
    for (const figure of document.querySelectorAll(".chart")) this.watch(figure);
    for (const [name, figure] of this.figures) if (!figure.querySelector("svg")) this.stale.add(name);
    this.place = document.getElementById("charts");
    new ResizeObserver(() => this.resize(this.room())).observe(this.place);
    addEventListener("beforeprint", () => this.print());
    addEventListener("afterprint", () => this.resize(this.room()));
    (globalThis.requestIdleCallback ?? setTimeout)(() => Pictures.vega()); // not when somebody first moves a control
  }

  /* The widest picture for which there is room. */
  room() {
    return this.widths.filter((width) => width <= this.place.clientWidth).at(-1) ?? this.widths[0];
  }

  resize(width) {
    if (width === this.charts.width) return;
    this.charts.width = width;
    this.again();
    for (const name of this.visible) this.draw(name);
  }

  /* All of it is for a place of another width. */
  again() {
    if (this.key !== undefined) this.found = this.charts.of(...this.asked);
    for (const name of this.figures.keys()) this.stale.add(name);
  }

  /* Paper shows everything, and nobody scrolls there: what is not drawn yet is drawn at once. */
  print() {
    if (this.charts.width === PAPER && !this.wanted && !this.stale.size) return;
    this.all();
    if (this.charts.width !== PAPER) {
      this.charts.width = PAPER;
      this.again();
    }
    for (const name of [...this.stale]) this.redraw(name);
  }

  watch(figure) {
    this.figures.set(figure.dataset.chart, figure);
    this.watcher.observe(figure);
    const twin = figure.querySelector("details");
    twin.addEventListener("toggle", () => twin.open && this.fill(figure));
  }

  /* Another moment: it is followed when somebody looks. */
  show(moment, reading) {
    this.wanted = { ...moment, reading };
    if (this.visible.size) this.follow();
  }

  follow() {
    if (this.wanted) this.tell(this.wanted);
    this.wanted = null;
    for (const name of this.visible) this.draw(name);
  }

  tell({ on, known, reading }) {
    const key = `${known} ${reading}`;
    const isOther = this.key !== key;
    if (isOther) this.found = this.charts.of(known, reading);
    this.asked = [known, reading];
    this.key = key;
    this.on = on;
    for (const chart of this.found.values()) {
      const figure = this.figure(chart);
      if (isOther) figure.querySelector("figcaption p").textContent = chart.summary;
      if (isOther && figure.querySelector("details").open) this.fill(figure);
      this.stale.add(chart.name);
    }
    for (const [name, figure] of this.figures) if (figure.hidden === this.found.has(name)) figure.hidden = !figure.hidden;
  }

  figure(chart) {
    const there = this.figures.get(chart.name);
    if (there) return there;
    const words = element("figcaption", {}, element("h3", {}, chart.title), element("p", {}));
    const picture = element("div", { class: "picture", role: "img", tabindex: "0", "aria-label": chart.title });
    const twin = element("details", {}, element("summary", {}, "The same as a table"), element("table", { class: "cards" }));
    const made = element("figure", { class: "chart", id: `chart.${chart.name}`, "data-chart": chart.name }, words, picture, twin);
    document.getElementById("charts").insertBefore(made, document.getElementById("chart.strips"));
    this.watch(made);
    return made;
  }

  fill(figure) {
    const chart = this.all().get(figure.dataset.chart);
    if (chart === undefined) return;
    const heads = element("tr", {}, ...chart.heads.map((head) => element("th", { scope: "col" }, head)));
    const rows = chart.rows.map((row) => element("tr", {}, ...row.map((cell, at) => element("td", { "data-head": chart.heads[at] }, cell))));
    figure.querySelector("table").replaceChildren(element("thead", {}, heads), element("tbody", {}, ...rows));
  }

  /* Every chart of the moment; of the first one only when somebody asks. */
  all() {
    if (this.wanted) this.tell(this.wanted);
    this.wanted = null;
    if (this.key === undefined) {
      const { on, known } = this.page.moment;
      this.asked = [known, this.page.viewed()];
      this.found = this.charts.of(...this.asked);
      this.key = this.asked.join(" ");
      this.on = on;
    }
    return this.found;
  }

  /* One picture after another, and between them the reader. */
  draw(name) {
    const pause = () => new Promise((done) => setTimeout(done));
    if (this.stale.has(name)) this.last = (this.last ?? Promise.resolve()).then(pause).then(() => this.redraw(name));
  }

  async redraw(name) {
    if (!this.stale.delete(name)) return;
    const chart = this.all().get(name);
    if (chart === undefined) return;
    const data = { ...chart.data, asof: [this.charts.asof(this.on)] };
    const frame = JSON.stringify([chart.params, chart.height, this.charts.width]);
    const drawn = this.views.get(name);
    if (drawn?.frame === frame) {
      for (const [part, rows] of Object.entries(data)) if (drawn.known.get(part) !== JSON.stringify(rows)) drawn.view.data(part, rows);
      drawn.known = Pictures.keys(data);
      await drawn.view.runAsync();
      return;
    }
    const spec = this.charts.whole(this.specification(name.split("-", 1)[0]), { ...chart, data });
    const place = document.getElementById(`chart.${name}`).querySelector(".picture");
    const beside = document.createElement("div");
    const { view } = await Pictures.vega()(beside, spec, { mode: "vega-lite", renderer: "svg", actions: false, ast: true, logLevel: 1 });
    drawn?.view.finalize();
    place.replaceChildren(beside);
    this.views.set(name, { view, frame, known: Pictures.keys(data) });
  }

  /* The specification of a kind of chart, as it is for a place of this width. */
  specification(kind) {
    const spec = structuredClone(this.specs[kind]);
    for (const [path, value] of this.sizes[this.charts.width]?.[kind] ?? []) {
      const [last, ...rest] = [...path].reverse();
      rest.reduceRight((within, key) => within[key], spec)[last] = value;
    }
    return spec;
  }

  static keys(data) {
    return new Map(Object.entries(data).map(([part, rows]) => [part, JSON.stringify(rows)]));
  }

  /* Vega is large: it runs once the page is there and nobody waits for it. */
  static vega() {
    if (!Pictures.loaded) {
      Pictures.loaded = true;
      const script = document.createElement("script");
      script.textContent = document.getElementById("vega").textContent;
      document.head.append(script);
    }
    return window.vegaEmbed;
  }
}
