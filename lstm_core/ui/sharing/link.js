/* Copies the address of what is seen: that of the browser, what parts of the page add to it, and the origin at which the
   time machine stands, of which the server knows nothing. */
const TOLD = 2500 // ms for which the button says that it has copied

function here({ add }) {
  const address = new URL(window.location.href)
  address.hash = ""
  const put = query => new URLSearchParams(query).forEach((value, key) => address.searchParams.set(key, value))
  document.querySelectorAll("[data-link]").forEach(part => put(part.dataset.link))
  const machine = document.querySelector('[class*="st-key-time-machine"] .js-plotly-plot')
  const at = machine?._fullLayout?.sliders?.[0]?.active
  const origin = machine?.layout?.meta?.origins?.[at]
  if (origin !== undefined) address.searchParams.set("origin", origin)
  put(add)
  return address.href
}

/* A page that came without TLS has no clipboard of its own; where copying by hand is refused too, the link is shown. */
function copied(text, root) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => shown(text, root))
  return Promise.resolve(shown(text, root))
}

function shown(text, root) {
  root.querySelector("input")?.remove()
  const box = Object.assign(document.createElement("input"), { value: text, readOnly: true, ariaLabel: "The link" })
  root.querySelector("span.link").append(box)
  box.focus()
  box.select()
  if (!document.execCommand("copy")) return false
  box.remove()
  return true
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  const words = button.querySelector(".words")
  words.textContent = data.label
  button.onclick = async () => {
    words.textContent = (await copied(here(data), parentElement)) ? "Copied" : "Copy it from here"
    setTimeout(() => (words.textContent = data.label), TOLD)
  }
}
