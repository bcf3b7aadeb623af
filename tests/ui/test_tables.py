"""What is drawn can be read as a table."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import portrait, relevance, series, tables


def test_lines_share_their_rows_and_bear_their_names():
    figure = go.Figure([go.Scatter(x=[1, 2], y=[3, 4], name="one"), go.Scatter(x=[2, 3], y=[5, 6], name="two")])
    told = tables.of(figure.update_xaxes(title_text="Step"))
    pd.testing.assert_frame_equal(
        told,
        pd.DataFrame({"one": [3, 4, None], "two": [None, 5, 6]}, index=pd.Index([1, 2, 3], name="Step")),
        check_dtype=False,
    )


def test_bars_that_lie_are_read_by_their_height():
    found = pd.DataFrame(
        {"change_correlation": [0.5, -0.1], "change_information": [0.2, 0.1]}, index=["RSI_14", "SMA_20"]
    )
    told = tables.of(relevance.bars(found, "change", False, "What each tells"))
    assert told.loc["RSI_14"].tolist() == [0.5, 0.2]
    assert list(told) == ["Correlation", "Mutual information"]
    assert told.index.name == "At"


def test_a_heatmap_is_read_cell_by_cell():
    frame = pd.DataFrame({"a": [1.0, np.nan, np.nan, 4.0], "b": [1.0, 2.0, 3.0, np.nan]})
    told = tables.of(portrait.missing(frame, "Missing", False))
    assert told["a"].tolist() == [0, 1, 1, 0]
    assert told["b"].tolist() == [0, 0, 0, 1]


def test_candles_keep_their_four_prices_and_their_volume():
    names = ["Open", "High", "Low", "Close", "Volume"]
    prices = pd.DataFrame([[1, 3, 0, 2, 9], [2, 4, 1, 3, 8]], pd.date_range("2024-01-01", periods=2), names, float)
    told = tables.of(series.series(prices, [], False, "Prices", {name.lower(): name for name in names}))
    assert told.loc["2024-01-02", ["open", "high", "low", "close"]].tolist() == [2, 4, 1, 3]
    assert told.loc["2024-01-02"].iloc[-1] == 8
