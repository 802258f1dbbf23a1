"use strict";
(() => {
  const STEP = 200;
  const { students, labels } = JSON.parse(document.getElementById("stepready").textContent);
  const byId = (id) => document.getElementById(id);
  const [head, body] = [byId("table").tHead.rows[0], byId("table").tBodies[0]];
  const unknown = (value) => value === null || value === undefined;
  const percent = (p) => {
    const whole = Math.round(100 * p);
    if (whole === 0 && p > 0) return "<1\u00a0%";
    if (whole === 100 && p < 1) return ">99\u00a0%";
    return `${whole}\u00a0%`;
  };
  const chance = (p, student) => percent(p) + (student.supported ? "" : "?");
  const signed = (n) => (Math.abs(n) < 0.05 ? "0" : `${n > 0 ? "+" : "\u2212"}${Math.abs(n).toFixed(1)}`);
  const COLUMNS = [
    { name: "Verdict", of: (s) => s.verdict, rank: (s) => s.place },
    { name: "Name", of: (s) => s.shown },
    { name: "Class", of: (s) => s.cohort },
    { name: "Exam", of: (s) => s.exam, says: (exam) => labels[exam] },
    { name: "Test date", of: (s) => s.exam_date, day: true },
    { name: "Days", of: (s) => s.days_to_exam, number: true },
    { name: "Level", of: (s) => s.level, number: true, says: (n) => String(Math.round(n)) },
    { name: "Expected", of: (s) => s.mean, number: true, says: (n) => String(Math.round(n)) },
    { name: "Target", of: (s) => s.p_target, number: true, says: chance },
    { name: "Pass", of: (s) => s.p_pass, number: true, says: chance },
    { name: "Trend a week", of: (s) => s.trend, number: true, says: signed },
    { name: "Last entry", of: (s) => s.last_entry, day: true },
    { name: "Decided", of: (s) => s.decided_on, day: true },
    { name: "Stale", of: (s) => s.why_stale.join("; ") },
  ];
  let [kept, sorted, down, room] = [students, 0, false, STEP];

  const compare = (column) => (a, b) => {
    const value = column.rank || column.of;
    const [x, y] = [value(a), value(b)];
    if (unknown(x) || unknown(y)) return unknown(x) - unknown(y) || a.place - b.place;
    const order = typeof x === "number" ? x - y : x.localeCompare(y);
    return (down ? -order : order) || a.place - b.place;
  };

  const cell = (student, column, index) => {
    const made = document.createElement(index === 1 ? "th" : "td");
    if (index === 1) made.scope = "row";
    const value = column.of(student);
    made.textContent = unknown(value) ? "?" : column.says ? column.says(value, student) : String(value);
    if (column.number || column.day) made.className = column.number ? "number" : "day";
    return made;
  };

  const draw = () => {
    const rows = document.createDocumentFragment();
    for (const student of kept.slice(0, room)) {
      const row = document.createElement("tr");
      row.className = student.verdict;
      row.append(...COLUMNS.map((column, index) => cell(student, column, index)));
      rows.append(row);
    }
    body.replaceChildren(rows);
    byId("more").hidden = kept.length <= room;
    const seen = Math.min(room, kept.length);
    byId("counted").textContent = `${kept.length} of ${students.length} students${seen < kept.length ? `, ${seen} shown` : ""}`;
  };

  const choose = () => {
    const words = byId("search").value.trim().toLowerCase();
    const [verdict, exam, group] = ["verdict", "exam", "class"].map((id) => byId(id));
    kept = students.filter((s) =>
      (!words || s.words.includes(words))
      && (!verdict.value || s.verdict === verdict.value)
      && (!exam.value || s.exam === exam.value)
      && (group.selectedIndex === 0 || s.cohort === group.value)
      && (!byId("stale").checked || s.stale));
    kept.sort(compare(COLUMNS[sorted]));
    room = STEP;
    draw();
  };

  students.forEach((student, place) => {
    student.place = place;
    student.words = `${student.shown} ${student.owner} ${student.cohort}`.toLowerCase();
  });
  COLUMNS.forEach((column, index) => {
    const made = document.createElement("th");
    const button = document.createElement("button");
    made.scope = "col";
    button.type = "button";
    button.textContent = column.name;
    button.addEventListener("click", () => {
      down = sorted === index && !down;
      sorted = index;
      for (const other of head.cells) other.removeAttribute("aria-sort");
      made.setAttribute("aria-sort", down ? "descending" : "ascending");
      choose();
    });
    made.append(button);
    head.append(made);
  });
  byId("filters").addEventListener("input", choose);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("more").addEventListener("click", () => { room += STEP; draw(); });
  choose();
})();
