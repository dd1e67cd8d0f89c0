"use strict";
(function () {
  const $ = (id) => document.getElementById(id);
  const text = $("text"), panel = $("panel"), main = $("main"), sheet = $("sheet");
  const body = document.body;
  const phone = window.matchMedia("(max-width: 760px)");
  const off = new Set();
  let selected = null;

  const quoted = (id) => '[data-r~="' + CSS.escape(id) + '"]';
  const inText = (id) => Array.from(main.querySelectorAll("#text " + quoted(id)));
  const inPanel = (id) => document.querySelector("#panel " + quoted(id));

  /* Select a record: light up its words and its card, and bring both into view. */
  function select(id, from) {
    for (const old of document.querySelectorAll(".on, .sel")) old.classList.remove("on", "wide", "sel");
    selected = id;
    const words = inText(id).filter((e) => !e.classList.contains("pin"));
    const length = words.reduce((sum, e) => sum + e.textContent.length, 0);
    for (const e of words) {
      e.classList.add("on");
      if (length > 120 || words.length > 2) e.classList.add("wide");
    }
    const card = inPanel(id);
    if (card) {
      (card.closest("details.group") || {}).open = true;
      card.classList.add("sel");
    }
    if (from !== "panel" && card) card.scrollIntoView({ block: "center" });
    if (from !== "text" && words.length) {
      if (phone.matches) tab("text");
      words[0].scrollIntoView({ block: "center" });
    }
    return words.length > 0;
  }

  /* The records under a click, without those whose type is switched off. */
  function records(element) {
    return element.dataset.r.split(" ").filter((id) => {
      const card = inPanel(id) || document.querySelector(".findings " + quoted(id));
      const type = card && (card.dataset.t || "");
      return !(type && off.has(type)) && !(card && card.dataset.role && off.has("r-" + card.dataset.role));
    });
  }

  function openSheet(ids) {
    sheet.textContent = "";
    const seen = new Set();
    for (const id of ids) {
      const found = inPanel(id);
      const card = found && (found.closest(".card") || found);
      if (card && !seen.has(card)) {
        seen.add(card);
        sheet.append(card.cloneNode(true));
      }
    }
    sheet.hidden = !sheet.childElementCount;
  }

  text.addEventListener("click", (event) => {
    const element = event.target.closest("[data-r]");
    if (!element || String(window.getSelection())) return;
    const ids = records(element);
    if (!ids.length) { sheet.hidden = true; return; }
    const again = ids.indexOf(selected);
    select(again >= 0 ? ids[(again + 1) % ids.length] : ids[0], "text");
    if (phone.matches) openSheet(ids);
  });

  function fromCard(event) {
    const link = event.target.closest("[data-to]");
    if (link) {
      event.preventDefault();
      select(link.dataset.to, "link");
      if (phone.matches) sheet.hidden = true;
      return;
    }
    const element = event.target.closest("button[data-r]");
    if (element) select(element.dataset.r.split(" ")[0], "panel");
  }
  panel.addEventListener("click", fromCard);
  sheet.addEventListener("click", fromCard);
  for (const box of document.querySelectorAll(".findings")) box.addEventListener("click", fromCard);

  /* Filter. */
  function applyFilter() {
    body.className = Array.from(off, (name) => "off-" + name).join(" ");
    for (const e of panel.querySelectorAll("[data-t]")) {
      const roles = (e.dataset.roles || e.dataset.role || "").split(" ").filter(Boolean);
      const noRole = roles.length > 0 && roles.every((r) => off.has("r-" + r));
      e.classList.toggle("hide", off.has(e.dataset.t) || noRole);
    }
    for (const e of panel.querySelectorAll(".group")) {
      e.classList.toggle("hide", off.has(e.dataset.t));
    }
    search();
  }
  function turn(chip, on) {
    const [kind, name] = chip.dataset.filter.split(":");
    const key = kind === "role" ? "r-" + name : name;
    chip.setAttribute("aria-pressed", String(on));
    if (on) off.delete(key); else off.add(key);
  }
  for (const chip of document.querySelectorAll(".switch")) {
    turn(chip, chip.getAttribute("aria-pressed") === "true");
    chip.addEventListener("click", () => {
      turn(chip, chip.getAttribute("aria-pressed") !== "true");
      applyFilter();
    });
  }

  /* Search: in the text as it is laid out, and in the cards. */
  const field = $("search"), hits = $("hits");
  let ranges = [], current = -1, index = null;
  function build() {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const nodes = [], starts = [];
    let joined = "";
    while (walker.nextNode()) {
      nodes.push(walker.currentNode);
      starts.push(joined.length);
      joined += walker.currentNode.data;
    }
    return { nodes, starts, joined: joined.toLowerCase() };
  }
  function point(offset, atEnd) {
    let low = 0, high = index.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (index.starts[middle] <= offset - (atEnd ? 1 : 0)) low = middle; else high = middle - 1;
    }
    return [index.nodes[low], offset - index.starts[low]];
  }
  function search() {
    const wanted = field.value.trim().toLowerCase();
    ranges = []; current = -1;
    if (wanted) {
      index = index || build();
      for (let at = index.joined.indexOf(wanted); at >= 0 && ranges.length < 5000; at = index.joined.indexOf(wanted, at + wanted.length)) {
        const range = document.createRange();
        range.setStart(...point(at, false));
        range.setEnd(...point(at + wanted.length, true));
        ranges.push(range);
      }
    }
    for (const card of panel.querySelectorAll(".card")) {
      card.classList.toggle("miss", Boolean(wanted) && !card.textContent.toLowerCase().includes(wanted));
    }
    hits.textContent = wanted ? String(ranges.length) : "";
    if (window.CSS && CSS.highlights) {
      CSS.highlights.delete("current");
      CSS.highlights.set("found", new Highlight(...ranges));
    }
  }
  function step(back) {
    if (!ranges.length) return;
    current = (current + (back ? ranges.length - 1 : 1)) % ranges.length;
    const range = ranges[current];
    hits.textContent = current + 1 + "/" + ranges.length;
    if (phone.matches) tab("text");
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    if (window.CSS && CSS.highlights) CSS.highlights.set("current", new Highlight(range));
    else { const s = window.getSelection(); s.removeAllRanges(); s.addRange(range); }
  }
  let waiting = 0;
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { if (waiting) { clearTimeout(waiting); waiting = 0; if (current < 0) search(); } step(event.shiftKey); }
    if (event.key === "Escape") { field.value = ""; search(); }
  });

  /* Outline: where the reader is. */
  const links = Array.from(document.querySelectorAll('#outline a[href^="#"]'));
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!target) return;
      if (phone.matches) tab("text");
      target.scrollIntoView({ block: "start" });
    });
  }
  if ("IntersectionObserver" in window) {
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links) link.classList.toggle("here", link.hash === "#" + entry.target.id);
      }
    }, { rootMargin: "0px 0px -80% 0px" });
    for (const head of text.querySelectorAll(".head[id]")) watch.observe(head);
  }

  /* Tabs, on a phone. */
  function tab(name) {
    body.dataset.tab = name;
    for (const button of document.querySelectorAll("#tabs button")) {
      button.setAttribute("aria-current", String(button.dataset.tab === name));
    }
    if (name !== "text") sheet.hidden = true;
  }
  $("tabs").addEventListener("click", (event) => {
    const button = event.target.closest("[data-tab]");
    if (button) { tab(button.dataset.tab); window.scrollTo(0, 0); }
  });
  tab("text");
  applyFilter();

  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted && (inPanel(wanted) || inText(wanted).length)) select(wanted, "link");
})();
