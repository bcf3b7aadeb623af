/* Tells Python what a hand does to a chart: the ranges that its axes were zoomed to, the shapes that were dragged.
   The chart is found by the class that Streamlit gives to its key; each redrawing makes a new one, so it is looked for again. */
const REST = 200 // ms without a movement before it is told
const LOOK = 100 // ms between two looks for a new chart
const AXIS = /^([xy]axis\d*)\.(range|autorange)/
const SHAPE = /^shapes\[(\d+)\]\.x[01]$/ // an end of a line alone, or both

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const here = (parentElement.gestures ??= { ranges: data.ranges ?? {} })
  here.tell = ranges => setStateValue("ranges", ranges)
  here.tellDragged = shapes => setTriggerValue("dragged", shapes)
  here.key = data.key
  const moved = event => {
    const shapes = Object.keys(event).map(name => SHAPE.exec(name)).filter(Boolean)
    if (shapes.length) here.tellDragged(Object.fromEntries(shapes.map(([name, at]) => [at, event[name]])))
    const before = JSON.stringify(here.ranges)
    for (const [axis] of Object.keys(event).map(name => AXIS.exec(name)?.slice(1) ?? []).filter(found => found.length)) {
      const { range, autorange } = here.chart.layout[axis]
      here.ranges = { ...here.ranges, [axis]: range }
      if (autorange) delete here.ranges[axis]
    }
    if (JSON.stringify(here.ranges) === before) return
    clearTimeout(here.rest)
    here.rest = setTimeout(() => here.tell(here.ranges), REST)
  }
  const look = () => {
    const chart = document.querySelector(`.st-key-${CSS.escape(here.key)} .js-plotly-plot`)
    if (!chart?.on || chart === here.chart) return
    here.chart = chart
    chart.on("plotly_relayout", moved)
    const axes = ["xaxis", ...Object.keys(here.ranges)].filter(axis => chart.layout[axis])
    moved(Object.fromEntries(axes.map(axis => [`${axis}.range`, null]))) // what was done before anyone listened
  }
  here.looking ??= setInterval(look, LOOK)
  return () => {
    clearInterval(here.looking)
    clearTimeout(here.rest)
    here.looking = null
  }
}
