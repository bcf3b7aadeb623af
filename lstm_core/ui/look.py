"""The frame of every page: title, icon, logo, and the few rules of style that the theme has no key for."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.ui import charts, fragment

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from plotly.graph_objects import Figure

STATIC = Path(__file__).parents[2] / "static"

STYLE = """<style>
/* The running man, the deploy button and the menu belong to Streamlit; our pages say themselves what is being done. */
[data-testid="stStatusWidget"], [data-testid="stAppDeployButton"], [data-testid="stMainMenu"],
[data-testid="stDecoration"] { display: none; }

/* Wide screens are used, but not to the point where a chart and its controls lose each other. */
[data-testid="stMainBlockContainer"] { max-width: 1440px; margin-inline: auto; }

/* A line of prose longer than about 75 characters is hard to follow; tables and charts keep the width. */
[data-testid="stMarkdownContainer"] > :is(p, ul, ol) { max-width: 46rem; line-height: 1.6; }
[data-testid="stButton"] p, [data-testid="stAlert"] p { max-width: none; }
h1, h2, h3 { text-wrap: balance; letter-spacing: -0.01em; }

/* Captions and folded tables at Streamlit's 60% miss the contrast that small type needs (4.2 of 4.5). Captions fade by
   their ink, so that links in them don't. */
[data-testid="stCaptionContainer"] { opacity: 1; color: color-mix(in srgb, currentColor 75%, transparent); }
[class*="st-key-table-"] summary { opacity: 0.75; }

/* Digits of one width, also in a fallback face, so that numbers stand still while they change. */
[data-testid="stMetricValue"], [data-testid="stTable"], [data-testid="stProgress"], input {
  font-variant-numeric: tabular-nums; }

/* A primary button carries ink on the light teal of the dark theme, where white would be unreadable. */
[data-testid="stBaseButton-primary"], [data-tag] {
  color: light-dark(#ffffff, #0d1112); }
[data-testid="stCheckbox"] svg polyline { stroke: light-dark(#ffffff, #0d1112) !important; }

/* One focus outline that keyboards can see on every ground. */
:is(a, button, summary, [role="tab"], [role="slider"], [role="radio"], [role="checkbox"]):focus-visible {
  outline: 2px solid light-dark(#1d2427, #ece7dc); outline-offset: 2px; box-shadow: none; }

/* What every page has at its corner stands beside its title and takes no room; a lesson's bar is told apart by its
   ground. */
:has(> .st-key-corner) { position: relative; }
.st-key-corner { position: absolute; right: 0; top: 1.25rem; z-index: 2; width: max-content; gap: 1rem;
  flex-wrap: nowrap; }
.st-key-corner > * { width: auto; flex: none; min-width: 0; }
.st-key-lesson-bar { background: light-dark(#f1ece1, #1f2527); border-radius: 6px; padding: 0.75rem 1rem; }
.st-key-lesson-bar [data-testid="stMarkdownContainer"] p { max-width: none; line-height: 1.45; }
.st-key-glossary [data-testid="stMarkdownContainer"] { columns: 22rem; column-gap: 2rem; }
.st-key-glossary p { break-inside: avoid; }

/* On paper the teacher's sheet alone. */
@media print {
  body:has(.st-key-sheet) :not(:has(.st-key-sheet), .st-key-sheet, .st-key-sheet *) { display: none; } }

/* What listens to a chart has nothing to show, and takes no room. */
:is([class*="st-key-zoom-"], [class*="st-key-keys-"]) { display: none; }

/* Nothing fades while a page recalculates: what is read stays readable. */
[data-stale="true"] { opacity: 1 !important; transition: none !important; }

/* A button whose sign says all: its words stay for those who hear the page. */
:is([class*="st-key-duplicate-"], [class*="st-key-remove-"]) button p {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

/* People who asked for less motion get none. */
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation-duration: 0.01ms !important; animation-iteration-count: 1 !important;
    transition-duration: 0.01ms !important; scroll-behavior: auto !important; }
  .updatemenu-container { display: none; } /* what plays a chart's frames; its slider stays */ }

/* A phone: less margin, and nothing smaller than a thumb. */
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-inline: 1rem; }
  [data-testid="stButton"] button, [data-testid="stDownloadButton"] button { min-height: 44px; }
  [data-testid="stColumn"]:has(.st-key-heading-part) { order: -1; } /* a training stands before the form */
  .st-key-corner [data-testid="stPopover"] p { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); } /* signs alone, beside the title */
  h1 { font-size: 1.625rem !important; } }
</style>"""


def dark() -> bool:
    """Whether the reader's page is dark; charts take it as an argument."""
    return st.context.theme.type == "dark"


def page(title: str = "LSTM Lab") -> None:
    """Set up the page: its title and icon, the logo, the style. Call it first, once, in app.py."""
    name = "LSTM Lab" if title == "LSTM Lab" else f"{title} · LSTM Lab"
    st.set_page_config(page_title=name, page_icon=str(STATIC / "favicon.png"), layout="wide")
    logo = STATIC / ("logo-dark.svg" if dark() else "logo.svg")
    st.logo(str(logo), size="large", icon_image=str(STATIC / "mark.svg"))
    st.html(STYLE)


def chart(
    figure: "Figure",
    key: str,
    alt: str,
    table: "pd.DataFrame | None" = None,
    tabled: bool = True,
    saved: "Callable[[], Figure] | None" = None,
    **config: object,
) -> None:
    """Draws a chart as it was designed; `alt` says the finding in one sentence, `config` is Plotly's.

    `table` holds what the chart shows, by default the numbers drawn: under it, it can be read and saved, and the chart
    with it, unless it stands on the page anyhow and the chart is not `tabled`. `saved` makes the chart to save where
    the one on the page is filled by the browser.
    """
    picture = charts.CONFIG["toImageButtonOptions"] | {"filename": key.replace(" ", "-")}
    config = charts.CONFIG | {"toImageButtonOptions": picture} | config
    st.plotly_chart(figure, theme=None, config=config, key=key, alt=alt)
    if tabled and figure.data:
        as_table(figure if table is None else table, key, saved or (lambda: figure), alt)


@fragment.of
def as_table(
    shown: "pd.DataFrame | Figure", key: str, saved: "Callable[[], Figure] | None" = None, alt: str = ""
) -> None:
    """The numbers behind a chart, and the chart to save; they go to the browser when they are asked for."""
    box = st.expander("View as table", icon=":material/table:", type="compact", key=f"table {key}", on_change="rerun")
    if box.open:
        with box:
            from lstm_core.ui.charts import tables

            table = tables.of(shown) if hasattr(shown, "to_plotly_json") else shown
            read(table, height=320)
            with st.container(horizontal=True):
                save(table, key)
                if saved and not fragment.ticks():
                    save_chart(saved, key, alt)


def read(table: "pd.DataFrame", columns: dict | None = None, **how: object) -> None:
    """A table on the page, its times without needless zeros; `columns` by name and `how` are Streamlit's."""
    import pandas as pd

    whole = table.reset_index() if table.index.name else table
    told = dict(columns or {})
    for name in whole.select_dtypes("datetime"):
        known = pd.DatetimeIndex(whole[name].dropna())
        clock = "" if (known == known.normalize()).all() else ", HH:mm"
        told[name] = st.column_config.DatetimeColumn(format=f"D MMM YYYY{clock}")
    st.dataframe(table, column_config=told, **how)


def save(table: "pd.DataFrame", key: str, label: str = "CSV", name: str | None = None) -> None:
    """A button that saves a table, written when it is pressed.

    Streamlit forgets such a file with the next drawing of its button: where the page ticks, one press in twelve came
    just then and failed. There it is written before.
    """

    def written() -> bytes:
        from lstm_core.data import exports

        return exports.csv(table)

    st.download_button(
        label,
        written() if fragment.ticks() else written,
        f"{name or key.replace(' ', '-')}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"save {key}",
    )


def save_chart(draw: "Callable[[], Figure]", key: str, alt: str) -> None:
    """A button that saves a chart as a page that zooms, and from which it goes on as PNG or SVG."""
    is_dark = dark()  # now: when it is pressed, no page is being drawn

    def written() -> bytes:
        import json

        from lstm_core.exports import report
        from lstm_core.ui.charts import style

        colours = {name: getattr(style.palette(is_dark), name) for name in report.COLOURS}
        return report.chart(json.loads(draw().to_json()), key, alt, colours)

    st.download_button(
        "Chart (HTML, SVG)",
        written,
        f"{key.replace(' ', '-')}.html",
        "text/html",
        icon=":material/download:",
        on_click="ignore",
        key=f"save chart {key}",
    )
