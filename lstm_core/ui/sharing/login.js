/* Keeps in the tab what a login would lose: the page that was asked for, to which it comes back, and whether it was refused.
   Who logs out in one tab is out in all tabs of the browser: Streamlit itself looks at its cookie only when a tab opens. */
const BACK = "lstm_lab back"
const REFUSED = "lstm_lab refused"
const LEFT = "lstm_lab left"

function taken(name) {
  const value = sessionStorage.getItem(name)
  sessionStorage.removeItem(name)
  return value
}

const here = () => location.pathname + location.search

function clicked({ target }) {
  if (target.closest(".st-key-log-in button")) sessionStorage.setItem(BACK, here())
  if (target.closest(".st-key-log-out button")) sessionStorage.setItem(LEFT, "yes")
}

function arrive(inside, tabs, setTriggerValue) {
  const back = taken(BACK)
  const left = taken(LEFT)
  if (back && !inside) sessionStorage.setItem(REFUSED, "yes")
  if (back && back !== here()) return location.replace(location.origin + back)
  if (inside) return
  if (taken(REFUSED)) setTriggerValue("refused", true)
  if (left) tabs.postMessage("left")
}

export default function ({ data, setTriggerValue }) {
  const tabs = new BroadcastChannel("lstm_lab")
  if (data.inside) tabs.onmessage = () => location.reload()
  document.addEventListener("click", clicked, true)
  const page = document.documentElement.dataset
  if (!page.login) arrive(data.inside, tabs, setTriggerValue) // once: what a click leaves is for the page that comes next
  page.login = "met"
  return () => {
    tabs.close()
    document.removeEventListener("click", clicked, true)
  }
}
