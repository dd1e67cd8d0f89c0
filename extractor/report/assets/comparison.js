"use strict";
(function () {
  const field = document.getElementById("search");
  const rows = Array.from(document.querySelectorAll("[data-filter]"));
  let waiting = 0;
  function filter() {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows) {
      row.classList.toggle("hide", wanted !== "" && !row.textContent.toLowerCase().includes(wanted));
    }
  }
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { field.value = ""; filter(); }
  });
})();
