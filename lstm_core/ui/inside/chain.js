/* Draws a recurrent layer unrolled, one unit of it, and writes out what the current cell computes. */
const PLAYED = 900 // ms a step
const [WIDE, HIGH, TOP, FLOOR] = [176, 232, 44, 168] // of a cell, and its upper and lower line
const GROWS = 9 // px that a line is thicker at the largest memory

/* Where each part stands in a cell: its sign, place, and hue. `kept` is the memory on the upper line, h runs on the lower. */
const CELLS = {
  lstm: {
    kept: "c",
    discs: [["f", 40, TOP, "forget"], ["i", 84, 94, "input"], ["o", 138, 98, "output"]],
    wires: ["M84 134 V44", "M138 44 V168"],
    sums: [[84, TOP, "+"]],
    candidate: [84, 146],
  },
  gru: {
    kept: "h",
    discs: [["z", 40, TOP, "forget"], ["r", 44, 108, "input"]],
    wires: ["M110 120 V44", "M44 168 V108 H110"],
    sums: [[110, TOP, "+"]],
    candidate: [110, 132],
  },
  rnn: { kept: null, discs: [], wires: ["M88 168 V120"], sums: [[88, 120, "tanh"]], candidate: null },
}

const number = (value, digits = 3) => value.toFixed(digits).replace("-", "−")
const factor = value => (value < 0 ? `(${number(value)})` : number(value))
const safe = text => text.replace(/[&<>"]/g, mark => `&#${mark.charCodeAt(0)};`)
const span = (hue, text) => `<span class="hue ${hue}">${text}</span>`

const ARITHMETIC = {
  lstm: ({ f, i, o, g, c, h }, before) => [
    `c′ = ${span("forget", "f")} · c + ${span("input", "i")} · g = ${span("forget", number(f))} · ${factor(before.c)} + ${span("input", number(i))} · ${factor(g)} = <b>${number(c)}</b>`,
    `h′ = ${span("output", "o")} · tanh(c′) = ${span("output", number(o))} · ${factor(Math.tanh(c))} = <b>${number(h)}</b>`,
  ],
  gru: ({ z, g, h }, before) => [
    `h′ = ${span("forget", "z")} · h + (1 − ${span("forget", "z")}) · g = ${span("forget", number(z))} · ${factor(before.h)} + ${span("forget", number(1 - z))} · ${factor(g)} = <b>${number(h)}</b>`,
  ],
  rnn: ({ h }) => [`h′ = tanh(W·x + U·h + b) = tanh(${number(Math.atanh(Math.max(-0.9999999, Math.min(0.9999999, h))))}) = <b>${number(h)}</b>`],
}
const WORDS = {
  lstm: ({ f, i, o, c }, before) =>
    `It keeps ${Math.round(100 * f)}% of its long memory (${number(before.c)}), writes ${Math.round(100 * i)}% of the candidate, and shows ${Math.round(100 * o)}% of what it now holds (${number(c)}).`,
  gru: ({ z, r }) =>
    `It keeps ${Math.round(100 * z)}% of its memory and takes ${Math.round(100 * (1 - z))}% of the candidate, which saw ${Math.round(100 * r)}% of the memory before.`,
  rnn: () => "It overwrites its whole memory: nothing is kept but through U·h.",
}

function build(root) {
  root.innerHTML =
    '<div class="bar"><button class="play">Play</button><input type="range" min="0" step="1" aria-label="Step of the window"/>' +
    '<output></output></div><div class="cells"></div><div class="sums" aria-live="polite"></div>'
  const chain = { root, at: 0, ...Object.fromEntries([["play", "button"], ["range", "input"], ["where", "output"], ["cells", ".cells"], ["sums", ".sums"]].map(([name, found]) => [name, root.querySelector(found)])) }
  chain.range.addEventListener("input", () => (halt(chain), go(chain, +chain.range.value)))
  chain.play.addEventListener("click", () => (chain.playing ? halt(chain) : start(chain)))
  chain.watch = new ResizeObserver(() => chain.data && draw(chain))
  return chain
}

function start(chain) {
  const last = chain.data.times.length - 1
  if (chain.at === last) go(chain, 0)
  chain.play.textContent = "Pause"
  chain.playing = setInterval(() => (chain.at < last ? go(chain, chain.at + 1) : halt(chain)), PLAYED)
}

function halt(chain) {
  clearInterval(chain.playing)
  chain.playing = null
  chain.play.textContent = "Play"
}

function go(chain, at) {
  chain.at = at
  draw(chain)
}

/* The numbers of a step; before the first all memory is zero. */
const numbers = ({ parts }, step) => Object.fromEntries(Object.entries(parts).map(([sign, values]) => [sign, step < 0 ? 0 : values[step]]))

function draw(chain) {
  const { data, at } = chain
  const count = data.times.length
  const fitting = Math.max(1, Math.min(7, count, Math.floor(chain.root.clientWidth / WIDE)))
  const first = Math.max(0, Math.min(count - fitting, at - Math.floor(fitting / 2)))
  const kept = CELLS[data.kind].kept
  const largest = Math.max(1e-9, ...data.parts[kept ?? "h"].map(Math.abs))
  const cells = Array.from({ length: fitting }, (_, place) => cell(data, first + place, place * WIDE, first + place === at, largest))
  chain.cells.innerHTML = `<svg viewBox="0 0 ${fitting * WIDE} ${HIGH}" width="${fitting * WIDE}" height="${HIGH}" role="img" aria-label="The chain around step ${at + 1} of ${count}">${cells.join("")}</svg>`
  const [now, before] = [numbers(data, at), numbers(data, at - 1)]
  chain.sums.innerHTML = ARITHMETIC[data.kind](now, before).map(line => `<p class="line">${line}</p>`).join("") + `<p>${WORDS[data.kind](now, before)}</p>`
  chain.where.textContent = `Step ${at + 1} of ${count}, ${data.times[at]}`
  chain.range.value = at
  chain.range.setAttribute("aria-valuetext", chain.where.textContent)
}

function cell(data, step, left, current, largest) {
  const { kept, discs, wires, sums, candidate } = CELLS[data.kind]
  const [now, before] = [numbers(data, step), numbers(data, step - 1)]
  const thick = value => 1.5 + (GROWS * Math.abs(value)) / largest
  const sign = value => (value < 0 ? "low" : "high")
  const upper = kept
    ? `<line class="${sign(before[kept])}" x1="0" x2="${discs[0][1]}" y1="${TOP}" y2="${TOP}" stroke-width="${thick(before[kept])}"/>` +
      `<line class="${sign(now[kept])}" x1="${discs[0][1]}" x2="${WIDE}" y1="${TOP}" y2="${TOP}" stroke-width="${thick(now[kept])}"/>` +
      `<text x="${WIDE - 14}" y="${TOP - 12}" text-anchor="end">${kept}′ ${number(now[kept], 2)}</text>`
    : ""
  const circles = discs.map(([name, x, y, hue]) => {
    const radius = 15 * Math.sqrt(Math.max(0, now[name]))
    return `<circle class="ring ${hue}" cx="${x}" cy="${y}" r="15"/><circle class="full ${hue}" cx="${x}" cy="${y}" r="${radius}"/>` +
      `<text class="${hue}" x="${x}" y="${y + 30}" text-anchor="middle">${name} ${number(now[name], 2)}</text>`
  })
  const written = candidate ? `<text x="${candidate[0]}" y="${candidate[1]}" text-anchor="middle">g ${number(now.g, 2)}</text>` : ""
  return `<g transform="translate(${left} 0)" class="${current ? "current" : ""}"><rect x="8" y="20" width="${WIDE - 16}" height="160" rx="8"/>` +
    `<line class="wire" x1="0" x2="${WIDE}" y1="${FLOOR}" y2="${FLOOR}"/>${wires.map(path => `<path class="wire" d="${path}"/>`).join("")}${upper}${circles.join("")}${written}` +
    sums.map(([x, y, sum]) => `<rect class="sum" x="${x - (sum === "+" ? 9 : 22)}" y="${y - 9}" width="${sum === "+" ? 18 : 44}" height="18" rx="9"/><text x="${x}" y="${y + 5}" text-anchor="middle">${sum}</text>`).join("") +
    `<text x="16" y="${FLOOR - 6}" class="shared">W U b</text><text x="${WIDE - 14}" y="${FLOOR - 6}" text-anchor="end">h′ ${number(now.h, 2)}</text>` +
    `<line class="wire" x1="${WIDE / 2}" x2="${WIDE / 2}" y1="180" y2="194"/><text x="${WIDE / 2}" y="208" text-anchor="middle">${safe(data.entering[step])}</text>` +
    `<text class="time" x="${WIDE / 2}" y="226" text-anchor="middle">${safe(data.times[step])}</text></g>`
}

export default function ({ data, parentElement }) {
  const chain = (parentElement.chain ??= build(parentElement.querySelector(".chain")))
  const last = data.times.length - 1
  chain.at = chain.data && chain.data.times.length === data.times.length ? chain.at : last
  chain.data = data
  chain.range.max = last
  for (const [name, hue] of Object.entries(data.colours)) chain.root.style.setProperty(`--${name}`, hue)
  chain.watch.observe(chain.root)
  draw(chain)
  return () => {
    halt(chain)
    chain.watch.disconnect()
  }
}
