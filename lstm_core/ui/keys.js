/* Gives the slider and the buttons that Plotly draws into a chart to the keyboard and to screen readers: Plotly itself
   knows only pointers, so a key becomes the press of a pointer at the right place. Each redrawing makes new elements. */
const REST = 200 // ms between two looks for a new chart
const PAGE = 10 // frames that Page Up and Page Down go
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: PAGE, PageDown: -PAGE, Home: -1e9, End: 1e9 }

const places = new Map() // where each slider stood: a chart that is drawn anew goes on from there

const press = (element, kind, x, y) => element.dispatchEvent(new MouseEvent(kind, { clientX: x, clientY: y, view: window }))

function go(chart, rail, slider, to) {
  const box = rail.getBoundingClientRect()
  const inset = 10 // px at both ends of Plotly's rail that belong to no step
  const x = box.left + inset + ((box.width - 2 * inset) * to) / (slider.steps.length - 1)
  press(rail, "mousedown", x, box.top + 5)
  press(chart, "mouseup", x, box.top + 5)
}

function say(group, slider) {
  group.setAttribute("aria-valuenow", slider.active)
  group.setAttribute("aria-valuetext", slider.steps[slider.active].label.replace("<br>", ", "))
}

function equip(chart, { key, label }) {
  const group = chart.querySelector(".slider-group")
  const slider = chart._fullLayout?.sliders?.[0]
  if (!group || !slider || group.hasAttribute("role")) return
  const rail = group.querySelector(".slider-rail-touch-rect")
  const names = { role: "slider", tabindex: 0, "aria-label": label, "aria-valuemin": 0, "aria-valuemax": slider.steps.length - 1 }
  for (const [name, value] of Object.entries(names)) group.setAttribute(name, value)
  say(group, slider)
  group.addEventListener("keydown", event => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const now = chart._fullLayout.sliders[0]
    go(chart, rail, now, Math.min(now.steps.length - 1, Math.max(0, now.active + step)))
  })
  for (const button of chart.querySelectorAll(".updatemenu-button")) {
    button.setAttribute("role", "button")
    button.setAttribute("tabindex", 0)
    button.setAttribute("aria-label", button.textContent)
    button.addEventListener("keydown", event => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      press(button, "click", 0, 0)
    })
  }
  const before = places.get(key)
  chart.on("plotly_sliderchange", ({ slider }) => {
    places.set(key, slider.active)
    say(group, slider)
  })
  if (before && before < slider.steps.length) go(chart, rail, slider, before)
}

export default function ({ data, parentElement }) {
  const look = () => {
    const chart = document.querySelector(`.st-key-${CSS.escape(data.key)} .js-plotly-plot`)
    if (chart?.on) equip(chart, data)
  }
  const looking = setInterval(look, REST)
  return () => clearInterval(looking)
}
