/* Hears where the film was left, and tells the fragment that it stands in. */
export default function ({ parentElement, setTriggerValue }) {
  const here = (parentElement.ear ??= {})
  here.tell = chosen => setTriggerValue("chosen", chosen)
  here.hear ??= event => here.tell(event.detail)
  addEventListener("film-settled", here.hear)
  return () => removeEventListener("film-settled", here.hear)
}
