"""A chart's numbers as a table, read from the chart itself."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go


def of(figure: go.Figure) -> pd.DataFrame:
    """What is drawn: a column for each trace, rows by where its points stand; of a heatmap its cells.

    >>> bars = go.Figure([go.Bar(x=["a", "b"], y=[1, 2], name="one"), go.Bar(x=["b"], y=[3], name="two")])
    >>> of(bars).astype(float).values.tolist()
    [[1.0, nan], [2.0, 3.0]]
    """
    tables = [drawn(figure, trace) for trace in figure.data if trace.x is not None]
    whole = pd.concat([table[~table.index.duplicated()] for table in tables], axis="columns")
    whole.columns = numbered(list(whole.columns))
    first = figure.data[0]
    return whole.rename_axis(index=heading(figure, first, "y" if lies(first) else "x") or "At")


def drawn(figure: go.Figure, trace: object) -> pd.DataFrame:
    """One trace (points, columns): its values by where they stand; of bars that lie, by their height."""
    if trace.type == "heatmap":
        return pd.DataFrame(np.asarray(trace.z).T, index=list(trace.x), columns=list(trace.y))
    if trace.type == "candlestick":
        return pd.DataFrame({part: getattr(trace, part) for part in ("open", "high", "low", "close")}, index=trace.x)
    at, values, across = (trace.y, trace.x, "x") if lies(trace) else (trace.x, trace.y, "y")
    return pd.DataFrame({trace.name or heading(figure, trace, across) or "Value": values}, index=list(at))


def lies(trace: object) -> bool:
    """Whether a trace's values go to the right."""
    return trace.type == "bar" and trace.orientation == "h"


def heading(figure: go.Figure, trace: object, letter: str) -> str | None:
    """What the title of a trace's x or y axis says."""
    place = getattr(trace, f"{letter}axis", None) or letter
    return figure.layout[f"{letter}axis{place[1:]}"].title.text


def numbered(names: list[str]) -> list[str]:
    """The names, those that come again with their number.

    >>> numbered(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    return [
        name if name not in names[:at] else f"{name} ({names[:at].count(name) + 1})" for at, name in enumerate(names)
    ]
