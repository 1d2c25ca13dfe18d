// Search in a table, without regard to case and accents.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Leaves the rows of `table` in view whose `words` hold what is asked for; how many these are. */
function search(table, asked, words) {
  const rows = [...table.tBodies[0].rows];
  for (const row of rows) row.hidden = !plain(words(row)).includes(plain(asked.trim()));
  return rows.filter((row) => !row.hidden).length;
}
