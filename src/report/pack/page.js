// The review pack: language, tables, sheets. No request leaves the page; everything is in it.
"use strict";
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const words = read("words");
const facts = read("facts");
let language = document.documentElement.lang;

/** A text that scripts need, in the language of the page. */
const say = (name) => words[language][facts.say[name]];
const written = (number) => new Intl.NumberFormat(facts.numbers[language]).format(number);

function setLanguage(tag) {
  language = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = facts.rtl.includes(tag) ? "rtl" : "ltr";
  for (const element of all("[data-t]")) element.textContent = words[tag][element.dataset.t];
  for (const name of ["aria-label", "placeholder"])
    for (const element of all(`[data-t-${name}]`))
      element.setAttribute(name, words[tag][element.getAttribute(`data-t-${name}`)]);
  for (const button of all("[data-lang]"))
    button.setAttribute("aria-pressed", String(button.dataset.lang === tag));
  document.dispatchEvent(new Event("language"));
}
for (const button of all("[data-lang]"))
  button.addEventListener("click", () => setLanguage(button.dataset.lang));

document.getElementById("print").addEventListener("click", () => window.print());

// Country sheets: one at a time.
const sheets = all(".sheet");
const choose = document.getElementById("choose");

function showSheet(id) {
  if (!sheets.some((sheet) => sheet.id === `country-${id}`)) return false;
  for (const sheet of sheets) sheet.hidden = sheet.id !== `country-${id}`;
  if (choose) choose.value = id;
  document.dispatchEvent(new CustomEvent("country", { detail: id }));
  return true;
}
/** Options in the order of the language. */
function sortOptions(select) {
  const kept = select.value;
  const byName = new Intl.Collator(language).compare;
  const [fixed, named] = [all('option[value=""]', select), all('option:not([value=""])', select)];
  select.append(...fixed, ...named.sort((a, b) => byName(a.textContent, b.textContent)));
  select.value = kept;
}
function sortByName() {
  const byName = new Intl.Collator(language).compare;
  all("select").forEach(sortOptions);
  for (const list of all("ul.by-name"))
    list.append(...[...list.children].sort((a, b) => byName(a.firstChild.textContent, b.firstChild.textContent)));
}
document.addEventListener("language", sortByName);
sortByName();
if (choose) choose.addEventListener("change", () => showSheet(choose.value));
const inHash = () => location.hash.replace(/^#country-/, "");
addEventListener("hashchange", () => {
  const at = document.getElementById(`country-${inHash()}`);
  if (at && showSheet(inHash())) at.focus();
});
if (sheets.length > 1 && !showSheet(inHash())) showSheet(choose.value);
