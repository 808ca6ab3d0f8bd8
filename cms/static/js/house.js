/* Enhancements only: every page works without this file. */
(function () {
  "use strict";

  function start(scope) {
    if (window.DKFDS && typeof window.DKFDS.init === "function") {
      window.DKFDS.init(scope === document ? undefined : { scope: scope });
    }
    var summary = scope.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    scrollers(scope);
  }

  function scrollers(scope) {
    // A table that is wider than the screen can be scrolled by keyboard too; one that fits is no stop on the way.
    scope.querySelectorAll(".table-scroll").forEach(function (box) {
      if (box.scrollWidth <= box.clientWidth) return;
      var caption = box.querySelector("caption");
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      if (caption) box.setAttribute("aria-label", caption.textContent.trim());
      else box.setAttribute("role", "group");
    });
  }

  function menu() {
    var button = document.querySelector(".menu-button");
    var nav = document.getElementById("site-nav");
    if (!button || !nav) return;
    button.addEventListener("click", function () {
      var open = nav.toggleAttribute("data-open");
      button.setAttribute("aria-expanded", String(open));
    });
  }

  function drops() {
    document.addEventListener("click", function (event) {
      document.querySelectorAll("details.drop[open]").forEach(function (drop) {
        if (!drop.contains(event.target)) drop.open = false;
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      document.querySelectorAll("details.drop[open]").forEach(function (drop) {
        drop.open = false;
        drop.querySelector("summary").focus();
      });
    });
  }

  function errors() {
    // A link of the summary moves focus into the field, and not only the page to it.
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("[data-error-summary] a[href^='#']");
      if (!link) return;
      var field = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.scrollIntoView({ block: "center" });
    });
  }

  function confirmations() {
    // data-print prints; data-submit sends its form when it changes (with a button beside it for those without script).
    document.addEventListener("click", function (event) {
      if (event.target.closest && event.target.closest("[data-print]")) window.print();
    });
    document.addEventListener("change", function (event) {
      var field = event.target.closest && event.target.closest("[data-submit]");
      if (field && field.form) field.form.requestSubmit();
    });
  }

  function oneSubmit() {
    // A second press on the same button sends nothing twice.
    document.addEventListener("submit", function (event) {
      var form = event.target;
      if (form.method !== "post" || event.defaultPrevented) return;
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      window.setTimeout(function () { delete form.dataset.sent; }, 8000);
    });
    window.addEventListener("pageshow", function () {
      document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
    });
  }

  function htmx() {
    // The token is taken from a form on the page, so that public pages need not set a cookie for it.
    document.body.addEventListener("htmx:configRequest", function (event) {
      if (event.detail.verb === "get") return;
      var own = event.detail.elt.closest("form");
      var token = (own || document).querySelector("input[name=csrfmiddlewaretoken]");
      if (token) event.detail.headers["X-CSRFToken"] = token.value;
    });
    document.body.addEventListener("htmx:afterSwap", function (event) { start(event.detail.target); });
  }

  function ready() {
    start(document);
    menu();
    drops();
    errors();
    confirmations();
    oneSubmit();
    htmx();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
