// The page reads without this script. It adds keys, the filter, light on passages, and the choice of dark or light.
"use strict";
(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  root.classList.add("js");

  // ── dark or light; a file opened from disk may have no storage ──
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const store = (value) => { try { localStorage.setItem("theme", value); } catch { /* this page only */ } };
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const isDark = () => (root.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  const theme = find("theme");
  const named = () => { theme.textContent = isDark() ? theme.dataset.light : theme.dataset.dark; };
  const turn = () => { root.dataset.theme = isDark() ? "light" : "dark"; store(root.dataset.theme); named(); };
  if (["dark", "light"].includes(stored())) root.dataset.theme = stored();
  theme.addEventListener("click", turn);
  dark.addEventListener("change", named);
  named();

  // ── passages in the texts: all pieces of one mark share data-p ──
  let pieces = null;
  const piecesOf = (anchor) => {
    if (!pieces) {
      pieces = new Map();
      for (const piece of all("[data-p]")) {
        const known = pieces.get(piece.dataset.p);
        if (known) known.push(piece); else pieces.set(piece.dataset.p, [piece]);
      }
    }
    return pieces.get(anchor) || [];
  };
  const lit = { lit: [], held: [] };
  const light = (kind, anchors) => {
    for (const piece of lit[kind]) piece.classList.remove(kind);
    lit[kind] = anchors.flatMap(piecesOf);
    for (const piece of lit[kind]) piece.classList.add(kind);
  };
  const cites = (finding) => all(".to-text", finding).map((link) => link.hash.slice(1));

  // ── what is jumped to must be open ──
  const reveal = (element) => {
    for (let up = element && element.parentElement; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
      if (up.hidden) up.hidden = false;
    }
    if (element && element.hidden) element.hidden = false;
  };
  const arrive = () => {
    const target = find(location.hash.slice(1));
    light("lit", target && target.dataset.p ? [target.dataset.p] : []);
    if (!target) return;
    reveal(target);
    if (target.matches(".finding")) choose(target, false);
    target.scrollIntoView({ block: target.dataset.p ? "center" : "start" });
  };
  addEventListener("hashchange", arrive);

  // ── keys; a page has those that it has something for ──
  const keys = { d: turn };
  let escape = () => {};
  let enter = () => {};
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") escape();
    else if (event.target.closest("input, textarea, select")) return;
    else if (event.key === "Enter") enter(event);
    else if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  const findings = all(".finding");
  if (!findings.length) return;

  // ── one finding after another ──
  let chosen = null;
  const choose = (finding, scroll = true) => {
    chosen = finding;
    light("held", cites(finding));
    if (!scroll) return;
    reveal(finding);
    finding.focus({ preventScroll: true });
    finding.scrollIntoView({ block: "start" });
    if (root.classList.contains("side-by-side") && lit.held[0]) lit.held[0].scrollIntoView({ block: "center" });
  };
  const step = (by) => {
    const shown = findings.filter((each) => !each.hidden && (each.matches(":not(.small)") || each.closest("details").open));
    const place = shown.indexOf(chosen) + by;
    const next = chosen && shown.includes(chosen) ? shown[place] : shown[0];
    if (next) choose(next);
  };
  for (const finding of findings) {
    finding.addEventListener("mouseenter", () => light("held", cites(finding)));
    finding.addEventListener("mouseleave", () => light("held", chosen ? cites(chosen) : []));
    finding.addEventListener("focusin", () => { chosen = finding; light("held", cites(finding)); });
  }
  const evidence = all(".evidence");
  const opener = find("open-all");
  const openAll = () => {
    const open = evidence.some((each) => !each.open);
    for (const each of evidence) each.open = open;
    opener.textContent = open ? opener.dataset.close : opener.dataset.open;
  };
  opener.addEventListener("click", openAll);

  // ── filter: every word must be in the finding ──
  const field = find("filter");
  const said = find("found");
  const singles = all(".single");
  let words = null;
  const filter = () => {
    const wanted = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    words = words || findings.map((finding) => finding.textContent.toLocaleLowerCase());
    let count = 0;
    findings.forEach((finding, place) => {
      finding.hidden = !wanted.every((word) => words[place].includes(word));
      if (!finding.hidden) count += 1;
    });
    for (const group of singles) {
      group.hidden = !group.querySelector(".finding:not([hidden])");
      group.open = Boolean(wanted.length) && !group.hidden;
    }
    if (wanted.length && said.classList.contains("vh")) find("said").scrollIntoView();
    said.classList.toggle("vh", !wanted.length);
    const values = { count, total: findings.length, words: wanted.join(" ") };
    const says = said.dataset.says.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    said.textContent = wanted.length ? says : "";
  };
  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { field.blur(); chosen = null; step(1); event.preventDefault(); }
  });

  // ── texts beside ──
  const beside = find("beside");
  const wide = matchMedia("(min-width: 70rem)");
  const setBeside = () => {
    const on = root.classList.toggle("side-by-side");
    beside.setAttribute("aria-pressed", String(on));
    if (on && lit.held[0]) lit.held[0].scrollIntoView({ block: "center" });
  };
  beside.addEventListener("click", setBeside);

  const help = find("help");
  find("keys").addEventListener("click", () => help.showModal());
  Object.assign(keys, {
    j: () => step(1),
    k: () => step(-1),
    o: openAll,
    t: () => { if (wide.matches) setBeside(); },
    "/": () => { field.focus(); field.select(); },
    "?": () => help.showModal(),
  });
  escape = () => {
    if (field.value) { field.value = ""; filter(); }
    field.blur();
    chosen = null;
    light("held", []);
    light("lit", []);
  };
  enter = (event) => {
    const details = event.target === chosen && chosen.querySelector("details");
    if (details) details.open = !details.open;
  };

  // A printer opens what holds evidence; browsers that open it by the style sheet are asked for nothing.
  addEventListener("beforeprint", () => { for (const each of all("details:not(.single, .cuts, .left, .joined)")) each.open = true; });
  if (location.hash) arrive();
})();
