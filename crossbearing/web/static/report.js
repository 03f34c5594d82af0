// A report reads without this script. It gives selected words their permanent address.
"use strict";
(() => {
  const text = document.querySelector(".text[data-report]");
  const cite = document.getElementById("cite");
  if (!text || !cite) return;
  const part = (name) => cite.querySelector(`[data-cite="${name}"]`);
  const paragraphs = Array.from(text.querySelectorAll(":scope > p"));
  const points = (string) => Array.from(string).length;
  const starts = [];
  let at = 0;
  for (const paragraph of paragraphs) {
    starts.push(at);
    at += points(paragraph.textContent) + 2; // paragraphs are parted by one blank line
  }

  /* How many code points of the report's text stand before a place; null outside of it. */
  const before = (node, offset) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const number = paragraphs.indexOf(element && element.closest(".text > p"));
    if (number < 0) return null;
    const range = document.createRange();
    range.setStart(paragraphs[number], 0);
    range.setEnd(node, offset);
    return starts[number] + points(range.toString());
  };

  const whole = paragraphs.map((paragraph) => paragraph.textContent).join("\n\n");
  const characters = Array.from(whole);
  const chosen = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    let start = before(range.startContainer, range.startOffset);
    let end = before(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    while (start < end && !characters[start].trim()) start += 1;
    while (end > start && !characters[end - 1].trim()) end -= 1;
    return end > start ? [start, end] : null;
  };

  document.addEventListener("selectionchange", () => {
    const place = chosen();
    if (!place) return;
    const [start, end] = place;
    const report = text.dataset.report;
    const address = `/reports/${report}?lit=${start}-${end}#${report}-${start}-${end}`;
    part("address").href = address;
    part("address").textContent = new URL(address, location.href).href;
    part("words").textContent = characters.slice(start, end).join("");
    cite.hidden = false;
  });
  part("copy").addEventListener("click", () => {
    const both = `${part("words").textContent}\n${part("address").textContent}`;
    if (navigator.clipboard) navigator.clipboard.writeText(both).catch(() => {});
  });
})();
