/* Brings two charts up to date in place, the losses and the film, and plays the film: a slider over the epochs that the
   browser itself makes reachable by finger and keyboard. A chart is found by the class that Streamlit gives to its
   container's key, and takes values by a press on its hidden button (see ui/charts/moving.py): so a zoom stays, and
   nothing is mounted anew. `layout.meta` says what a chart shows, so a chart that was drawn anew is filled again. */
const LOOK = 150 // ms between two looks for charts that lag behind
const PLAYED = 150 // ms a frame

const chartOf = key => document.querySelector(`.st-key-${CSS.escape(key)} .js-plotly-plot`)
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
const at = (layout, path) => path.split(".").reduce((inner, name) => inner?.[name], layout)

function put(chart, meta, traces, places, layout = {}) {
  const door = chart.querySelector(".updatemenu-button")
  if (!door?.__data__) return
  door.closest(".updatemenu-container").style.display = "none" // else the pointer finds it
  const zoomed = chart._fullLayout.yaxis.autorange === false
  const news = Object.entries(layout)
    .filter(([path, value]) => !same(at(chart.layout, path), value)) // an axis type that is set again forgets the zoom
    .filter(([path]) => !(zoomed && path.startsWith("yaxis.")))
  door.__data__.args = [traces, { ...Object.fromEntries(news), meta }, places]
  door.dispatchEvent(new MouseEvent("click", { view: window }))
}

function shown(here) {
  const { epochs, home } = here.data
  return here.at === null ? (home ?? epochs.length - 1) : Math.min(here.at, epochs.length - 1)
}

function draw(here) {
  const { data } = here
  const place = shown(here)
  const losses = chartOf(data.losses)
  const mark = data.marks[place] ?? { x: [], y: [] }
  if (losses?.on && !losses._dragging) {
    const told = losses.layout.meta ?? {}
    const meta = { turn: data.turn, mark }
    if (!same(told.turn, data.turn)) put(losses, meta, withMark(data.curves.traces, data.marked, mark), undefined, data.curves.layout)
    else if (!same(told.mark, mark)) put(losses, meta, { x: [mark.x], y: [mark.y] }, [data.marked])
  }
  const film = chartOf(data.film)
  const meta = { epoch: data.epochs[place] }
  if (film?.on && !film._dragging && data.epochs.length && !same(film.layout.meta, meta))
    put(film, meta, { y: [data.frames[place]] }, [data.drawn])
}

function withMark(traces, marked, mark) {
  const copy = { ...traces, x: [...traces.x], y: [...traces.y] }
  copy.x[marked] = mark.x
  copy.y[marked] = mark.y
  return copy
}

function tell(here) {
  const { data, slider, button, words, box } = here
  const place = shown(here)
  box.style.visibility = data.epochs.length > 1 ? "visible" : "hidden" // its room stays: nothing below jumps
  slider.max = Math.max(0, data.epochs.length - 1)
  slider.value = place
  slider.setAttribute("aria-valuetext", data.labels[place] ?? "")
  words.textContent = data.labels[place] ?? ""
  button.textContent = here.playing ? "Pause" : "Play"
  draw(here)
}

function go(here, place) {
  const last = here.data.epochs.length - 1
  here.at = place >= last && here.data.running ? null : place // at the end it follows the training again
  tell(here)
}

function stop(here) {
  clearInterval(here.playing)
  here.playing = null
}

function play(here) {
  if (here.playing) stop(here)
  else {
    if (shown(here) >= here.data.epochs.length - 1) here.at = 0
    here.playing = setInterval(() => {
      const next = shown(here) + 1
      if (next >= here.data.epochs.length - 1) stop(here)
      go(here, Math.min(next, here.data.epochs.length - 1))
    }, PLAYED)
  }
  tell(here)
}

export default function ({ data, parentElement }) {
  const here = (parentElement.film ??= { at: null, playing: null })
  here.data = data
  here.box = parentElement.querySelector(".film")
  here.button = here.box.querySelector("button")
  here.slider = here.box.querySelector("input")
  here.words = here.box.querySelector("output")
  here.button.onclick = () => play(here)
  here.slider.oninput = () => {
    stop(here)
    go(here, +here.slider.value)
  }
  tell(here)
  here.looking ??= setInterval(() => draw(here), LOOK)
  return () => {
    clearInterval(here.looking)
    stop(here)
    here.looking = null
  }
}
