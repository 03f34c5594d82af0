// The room reads without this script. It adds the choice of dark or light, keys, and files that are dropped on a page.
"use strict";
(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  root.classList.add("js");

  // ── dark or light ──
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

  // ── what is jumped to must be open ──
  const reveal = (element) => {
    for (let up = element; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  };
  const arrive = () => {
    const target = location.hash && find(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    reveal(target);
    target.scrollIntoView({ block: target.matches(".m, mark") ? "center" : "start" });
  };
  addEventListener("hashchange", arrive);

  // ── one entry after another: of a list its first link, a finding as it is ──
  const STEPS = ".stories > li, .hits > li, .entries > li, .entries > tbody > tr, article.finding";
  const heart = (step) => (step.matches("[tabindex]") ? step : step.querySelector("h2 a, h3 a, th a, a"));
  const step = (by) => {
    const steps = all(STEPS).filter((each) => each.checkVisibility() && heart(each));
    const at = steps.findIndex((each) => each.contains(document.activeElement));
    const next = steps[at < 0 ? (by > 0 ? 0 : steps.length - 1) : at + by];
    if (!next) return;
    heart(next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };

  // ── keys ──
  const help = find("help");
  const ask = () => help.showModal();
  find("keys").addEventListener("click", ask);
  const field = () => find("words") || find("find");
  const keys = {
    d: turn,
    j: () => step(1),
    k: () => step(-1),
    "?": ask,
    "/": () => { const into = field(); if (into) { reveal(into); into.focus(); into.select(); } else location.assign("/search"); },
  };
  const goes = { s: "/", f: "/search", o: "/outlets", a: "/actors", t: "/timeline", h: "/help" };
  let going = 0;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && document.activeElement) document.activeElement.blur();
    if (event.target.closest("input, textarea, select")) return;
    if (going > Date.now() && Object.hasOwn(goes, event.key)) {
      event.preventDefault();
      location.assign(goes[event.key]);
    } else if (event.key === "g") {
      going = Date.now() + 1500;
      return;
    } else if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
    going = 0;
  });

  // ── files dropped anywhere on a page that takes some go into its form ──
  const taking = document.querySelector("form[data-drop]");
  if (taking) {
    const files = taking.querySelector("input[type=file]");
    const over = (on) => taking.classList.toggle("over", on);
    const brings = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
    addEventListener("dragover", (event) => { if (brings(event)) { event.preventDefault(); over(true); } });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
    addEventListener("drop", (event) => {
      if (!brings(event)) return;
      event.preventDefault();
      over(false);
      if (!event.dataTransfer.files.length) return;
      files.files = event.dataTransfer.files;
      taking.requestSubmit();
    });
  }

  // An address says what was asked for, and nothing of what was not.
  document.addEventListener("htmx:configRequest", (event) => {
    const { verb, formData, elt } = event.detail;
    if (verb !== "get" || !elt.matches("form")) return;
    for (const field of all("input, select", elt)) {
      const plain = field.matches("select") ? field.options[0].value : "";
      if (field.name && formData.get(field.name) === plain) formData.delete(field.name);
    }
  });

  // Only a page of the room may take the place of a part of one: a file that came from outside is never made into one.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr } = event.detail;
    const page = (xhr.getResponseHeader("Content-Type") || "").startsWith("text/html");
    if (!page || xhr.getResponseHeader("Content-Disposition")) event.preventDefault();
  });

  // A printer opens what holds evidence.
  addEventListener("beforeprint", () => { for (const each of all("details.evidence")) each.open = true; });
  if (location.hash) arrive();
})();

// Answers by keys; and nothing is swapped under the hands of who writes.
(() => {
  const typing = (at) => at.closest("input, textarea, select, [contenteditable]") !== null;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = /^[1-9]$/.test(event.key) ? document.querySelector(`[data-key="${event.key}"]`) : null;
    if (key) { event.preventDefault(); key.click(); }
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const busy = document.querySelector("main details.deciding[open]");
    const asked = event.detail.requestConfig.triggeringEvent;
    if (event.target.id === "recorded-show" && busy && asked && asked.type !== "click") event.preventDefault();
  });
})();
