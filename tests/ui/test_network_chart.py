"""The network's diagram and the learning rate's curve: what is drawn is what is counted."""

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from lstm_core.specs import Layer, Network, Window
from lstm_core.ui.charts import network, rates

WINDOW = Window(look_back=10, horizon=5)
STACKED = Network(layers=(Layer(units=8, dropout=0.2), Layer(units=4)), head=6, linear=True, pooled=True)


def texts(figure) -> list[str]:
    return [trace.text[0].replace("<b>", "").split("</b>")[0] for trace in figure.data]


def test_every_layer_stands_in_a_box_with_its_shape_and_weights():
    figure, told, table = network.network(WINDOW, STACKED, 3, 1, False)
    assert texts(figure) == [
        "Window",
        "LSTM · 8 units",
        "LSTM · 4 units",
        "Last state and mean of all",
        "Dense · 6 units",
        "Forecast · 5 steps",
        "Linear layer",
    ]
    assert "10 × 8 → 10 × 4" in figure.data[2].text[0]
    assert "4 × 8 × (3 + 8 + 1) = 384" in figure.data[1].hovertemplate
    assert "Dropout 0.2" in figure.data[1].hovertemplate
    assert table["Weights"].to_dict() == {"lstm_1": 384, "lstm_2": 208, "head": 54, "forecast": 35, "highway": 70}
    assert figure.layout.title.text == "751 weights from window to forecast"
    assert "10 rows × 3 features → LSTM · 8 units" in told


def test_a_gru_that_reads_both_ways_says_so():
    asked = Network(kind="gru", layers=(Layer(units=8),), bidirectional=True)
    figure, told, _ = network.network(WINDOW, asked, 1, 1, False)
    assert "GRU · 8 units, 10 × 1 → 16, 2 gates + candidate, both ways" in told
    assert "2 gates + candidate, both ways" in figure.data[1].text[0]
    assert "2 × 3 × 8 × (1 + 8 + 2) = 528" in figure.data[1].hovertemplate
    assert "10 × 1 → 16" in figure.data[1].text[0]


def test_arima_stands_beside_the_network_of_the_hybrid():
    hybrid = Network(kind="hybrid", linear=True)
    figure, told, _ = network.network(WINDOW, hybrid, 2, 1, False)
    assert texts(figure)[-2:] == ["ARIMA", "Linear layer"]
    assert "LSTM · 32 units" in texts(figure)
    assert told.endswith("; beside it ARIMA; beside it Linear layer.")


def test_boxes_do_not_overlap():
    figure, *_ = network.network(WINDOW, STACKED, 3, 1, False)
    boxes = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    main = sorted((box.y0, box.y1) for box in boxes if box.x0 == 0)
    assert all(above[1] < below[0] for above, below in pairwise(main))
    assert all(box.x1 <= 1 for box in boxes)


def tried(least: int = 40) -> pd.DataFrame:
    smooth = np.abs(np.arange(60) - least) / 40 + 0.5
    return pd.DataFrame({"rate": np.geomspace(1e-6, 1, 60), "loss": smooth, "smooth": smooth})


@pytest.mark.parametrize(
    ("suggested", "over", "title"),
    [
        (None, False, "The loss while the learning rate grows"),
        (0.0015, True, "The loss falls well at about 0.0015"),
        (None, True, "No learning rate makes the loss fall clearly"),
    ],
)
def test_the_curve_says_what_it_found(suggested, over, title):
    figure, told = rates.rates(tried(), suggested, over, False)
    assert figure.layout.title.text.replace("<br>", " ").startswith(title)
    assert told == f"{title}: from 1.5 to 0.5, 60 batches."
    assert figure.layout.xaxis.type == "log"
    assert len(figure.layout.shapes) == bool(suggested)


def test_both_are_drawn_in_the_dark():
    for dark in (False, True):
        json.loads(network.network(WINDOW, STACKED, 3, 1, dark)[0].to_json())
        json.loads(rates.rates(tried(), 0.001, True, dark)[0].to_json())
    assert network.network(WINDOW, STACKED, 3, 1, True)[0] != network.network(WINDOW, STACKED, 3, 1, False)[0]
