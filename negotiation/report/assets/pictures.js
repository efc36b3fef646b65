"use strict";
/* The charts of the page, which follow the moment: Vega draws them anew from other data once somebody asks for another
   moment. Until then, and without scripts, they are the pictures that the page came with. */

class Pictures {
  constructor(page) {
    const { specs, beside } = page.data.charts;
    this.page = page;
    this.specs = specs;
    this.charts = new charts.Charts(page.intervals, page.data.events, beside);
    this.views = new Map();
    this.stale = new Set();
    this.found = new Map();
    this.watcher = new IntersectionObserver((seen) => {
      for (const one of seen) if (one.isIntersecting) this.draw(one.target.dataset.chart);
    }, { rootMargin: "200px" });
    for (const figure of document.querySelectorAll(".chart")) this.watch(figure);
    (globalThis.requestIdleCallback ?? setTimeout)(() => Pictures.vega()); // not when somebody first moves a control
  }

  watch(figure) {
    this.watcher.observe(figure);
    const twin = figure.querySelector("details");
    twin.addEventListener("toggle", () => twin.open && this.fill(figure));
  }

  /* Another moment: words at once, pictures when they are looked at. */
  show({ on, known }, reading) {
    const key = `${known} ${reading}`;
    if (this.key !== key) this.found = this.charts.of(known, reading);
    this.key = key;
    this.on = on;
    for (const figure of document.querySelectorAll(".chart")) figure.hidden = !this.found.has(figure.dataset.chart);
    for (const chart of this.found.values()) {
      const figure = this.figure(chart);
      figure.querySelector("figcaption p").textContent = chart.summary;
      if (figure.querySelector("details").open) this.fill(figure);
      this.stale.add(chart.name);
      const { top, bottom } = figure.getBoundingClientRect();
      if (bottom > -200 && top < innerHeight + 200) this.draw(chart.name);
    }
  }

  figure(chart) {
    const there = document.getElementById(`chart.${chart.name}`);
    if (there) return there;
    const words = element("figcaption", {}, element("h3", {}, chart.title), element("p", {}));
    const picture = element("div", { class: "picture", role: "img", "aria-label": chart.title });
    const twin = element("details", {}, element("summary", {}, "The same as a table"), element("table", { class: "cards" }));
    const made = element("figure", { class: "chart", id: `chart.${chart.name}`, "data-chart": chart.name }, words, picture, twin);
    document.getElementById("charts").insertBefore(made, document.getElementById("chart.strips"));
    this.watch(made);
    return made;
  }

  fill(figure) {
    const chart = this.found.get(figure.dataset.chart);
    if (chart === undefined) return;
    const heads = element("tr", {}, ...chart.heads.map((head) => element("th", { scope: "col" }, head)));
    const rows = chart.rows.map((row) => element("tr", {}, ...row.map((cell, at) => element("td", { "data-head": chart.heads[at] }, cell))));
    figure.querySelector("table").replaceChildren(element("thead", {}, heads), element("tbody", {}, ...rows));
  }

  /* One picture after another, and between them the reader. */
  draw(name) {
    const pause = () => new Promise((done) => setTimeout(done));
    this.last = (this.last ?? Promise.resolve()).then(pause).then(() => this.redraw(name));
  }

  async redraw(name) {
    if (!this.stale.delete(name)) return;
    const chart = this.found.get(name);
    if (chart === undefined) return;
    const data = { ...chart.data, asof: [this.charts.asof(this.on)] };
    const frame = JSON.stringify([chart.params, chart.height]);
    const drawn = this.views.get(name);
    if (drawn?.frame === frame) {
      for (const [part, rows] of Object.entries(data)) if (drawn.known.get(part) !== JSON.stringify(rows)) drawn.view.data(part, rows);
      drawn.known = Pictures.keys(data);
      await drawn.view.runAsync();
      return;
    }
    const spec = this.charts.whole(this.specs[name.split("-", 1)[0]], { ...chart, data });
    const place = document.getElementById(`chart.${name}`).querySelector(".picture");
    const beside = document.createElement("div");
    const { view } = await Pictures.vega()(beside, spec, { mode: "vega-lite", renderer: "svg", actions: false, ast: true, logLevel: 1 });
    drawn?.view.finalize();
    place.replaceChildren(beside);
    this.views.set(name, { view, frame, known: Pictures.keys(data) });
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
