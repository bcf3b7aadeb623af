/* Keeps the id of a private workspace as a cookie, anew with each visit. Where another tab was faster its id counts. */
const DAYS = 400 // the longest that browsers keep a cookie

export default function ({ data, setTriggerValue }) {
  const known = document.cookie.match(new RegExp(`(?:^|; )${data.name}=([0-9a-f]{32})(?:;|$)`))?.[1]
  if (known && known !== data.id) return setTriggerValue("known", known)
  const secure = window.location.protocol === "https:" ? "; Secure" : ""
  document.cookie = `${data.name}=${data.id}; Path=/; Max-Age=${DAYS * 86400}; SameSite=Lax${secure}`
}
