"""The pen for the Guide's drawings: a few shapes as SVG text, in units of a drawing 360 wide, as wide as a phone."""

import base64
import html
from collections.abc import Iterable, Sequence

WIDTH = 360
Point = tuple[float, float]


def line(points: Iterable[Point], hue: str, width: float = 2, dash: str = "", fill: str = "none") -> str:
    """A line through the points; with a `fill` the area that it encloses."""
    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return (
        f'<path d="{path}" fill="{fill}" stroke="{hue}" stroke-width="{width}" stroke-dasharray="{dash}"'
        ' stroke-linejoin="round" stroke-linecap="round"/>'
    )


def arrow(start: Point, end: Point, hue: str, width: float = 2, dash: str = "") -> str:
    """A straight arrow, upright or level."""
    (x0, y0), (x1, y1) = start, end
    across, down = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
    back, aside = 6, 4
    head = [(x1 - back * across + aside * s * down, y1 - back * down + aside * s * across) for s in (1, -1)]
    return line([start, end], hue, width, dash) + line([head[0], end, head[1]], hue, width)


def box(x: float, y: float, wide: float, high: float, hue: str, fill: str = "none", dash: str = "") -> str:
    """A box with round corners."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="6" fill="{fill}" stroke="{hue}"'
        f' stroke-width="1.5" stroke-dasharray="{dash}"/>'
    )


def dot(x: float, y: float, hue: str, size: float = 4, fill: str | None = None) -> str:
    """A dot; with another `fill`, a ring."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{fill or hue}" stroke="{hue}" stroke-width="2"/>'


def words(x: float, y: float, text: str, hue: str, at: str = "middle", size: int = 13, weight: int = 400) -> str:
    """One line of text; `at` says which end stands at x: start, middle or end."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{hue}" font-size="{size}" font-weight="{weight}" text-anchor="{at}">'
        f"{html.escape(text)}</text>"
    )


def image(shapes: Sequence[str], alt: str, height: int) -> str:
    """The drawing as an HTML image: Streamlit takes a bare drawing out of HTML."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' font-family="IBM Plex Sans, system-ui, sans-serif">{"".join(shapes)}</svg>'
    )
    coded = base64.b64encode(svg.encode()).decode()
    style = f"display:block;width:100%;max-width:{WIDTH * 5 // 4}px;height:auto"
    return f'<img alt="{html.escape(alt)}" style="{style}" src="data:image/svg+xml;base64,{coded}">'
