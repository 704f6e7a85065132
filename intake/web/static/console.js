// What the pages cannot do without a script: asking before something is done for good, keys, and lists that grow.
"use strict";

// --- asking first -------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// --- keys ---------------------------------------------------------------------
// Letters alone can be turned off (WCAG 2.2, 2.1.4): /keys keeps that in this browser.

const KEYS = "intake-keys";

function keysAreOn() {
  try {
    return window.localStorage.getItem(KEYS) !== "off";
  } catch {
    return true;
  }
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]") !== null;
}

function links() {
  return [...document.querySelectorAll("[data-list] [data-row]")]
    .map((row) => row.querySelector("a[href]"))
    .filter((link) => link !== null && link.offsetParent !== null);
}

function step(by) {
  const all = links();
  if (all.length === 0) return false;
  const row = document.activeElement && document.activeElement.closest("[data-row]");
  const here = all.findIndex((link) => row !== null && row.contains(link));
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1)];
  next.focus({ preventScroll: true });
  next.closest("[data-row]").scrollIntoView({ block: "nearest" });
  return true;
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
  return link !== null;
}

function toSearch() {
  const field = document.querySelector("[data-search]");
  if (!field) return false;
  field.focus();
  field.select();
  return true;
}

let waitsForPlace = 0; // until when a letter after "g" names a place

function pressed(event) {
  if (waitsForPlace > event.timeStamp) {
    waitsForPlace = 0;
    return /^[a-z]$/.test(event.key) && follow(`[data-key="g ${event.key}"]`);
  }
  switch (event.key) {
    case "j": return step(1);
    case "k": return step(-1);
    case "ArrowDown": return inList() && step(1);
    case "ArrowUp": return inList() && step(-1);
    case "n": return follow("a[rel=next]");
    case "p": return follow("a[rel=prev]");
    case "u": return follow("a[data-up]");
    case "/": return toSearch();
    case "?": return follow("a[href='/keys']");
    case "g": waitsForPlace = event.timeStamp + 1500; return true;
    default: return false;
  }
}

// Arrows scroll the page, unless somebody is in a list already.
function inList() {
  return document.activeElement !== null && document.activeElement.closest("[data-list]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!(event.target instanceof Element)) return;
  if (event.key === "Escape") {
    if (isTyping(event.target)) event.target.blur();
    else if (!document.querySelector(":popover-open, dialog[open]") && keysAreOn()) follow("a[data-up]");
    return;
  }
  if (isTyping(event.target) || !keysAreOn()) return;
  if (pressed(event)) event.preventDefault();
});

const keysSwitch = document.getElementById("keys-on");
if (keysSwitch) {
  keysSwitch.closest("[hidden]").hidden = false;
  keysSwitch.checked = keysAreOn();
  keysSwitch.addEventListener("change", () => {
    window.localStorage.setItem(KEYS, keysSwitch.checked ? "on" : "off");
  });
}

// --- lists that grow ------------------------------------------------------------

// Nobody looks: nothing is asked, and the session is not kept alive.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.matches("[data-live]")) event.preventDefault();
});

// A row that takes its old place keeps the focus that was in it.
let focused = null;
document.addEventListener("htmx:oobBeforeSwap", () => {
  focused = document.activeElement ? document.activeElement.id : null;
});
document.addEventListener("htmx:oobAfterSwap", () => {
  const before = focused ? document.getElementById(focused) : null;
  if (before && document.activeElement !== before) before.focus({ preventScroll: true });
});
