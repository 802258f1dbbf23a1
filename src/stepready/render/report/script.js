"use strict";
(() => {
  const tip = document.getElementById("tip");
  const live = document.getElementById("live");

  const marksOf = (figure) => {
    const shown = [...figure.querySelectorAll("svg")].find((svg) => svg.getBoundingClientRect().width > 0);
    const marks = shown ? [...shown.querySelectorAll("[data-date]")] : [];
    marks.sort((a, b) => a.dataset.date.localeCompare(b.dataset.date));
    return marks.filter((mark, n) => n === 0 || mark.dataset.say !== marks[n - 1].dataset.say);
  };

  const show = (mark) => {
    const box = mark.getBoundingClientRect();
    tip.textContent = mark.dataset.say;
    tip.hidden = false;
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(4, left) + window.scrollX}px`;
    tip.style.top = `${box.bottom + 8 + window.scrollY}px`;
  };

  const hide = () => { tip.hidden = true; };

  for (const figure of document.querySelectorAll("figure")) {
    let at = -1;
    figure.tabIndex = 0;
    figure.setAttribute("aria-label", `${figure.getAttribute("aria-label")}; arrow keys read its points`);
    const leave = () => figure.querySelectorAll(".at").forEach((mark) => mark.classList.remove("at"));
    const step = (by) => {
      const marks = marksOf(figure);
      if (!marks.length) return;
      if (at < 0) at = marks.findIndex((mark) => mark.classList.contains("picked"));
      at = at < 0 ? (by > 0 ? 0 : marks.length - 1) : Math.max(0, Math.min(marks.length - 1, at + by));
      leave();
      marks[at].classList.add("at");
      show(marks[at]);
      live.textContent = marks[at].dataset.say;
      if (figure.id === "dates-figure") choose(marks[at].dataset.date);
    };
    figure.addEventListener("pointerover", (event) => {
      const mark = event.target.closest("[data-say]");
      if (mark) show(mark); else hide();
    });
    figure.addEventListener("pointerleave", hide);
    figure.addEventListener("blur", () => { leave(); hide(); at = -1; });
    figure.addEventListener("click", (event) => {
      const mark = event.target.closest("[data-date]");
      if (mark && figure.id === "dates-figure") choose(mark.dataset.date);
    });
    figure.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by) { step(by); event.preventDefault(); }
      if (event.key === "Escape") hide();
    });
  }

  const rows = [...document.querySelectorAll("#dates-table tbody tr")];
  const pick = document.getElementById("pick");
  const choose = (date) => {
    const index = rows.findIndex((row) => row.dataset.date === date);
    if (index < 0 || !pick) return;
    pick.value = String(index);
    pick.setAttribute("aria-valuetext", rows[index].dataset.say);
    document.getElementById("picked").textContent = rows[index].dataset.say;
    for (const one of document.querySelectorAll(".picked")) one.classList.remove("picked");
    rows[index].classList.add("picked");
    for (const mark of document.querySelectorAll(`#dates-figure [data-date="${date}"]`)) mark.classList.add("picked");
  };
  if (pick && rows.length) {
    document.getElementById("picker").hidden = false;
    pick.addEventListener("input", () => choose(rows[Number(pick.value)].dataset.date));
    for (const row of rows) row.addEventListener("click", () => choose(row.dataset.date));
    choose(rows[Number(pick.value)].dataset.date);
  }
})();
