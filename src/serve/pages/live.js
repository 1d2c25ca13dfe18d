"use strict";
// The progress of a running solve; when it is over the page is asked for again.
const running = document.getElementById("running");
if (running) {
  const put = (id, text) => { document.getElementById(id).textContent = text; };
  const money = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
  let began = performance.now();
  const events = new EventSource(running.dataset.events);
  events.addEventListener("progress", (event) => {
    const now = JSON.parse(event.data);
    began = performance.now() - 1000 * now.seconds;
    if (now.phase) put("phase", now.phase);
    if (now.incumbent !== null) put("incumbent", money.format(now.incumbent / 100));
    if (now.bound !== null) put("bound", money.format(now.bound / 100));
    if (now.gap !== null) put("gap", `${percent.format(100 * now.gap)} %`);
  });
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
  setInterval(() => put("seconds", Math.round((performance.now() - began) / 1000)), 1000);
}

// Tables are searched by their first two columns.
const words = (row) => `${row.cells[0].textContent} ${row.cells[1].textContent}`;
for (const input of document.querySelectorAll("input[data-table]"))
  input.addEventListener("input", () => search(document.getElementById(input.dataset.table), input.value, words));
