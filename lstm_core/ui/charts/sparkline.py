"""A picture of a few lines that is small enough to stand beside a name: SVG, no axes."""

import base64

import numpy as np

from lstm_core.ui.charts import style

WIDTH, HEIGHT, EDGE = 240, 44, 2  # units of the drawing; it stretches to the room that it gets
LINES = 3
DASHES = ("", "6 3", "2 3")


def image(columns: np.ndarray, alt: str, dark: bool) -> str:
    """The first few columns (rows, columns) as lines on one scale, as an HTML image; `alt` must be safe as HTML.

    An image, because Streamlit takes a bare drawing out of HTML.
    """
    coded = base64.b64encode(svg(columns, dark).encode()).decode()
    wide = f"display:block;width:100%;height:{HEIGHT}px"
    return f'<img alt="{alt}" style="{wide}" src="data:image/svg+xml;base64,{coded}">'


def svg(columns: np.ndarray, dark: bool) -> str:
    """The drawing; rows without a value are left out.

    >>> svg(np.array([[0.0], [1.0]]), False).count("<path")
    1
    """
    columns = np.where(np.isfinite(columns), columns, np.nan)[:, :LINES]
    known = columns[~np.isnan(columns)]
    low, high = (known.min(), known.max()) if len(known) else (0.0, 0.0)
    across = np.linspace(EDGE, WIDTH - EDGE, len(columns))
    down = HEIGHT - EDGE - (columns - low) / ((high - low) or np.inf) * (HEIGHT - 2 * EDGE)
    paths = "".join(
        f'<path d="{line(across, heights)}" fill="none" stroke="{hue}" stroke-width="1.5" stroke-dasharray="{dash}"'
        ' vector-effect="non-scaling-stroke"/>'
        for heights, hue, dash in zip(down.T, style.palette(dark).overlays, DASHES, strict=False)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f"{paths}</svg>"
    )


def line(across: np.ndarray, down: np.ndarray) -> str:
    """The points as an SVG path."""
    points = [f"{x:.1f} {y:.1f}" for x, y in zip(across, down, strict=True) if np.isfinite(y)]
    return "M" + " L".join(points) if points else ""
