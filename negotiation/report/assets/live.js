"use strict";
/* Follows the program that serves the page: takes each next page in the place of this one, and the reader stays where
   they were: at the same record, with the same things unfolded and chosen. The moment is in the address. */
(() => {
  const own = document.documentElement.dataset.version;
  const KEPT = `place ${location.pathname}`;
  const CHOSEN = "select[id]:not(#reading), input[type=search][id], input[type=checkbox][id]";
  const isReport = document.getElementById("state") !== null;

  /* What tells a fold from all others, also on the next page. */
  function name(fold) {
    const near = fold.dataset.table ?? fold.querySelector("summary")?.textContent;
    return `${fold.parentElement.closest("[id]")?.id ?? ""} ${near}`;
  }

  /* The first record that is seen, and how far down. */
  function anchor() {
    for (const one of document.querySelectorAll("main [id], main tr[data-subject]")) {
      const { top, height } = one.getBoundingClientRect();
      if (top >= 0 && height > 0 && one.closest("#controls") === null) return { id: one.id, subject: one.dataset.subject ?? "", top };
    }
    return null;
  }

  const valueOf = (one) => (one.type === "checkbox" ? one.checked : one.value);

  function keep() {
    const folds = [...document.querySelectorAll("details")].map((one) => [name(one), one.open]);
    const chosen = [...document.querySelectorAll(CHOSEN)].map((one) => [one.id, valueOf(one)]);
    const focus = document.activeElement?.id ?? "";
    sessionStorage.setItem(KEPT, JSON.stringify({ folds, chosen, focus, anchor: anchor(), y: scrollY }));
  }

  function choose([id, value]) {
    const one = document.getElementById(id);
    if (one === null || valueOf(one) === value) return;
    if (one.type === "checkbox") one.checked = value;
    else one.value = value;
    for (const kind of ["input", "change"]) one.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  function scroll({ anchor: at, y }) {
    const there = at && (at.id ? document.getElementById(at.id) : document.querySelector(`tr[data-subject="${CSS.escape(at.subject)}"]`));
    if (there) scrollBy({ top: there.getBoundingClientRect().top - at.top, behavior: "instant" });
    else scrollTo({ top: y, behavior: "instant" });
  }

  function restore(kept) {
    kept.chosen.forEach(choose);
    const open = new Map(kept.folds);
    for (const one of document.querySelectorAll("details")) one.open = open.get(name(one)) ?? one.open;
    if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
    scroll(kept);
    // What is unfolded fills itself, what is filtered goes, and what comes into view takes its height, a little later.
    requestAnimationFrame(() => requestAnimationFrame(() => scroll(kept)));
    setTimeout(() => scroll(kept), 200);
  }

  if (isReport) {
    history.scrollRestoration = "manual";
    const kept = sessionStorage.getItem(KEPT);
    if (kept !== null) restore(JSON.parse(kept));
    addEventListener("pagehide", keep);
  }
  const changes = new EventSource("changes");
  changes.addEventListener("message", ({ data }) => data !== own && location.reload());
  addEventListener("pagehide", () => changes.close());
})();
