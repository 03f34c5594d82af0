// The room reads without this script. It adds the choice of dark or light, and keys.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const store = (value) => { try { localStorage.setItem("theme", value); } catch { /* this page only */ } };
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const isDark = () => (root.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  const theme = document.getElementById("theme");
  const named = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  const turn = () => { root.dataset.theme = isDark() ? "light" : "dark"; store(root.dataset.theme); named(); };
  if (["dark", "light"].includes(stored())) root.dataset.theme = stored();
  theme.addEventListener("click", turn);
  dark.addEventListener("change", named);
  named();
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
