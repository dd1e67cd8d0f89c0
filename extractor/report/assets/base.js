"use strict";
(function () {
  const root = document.documentElement;
  function show(language) {
    root.dataset.ui = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
  }
  if (!/^zh/i.test(navigator.language || "zh")) show("en");
  document.getElementById("lang").addEventListener("click", function () {
    show(root.dataset.ui === "zh" ? "en" : "zh");
  });
})();
