/* The texts in view that stand out too little from their ground (WCAG AA: 4.5, large ones 3), each with its contrast. */
() => {
  // A thumb's value stands beside its ground, a switched-off entry of a legend is meant to be faint.
  const APART = "[data-testid=stSliderThumbValue], .traces[style*='opacity: 0.5']"
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true })
  const colours = new Map()
  const read = colour => {
    if (!colours.has(colour)) {
      pen.clearRect(0, 0, 1, 1)
      pen.fillStyle = colour
      pen.fillRect(0, 0, 1, 1)
      const [r, g, b, alpha] = pen.getImageData(0, 0, 1, 1).data
      colours.set(colour, { rgb: [r, g, b], alpha: alpha / 255 })
    }
    return colours.get(colour)
  }
  const over = (top, alpha, under) => top.map((value, at) => alpha * value + (1 - alpha) * under[at])
  const light = rgb => {
    const [r, g, b] = rgb.map(value => value / 255).map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }
  const above = element => (element ? [element, ...above(element.parentElement)] : [])

  const faint = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const [element, text] = [node.parentElement, node.textContent.trim()]
    if (!text || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    if (element.closest(":disabled, [aria-disabled=true], [inert], style, script")) continue
    if (element.closest(APART)) continue
    const [box, style, outwards] = [element.getBoundingClientRect(), getComputedStyle(element), above(element)]
    if (box.width < 2 || box.height < 2 || style.fontFamily.includes("Material")) continue // for ears alone, or an icon
    const ink = read(element instanceof SVGElement ? style.fill : style.color)
    const fill = element instanceof SVGElement ? +style.fillOpacity : 1
    const alpha = outwards.reduce((product, one) => product * getComputedStyle(one).opacity, fill * ink.alpha)
    if (alpha < 0.01) continue
    const grounds = outwards.map(one => read(getComputedStyle(one).backgroundColor))
    const ground = grounds.reverse().reduce((under, { rgb, alpha }) => over(rgb, alpha, under), [255, 255, 255])
    const size = parseFloat(style.fontSize)
    const found = contrast(over(ink.rgb, alpha, ground), ground)
    if (found < (size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5)) faint.push(`${text.slice(0, 40)}: ${found.toFixed(2)}`)
  }
  return [...new Set(faint)]
}
