/* Tells Python what a hand does to a chart: the ranges that its axes were zoomed to, the shapes that were dragged.
   The chart stands in a container, found by the class that Streamlit gives to its key; each redrawing puts a new chart
   there, so it is looked for again. Until that is set up the container takes no click: Streamlit's chart can fall into
   an endless loop when it is clicked too early. */
const REST = 200 // ms without a movement before it is told
const LOOK = 100 // ms between two looks for a new chart
const SET_UP = 400 // ms until a new chart takes clicks
const GIVE_UP = 2000 // ms until the old one takes them again, when no new one came
const AXIS = /^([xy]axis\d*)\.(range|autorange)/
const SHAPE = /^shapes\[(\d+)\]\.x[01]$/ // an end of a line alone, or both

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const here = (parentElement.gestures ??= { axes: data.axes, turn: data.turn })
  here.tell = zoom => setStateValue("zoom", zoom)
  here.tellDragged = shapes => setTriggerValue("dragged", shapes)
  here.key = data.key

  const rest = time => {
    const around = here.chart.closest(`.st-key-${here.key}`)
    around.inert = true
    clearTimeout(here.waking)
    here.waking = setTimeout(() => (around.inert = false), time)
  }
  const tell = () => {
    rest(GIVE_UP)
    here.turn += 1
    here.tell({ axes: here.axes, turn: here.turn })
  }
  const moved = event => {
    const shapes = Object.keys(event).map(name => SHAPE.exec(name)).filter(Boolean)
    if (shapes.length) {
      rest(GIVE_UP)
      here.tellDragged(Object.fromEntries(shapes.map(([name, at]) => [at, event[name]])))
    }
    const before = JSON.stringify(here.axes)
    for (const [axis] of Object.keys(event).map(name => AXIS.exec(name)?.slice(1) ?? []).filter(found => found.length)) {
      const { range, autorange } = here.chart.layout[axis]
      here.axes = { ...here.axes, [axis]: range }
      if (autorange) delete here.axes[axis]
    }
    if (JSON.stringify(here.axes) === before) return
    clearTimeout(here.resting)
    here.resting = setTimeout(tell, REST)
  }
  const look = () => {
    const chart = document.querySelector(`.st-key-${here.key} .js-plotly-plot`)
    if (!chart?.on || chart === here.chart) return
    here.chart = chart
    rest(SET_UP)
    chart.on("plotly_relayout", moved)
  }
  here.looking ??= setInterval(look, LOOK)
  return () => {
    clearInterval(here.looking)
    clearTimeout(here.resting)
    here.looking = null
  }
}
