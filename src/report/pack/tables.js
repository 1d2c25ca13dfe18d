// Tables: search and sort.
function sortTable(table, column, direction) {
  const numeric = table.tHead.rows[0].cells[column].querySelector("button").dataset.sort === "n";
  const byName = new Intl.Collator(language).compare;
  const sign = direction === "descending" ? -1 : 1;
  const key = (row) => row.cells[column].dataset.v;
  const compare = numeric
    ? (a, b) => sign * (Number(key(a)) - Number(key(b)))
    : (a, b) => sign * byName(row(a), row(b));
  const row = (own) => own.cells[column].textContent.trim();
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort(compare));
}

for (const table of all("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const sorted = () => heads.findIndex((head) => ["ascending", "descending"].includes(head.ariaSort));
  heads.forEach((head, column) => {
    head.querySelector("button")?.addEventListener("click", () => {
      const next = head.ariaSort === "ascending" ? "descending" : "ascending";
      for (const other of heads) if (other.ariaSort) other.ariaSort = "none";
      head.ariaSort = next;
      sortTable(table, column, next);
    });
  });
  const sortAgain = () => sortTable(table, sorted(), heads[sorted()].ariaSort);
  document.addEventListener("language", sortAgain);
  sortAgain();

  const input = document.querySelector(`[data-table="${table.id}"]`);
  const output = input.closest(".tools").querySelector("output");
  const filter = () => { output.textContent = written(search(table, input.value, (row) => row.textContent)); };
  input.addEventListener("input", filter);
  document.addEventListener("language", filter);
  filter();
}
