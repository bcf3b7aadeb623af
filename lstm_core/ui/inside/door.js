/* Tells Python where a chart was pressed, or at which frame its slider came to rest. Each redrawing makes a new chart. */
const LOOK = 200 // ms between two looks for a new chart
const REST = 300 // ms without a movement before it is told

export default function ({ data, parentElement, setStateValue }) {
  const here = (parentElement.door ??= {})
  here.tell = pressed => setStateValue("pressed", pressed)
  const look = () => {
    const chart = document.querySelector(`.st-key-${CSS.escape(data.key)} .js-plotly-plot`)
    if (!chart?.on || chart === here.chart) return
    here.chart = chart
    chart.on("plotly_click", ({ points }) => here.tell({ time: points[0].x }))
    chart.on("plotly_sliderchange", ({ slider }) => {
      clearTimeout(here.resting)
      here.resting = setTimeout(() => here.tell({ frame: slider.active }), REST)
    })
  }
  const looking = setInterval(look, LOOK)
  return () => {
    clearInterval(looking)
    clearTimeout(here.resting)
  }
}
