// Comments and requests: noted in the page, saved as a file by the reader.
const form = document.getElementById("request");
const field = (id) => document.getElementById(id);
const noted = field("noted");
const said = field("said");
let requests = [];
let unsaved = false;

const nameIn = (select, id) =>
  all("option", select).find((option) => option.value === id)?.textContent.trim() ?? id;
const tellReader = (name) => { said.textContent = say(name); };

function list() {
  noted.replaceChildren(...requests.map((request, number) => {
    const item = document.createElement("li");
    const kind = document.createElement("b");
    kind.textContent = say(`kind-${request.kind}`);
    const about = [
      request.country && nameIn(field("about-country"), request.country),
      request.office && nameIn(field("about-office"), request.office),
    ].filter(Boolean).join(" → ") || say("about-plan");
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = say("remove");
    remove.setAttribute("aria-label", `${say("remove")}: ${kind.textContent}, ${about}`);
    remove.addEventListener("click", () => {
      requests.splice(number, 1);
      changed("said-removed");
      (noted.querySelectorAll("button")[number] ?? field("reason")).focus();
    });
    const words = document.createElement("q");
    words.textContent = request.reason;
    item.append(kind, ` ${about}: `, words, " ", remove);
    return item;
  }));
  field("requests-none").hidden = requests.length > 0;
  field("save").disabled = requests.length === 0;
}
function changed(what) {
  unsaved = requests.length > 0;
  list();
  tellReader(what);
}

/** What is missing: a field, and what to say of it. */
function missing(request) {
  if (!field("author").value.trim()) return ["author", "need-name"];
  if (request.kind === "move" && !request.country) return ["about-country", "need-country"];
  if (request.kind !== "comment" && !request.office) return ["about-office", "need-office"];
  if (!request.reason) return ["reason", "need-reason"];
  return null;
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const request = { kind: form.elements.kind.value };
  if (field("about-country").value) request.country = field("about-country").value;
  if (field("about-office").value) request.office = field("about-office").value;
  request.reason = field("reason").value.trim();
  for (const id of ["author", "about-country", "about-office", "reason"]) field(id).removeAttribute("aria-invalid");
  const lacks = missing(request);
  if (lacks) {
    field(lacks[0]).setAttribute("aria-invalid", "true");
    tellReader(lacks[1]);
    field(lacks[0]).focus();
    return;
  }
  requests.push(request);
  field("reason").value = "";
  changed("said-added");
});

field("save").addEventListener("click", () => {
  const file = {
    schema_version: 1,
    scenario: facts.scenario,
    author: field("author").value.trim(),
    requests,
  };
  if (!file.author) {
    tellReader("need-name");
    field("author").focus();
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: "application/json" }));
  link.download = `${facts.scenario}.requests.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  unsaved = false;
  tellReader("said-saved");
});

const isRequest = (own) =>
  own && ["comment", "keep", "move", "object"].includes(own.kind) && typeof own.reason === "string" &&
  [own.country, own.office, own.tier].every((id) => id === undefined || typeof id === "string");
field("open-button").addEventListener("click", () => field("open").click());
field("open").addEventListener("change", async () => {
  try {
    const file = JSON.parse(await field("open").files[0].text());
    if (file.scenario !== facts.scenario || !file.requests.every(isRequest)) throw new Error("another plan");
    requests = file.requests;
    field("author").value = String(file.author);
    changed("said-opened");
    unsaved = false;
  } catch {
    tellReader("said-unreadable");
  }
  field("open").value = "";
});

for (const button of all("button.comment"))
  button.addEventListener("click", () => {
    field("about-country").value = button.dataset.country;
    field("about-office").value = button.dataset.office;
    field("requests").scrollIntoView();
    field(field("author").value ? "reason" : "author").focus();
  });
document.addEventListener("language", () => { list(); said.textContent = ""; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
list();
