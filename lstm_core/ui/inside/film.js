/* Scrubs through what one layer did over many windows. All frames come at once, a byte a value, and are drawn here: the
   server hears only which origin and which unit were settled on, and the rest of the page follows. */
const REST = 250 // ms without a movement before the server is told
const PLAYED = 160 // ms a frame
const STEADY = 127 // the byte of zero
const DASHES = { forget: "", input: "6 3", output: "2 3" }

const element = (kind, className, parent, text = "") => {
  const made = document.createElement(kind)
  made.className = className
  made.textContent = text
  parent.append(made)
  return made
}
const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
const rgb = hue => [1, 3, 5].map(at => parseInt(hue.slice(at, at + 2), 16))
const mixed = (from, to, share) => from.map((value, at) => value + (to[at] - value) * share)

/* The colour of each byte, as a pixel: of a gate from the ground to its hue, of the rest from one hue over it to another. */
function shades(pane, colours) {
  const [ground, low, high] = [colours.ground, colours.low, colours.high].map(rgb)
  const hue = pane.hue && rgb(colours[pane.hue])
  const pixels = new Uint8ClampedArray(4 * 256)
  for (let value = 0; value < 256; value++) {
    const share = Math.min(1, (value - STEADY) / STEADY)
    const colour = hue ? mixed(ground, hue, value / 255) : mixed(ground, share < 0 ? low : high, Math.abs(share))
    pixels.set([...colour, 255], 4 * value)
  }
  return new Uint32Array(pixels.buffer)
}

/* The value that a byte stands for: of a gate it counts evenly, of the rest by the root of its size. */
function meant(pane, value, row) {
  if (pane.hue) return value / 255
  const share = (value - STEADY) / STEADY
  return share * Math.abs(share) * (Array.isArray(pane.largest) ? pane.largest[row] : pane.largest)
}
const told = value => value.toFixed(Math.abs(value) >= 10 ? 1 : 2).replace("-", "−")

function build(root) {
  const film = { root, sorting: 0 }
  const bar = element("div", "bar", root)
  film.play = element("button", "play", bar, "Play")
  film.range = element("input", "origin", bar)
  Object.assign(film.range, { type: "range", min: 0, step: 1 })
  film.range.setAttribute("aria-label", "Origin of the window")
  film.said = element("p", "said", root)
  film.strip = element("div", "strip", root)
  const choices = element("div", "bar", root)
  const sorting = element("label", "", choices, "Units sorted by ")
  film.sort = element("select", "", sorting)
  const unit = element("label", "", choices, "Unit ")
  film.units = element("input", "", unit)
  Object.assign(film.units, { type: "range", min: 0, step: 1 })
  film.units.setAttribute("aria-label", "Unit")
  film.which = element("output", "which", choices)
  film.panes = element("div", "panes", root)
  film.readout = element("p", "readout", film.panes)
  film.readout.setAttribute("role", "status")
  film.lines = element("div", "lines", root)

  film.range.addEventListener("input", () => (halt(film), go(film, +film.range.value)))
  film.units.addEventListener("input", () => pick(film, film.order[+film.units.value]))
  film.sort.addEventListener("change", () => {
    film.sorting = film.sort.selectedIndex
    sort(film)
    draw(film)
  })
  film.play.addEventListener("click", () => (film.playing ? halt(film) : start(film)))
  const nearest = event => {
    if (event.type === "pointermove" && !event.buttons) return
    const box = film.strip.getBoundingClientRect()
    const { low, high } = film
    const row = low + ((event.clientX - box.left) / box.width) * (high - low)
    halt(film)
    const far = film.data.origins.map(origin => Math.abs(origin - row))
    go(film, far.indexOf(Math.min(...far)))
  }
  film.strip.addEventListener("pointerdown", nearest)
  film.strip.addEventListener("pointermove", nearest)
  return film
}

function start(film) {
  film.play.textContent = "Pause"
  film.playing = setInterval(() => go(film, (film.at + 1) % film.data.origins.length), PLAYED)
}

function halt(film) {
  if (!film.playing) return
  clearInterval(film.playing)
  film.playing = null
  film.play.textContent = "Play"
  settle(film)
}

function settle(film) {
  clearTimeout(film.resting)
  if (film.playing) return
  film.resting = setTimeout(() => {
    const detail = { origin: film.data.origins[film.at], unit: film.data.units[film.unit] }
    dispatchEvent(new CustomEvent("film-settled", { detail }))
  }, REST)
}

function go(film, at) {
  if (at === film.at) return
  film.at = at
  draw(film)
  settle(film)
}

function pick(film, unit) {
  if (unit === film.unit) return
  film.unit = unit
  draw(film)
  settle(film)
}

/* What comes from Python: frames of a layer, and where to stand. */
function take(film, data) {
  Object.assign(film, { data, at: data.at, unit: data.unit, sorting: Math.min(film.sorting, data.orders.length - 1) })
  film.frames = Object.fromEntries(data.panes.map(pane => [pane.name, bytes(pane.bytes)]))
  film.shades = Object.fromEntries(data.panes.map(pane => [pane.name, shades(pane, data.colours)]))
  for (const [name, hue] of Object.entries(data.colours)) film.root.style.setProperty(`--${name}`, hue)
  film.pointed = null
  film.range.max = data.origins.length - 1
  film.units.max = data.units.length - 1
  film.sort.replaceChildren(...data.orders.map(order => new Option(order.title)))
  film.sort.selectedIndex = film.sorting
  frame(film)
  sort(film)
  draw(film)
}

function frame(film) {
  const { panes, steps, strip } = film.data
  film.panes.replaceChildren()
  film.canvases = {}
  for (const pane of panes) {
    const figure = element("figure", "", film.panes)
    const title = element("figcaption", "", figure)
    element("b", pane.hue ? `hue ${pane.hue}` : "", title, pane.title)
    element("span", "", title, ` ${pane.about}`)
    const around = element("div", pane.names ? "map" : "map of-units", figure)
    const canvas = element("canvas", "", around)
    Object.assign(canvas, { width: steps, height: pane.size })
    canvas.setAttribute("role", "img")
    const ends = element("div", "ends", figure)
    element("span", "", ends, `${steps - 1} steps before`)
    element("span", "", ends, "origin")
    film.canvases[pane.name] = canvas
    const where = event => {
      const box = around.getBoundingClientRect()
      const place = (offset, length, count) => Math.max(0, Math.min(count - 1, Math.floor((offset / length) * count)))
      return [place(event.clientX - box.left, box.width, steps), place(event.clientY - box.top, box.height, pane.size)]
    }
    around.addEventListener("pointermove", event => hover(film, pane, ...where(event)))
    around.addEventListener("pointerleave", () => hover(film, null))
    if (!pane.names) around.addEventListener("click", event => pick(film, film.order[where(event)[1]]))
  }
  film.panes.append(film.readout)
  const values = [...strip.actual, ...strip.forecast].filter(value => value !== null)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  film.low = strip.rows[0]
  film.high = strip.rows.at(-1)
  film.across = row => (1000 * (row - film.low)) / (film.high - film.low || 1)
  const path = line => {
    const places = line.map((value, at) => value === null ? "" : `${film.across(strip.rows[at]).toFixed(1)},${(56 - (52 * (value - least)) / (most - least || 1)).toFixed(1)}`)
    return `<polyline points="${places.join(" ")}"/>`
  }
  film.strip.innerHTML =
    `<svg viewBox="0 0 1000 60" preserveAspectRatio="none" aria-hidden="true"><rect class="window" y="0" height="60"/>` +
    `<g class="actual">${path(strip.actual)}</g><g class="forecast">${path(strip.forecast)}</g><line class="here" y1="0" y2="60"/></svg>`
}

function sort(film) {
  film.order = film.data.orders[film.sorting].order
}

function values(film, name) {
  const pane = film.data.panes.find(one => one.name === name)
  const length = film.data.steps * pane.size
  return film.frames[name].subarray(film.at * length, (film.at + 1) * length)
}

function draw(film) {
  const { data, at, unit } = film
  for (const pane of data.panes) {
    const seen = values(film, pane.name)
    const order = pane.names ? pane.names.map((_, row) => row) : film.order
    const image = new ImageData(data.steps, pane.size)
    const [pixels, shade] = [new Uint32Array(image.data.buffer), film.shades[pane.name]]
    order.forEach((from, row) => {
      for (let step = 0; step < data.steps; step++) pixels[row * data.steps + step] = shade[seen[step * pane.size + from]]
    })
    film.canvases[pane.name].getContext("2d").putImageData(image, 0, 0)
    film.canvases[pane.name].setAttribute("aria-label", `${pane.title}: ${pane.size} rows over ${data.steps} steps. ${data.said[at]}`)
  }
  const row = film.order.indexOf(unit)
  film.panes.style.setProperty("--row", (row + 0.5) / data.units.length)
  film.range.value = at
  film.range.setAttribute("aria-valuetext", data.said[at])
  film.said.textContent = data.said[at]
  film.units.value = row
  film.units.setAttribute("aria-valuetext", `unit ${data.units[unit]}`)
  const { title, told: strengths } = data.orders[film.sorting]
  film.which.textContent = `unit ${data.units[unit]}` + (strengths ? `, r = ${told(strengths[unit])} with ${title}` : "")
  const window = film.strip.querySelector(".window")
  const [first, last] = [film.across(data.origins[at] - data.steps + 1), film.across(data.origins[at])]
  window.setAttribute("x", first)
  window.setAttribute("width", last - first)
  for (const end of ["x1", "x2"]) film.strip.querySelector(".here").setAttribute(end, last)
  lines(film)
  hover(film, ...(film.pointed ?? [null]))
}

/* The chosen unit's gates, and below them its states, as lines over the steps. */
function lines(film) {
  const { data, unit } = film
  const line = (pane, place, className, dash) => {
    const seen = values(film, pane.name)
    const points = Array.from({ length: data.steps }, (_, step) =>
      `${((1000 * step) / Math.max(1, data.steps - 1)).toFixed(1)},${place(meant(pane, seen[step * pane.size + unit], 0)).toFixed(1)}`)
    return `<polyline class="${className}" stroke-dasharray="${dash}" points="${points.join(" ")}"/>`
  }
  const gates = data.panes.filter(pane => pane.hue)
  const states = data.panes.filter(pane => !pane.hue && !pane.names)
  const reach = reached(film, states)
  const named = (panes, low, high) =>
    `<p>${panes.map((pane, at) => `<span class="hue ${pane.hue ?? `state-${at}`}">${pane.title}</span>`).join(" · ")} <small>${low} to ${high}</small></p>`
  const picture = body => `<svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="Lines of unit ${data.units[unit]}">${body}</svg>`
  const upper = gates.map(pane => line(pane, value => 98 - 96 * value, pane.hue, DASHES[pane.hue]))
  const lower = states.map((pane, at) => line(pane, value => 50 - (48 * value) / reach, `state-${at}`, ["", "6 3", "2 3"][at]))
  film.lines.innerHTML =
    `<h4>Unit ${data.units[unit]} over the window</h4>` +
    (gates.length ? `<div>${named(gates, "0 shut", "1 open")}${picture(upper.join(""))}</div>` : "") +
    `<div>${named(states, `−${told(reach)}`, told(reach))}${picture(`<line class="zero" x1="0" x2="1000" y1="50" y2="50"/>${lower.join("")}`)}</div>`
}

/* The largest size of the unit's states in any frame, so that its lines keep one scale. */
function reached(film, states) {
  let most = 1e-6
  for (const pane of states) {
    const all = film.frames[pane.name]
    for (let at = film.unit; at < all.length; at += pane.size) most = Math.max(most, Math.abs(meant(pane, all[at], 0)))
  }
  return most
}

function hover(film, pane, step, row) {
  film.pointed = pane && [pane, step, row]
  film.panes.classList.toggle("hovered", Boolean(pane))
  if (!pane) {
    film.readout.textContent = "Point at a cell to read it; click a row to choose its unit."
    return
  }
  film.panes.style.setProperty("--step", (step + 0.5) / film.data.steps)
  const back = film.data.steps - 1 - step
  const when = back ? `${back} ${back === 1 ? "step" : "steps"} before the origin` : "at the origin"
  const one = (of, at) => `${of.title.toLowerCase()} ${told(meant(of, values(film, of.name)[step * of.size + at], at))}`
  const unit = pane.names ? null : film.order[row]
  film.readout.textContent = pane.names
    ? `${when}: ${pane.names[row]} = ${told(meant(pane, values(film, pane.name)[step * pane.size + row], row))}, as the network sees it`
    : `${when}, unit ${film.data.units[unit]}: ${film.data.panes.filter(of => !of.names).map(of => one(of, unit)).join(", ")}`
}

export default function ({ data, parentElement }) {
  const film = (parentElement.film ??= build(parentElement.querySelector(".film")))
  take(film, data)
  return () => halt(film)
}
