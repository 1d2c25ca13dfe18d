// The map: zoom, drag, and from country to country by the arrow keys.
const drawing = document.getElementById("drawing");
const whole = drawing.getAttribute("viewBox").split(" ").map(Number);
const places = all(".place", drawing);
const now = document.getElementById("map-now");
let view = [...whole];
const CLOSEST = 24;

function look(next) {
  const width = Math.min(whole[2], Math.max(whole[2] / CLOSEST, next[2]));
  const height = (width * whole[3]) / whole[2];
  const within = (value, start, size, own) => Math.min(start + size - own, Math.max(start, value));
  view = [within(next[0], whole[0], whole[2], width), within(next[1], whole[1], whole[3], height), width, height];
  drawing.setAttribute("viewBox", view.join(" "));
  // Signs, lines and patterns keep their size on the screen.
  const scale = width / whole[2];
  drawing.style.setProperty("--scale", scale);
  for (const pattern of all(".look", drawing)) pattern.setAttribute("patternTransform", `scale(${scale})`);
}
/** Zooms by a factor; the point (x, y) of the map stays where it is. */
function zoom(factor, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) {
  const width = Math.min(whole[2], Math.max(whole[2] / CLOSEST, view[2] / factor));
  const by = width / view[2];
  look([x - (x - view[0]) * by, y - (y - view[1]) * by, width]);
}
const zoomBy = { in: () => zoom(1.6), out: () => zoom(1 / 1.6), all: () => look(whole) };
for (const button of all("[data-zoom]")) button.addEventListener("click", zoomBy[button.dataset.zoom]);

/** From the screen to the map. */
function onMap(event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
  return [at.x, at.y];
}
drawing.addEventListener("wheel", (event) => {
  // Without a key the wheel scrolls the page.
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(Math.exp(-event.deltaY / 300), ...onMap(event));
}, { passive: false });

let held = null;
let dragged = false;
drawing.addEventListener("pointerdown", (event) => {
  held = onMap(event);
  dragged = false;
});
addEventListener("pointermove", (event) => {
  if (!held || event.buttons === 0) return;
  const [x, y] = onMap(event);
  if (Math.hypot(x - held[0], y - held[1]) > view[2] / 200) dragged = true;
  if (dragged) look([view[0] + held[0] - x, view[1] + held[1] - y, view[2]]);
});
addEventListener("pointerup", () => { held = null; });
drawing.addEventListener("click", (event) => {
  const own = event.target.closest(".place");
  // A page for one country has no sheets of the others.
  const hasSheet = own && document.getElementById(`country-${own.dataset.id}`);
  if (own && !dragged && !hasSheet) mark(own.dataset.id);
  if (dragged || !hasSheet) event.preventDefault();
}, true);
drawing.addEventListener("dragstart", (event) => event.preventDefault());

const place = (id) => places.find((own) => own.dataset.id === id);
const outline = document.getElementById("outline");
function tell(own) {
  now.textContent = own.querySelector("title").textContent;
}
/** Drawn over the neighbours, which would hide half of it. */
function draw(own) {
  outline.setAttribute("d", own.querySelector("path")?.getAttribute("d") ?? "");
  outline.classList.toggle("focused", own === document.activeElement && own.matches(":focus-visible"));
}
function mark(id) {
  const own = place(id);
  for (const other of places) other.classList.toggle("chosen", other === own);
  for (const other of places) other.setAttribute("tabindex", other === own ? "0" : "-1");
  tell(own);
  draw(own);
}

/** The next place in a direction: near, and not far off the line. */
function next(from, dx, dy) {
  const [x, y] = [Number(from.dataset.x), Number(from.dataset.y)];
  let best = null;
  let least = Infinity;
  for (const other of places) {
    const [ox, oy] = [Number(other.dataset.x) - x, Number(other.dataset.y) - y];
    const along = ox * dx + oy * dy;
    const aside = Math.abs(ox * dy) + Math.abs(oy * dx);
    const far = along + 2 * aside;
    if (along > 0 && along >= aside / 2 && far < least) [best, least] = [other, far];
  }
  return best;
}
function bringIntoView(own) {
  const [x, y] = [Number(own.dataset.x), Number(own.dataset.y)];
  const inside = x > view[0] && x < view[0] + view[2] && y > view[1] && y < view[1] + view[3];
  if (!inside) look([x - view[2] / 2, y - view[3] / 2, view[2]]);
}
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEYS = { "+": zoomBy.in, "=": zoomBy.in, "-": zoomBy.out, 0: zoomBy.all };
drawing.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const from = event.target.closest(".place");
  if (KEYS[event.key]) KEYS[event.key]();
  else if (ARROWS[event.key] && from) {
    const to = next(from, ...ARROWS[event.key]);
    if (to) {
      for (const other of places) other.setAttribute("tabindex", other === to ? "0" : "-1");
      bringIntoView(to);
      to.focus({ preventScroll: true });
    }
  } else return;
  event.preventDefault();
});
for (const own of places) {
  own.addEventListener("focus", () => { tell(own); draw(own); });
  own.addEventListener("blur", () => { const chosen = drawing.querySelector(".chosen"); if (chosen) draw(chosen); });
  own.addEventListener("pointerenter", () => tell(own));
}
document.addEventListener("country", (event) => { if (place(event.detail)) mark(event.detail); });
document.addEventListener("language", () => { const own = drawing.querySelector(".chosen"); if (own) tell(own); });
const first = drawing.querySelector(".chosen") ?? place(facts.country) ?? place(inHash() || choose?.value) ?? places[0];
if (first) mark(first.dataset.id);
