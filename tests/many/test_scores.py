import numpy as np
import pandas as pd
import pytest

from lstm_core.many import scores


def backtest(name: str, error: float, scale: float = 1.0, origins: int = 2) -> pd.DataFrame:
    """Truth is 0; the network errs by `error`, drift by 1 on validation and 4 on test, the others by 2 on both."""
    rows = []
    for part in ("validation", "test"):
        for model in ("lstm", "naive", "drift", "seasonal_naive", "moving_average"):
            off = {"lstm": error, "drift": 1.0 if part == "validation" else 4.0}.get(model, 2.0)
            rows += [
                {"part": part, "model": model, "origin": at, "step": step, "actual": 0.0, "forecast": off}
                for at in range(origins)
                for step in (1, 2)
            ]
    return pd.DataFrame(rows).assign(series=name, scale=scale, mode="multi_step")


def test_skill_is_against_the_method_that_was_best_on_validation_and_mase_by_the_own_scale():
    tested, _ = scores.with_bands(pd.concat([backtest("a", 1.0), backtest("b", 6.0, scale=2.0)]), "lstm")
    told = scores.of_backtest(tested, "lstm").set_index("series")
    assert told.baseline.tolist() == ["drift", "drift"]
    assert told.skill.tolist() == [0.75, -0.5]
    assert told.mase.tolist() == [1.0, 3.0]
    assert told.seasonal_mase.tolist() == [2.0, 1.0]


def test_what_is_not_defined_is_nan():
    constant = backtest("c", 0.0, scale=0.0).assign(forecast=0.0)
    tested, radii = scores.with_bands(constant, "lstm")
    told = scores.of_backtest(tested, "lstm").iloc[0]
    assert np.isnan([told.skill, told.mase, told.coverage]).all()
    assert tested.lower.isna().all()
    assert radii.empty


def test_the_band_is_the_conformal_quantile_of_all_series_in_units_of_each_scale():
    # 20 series, whose errors on validation are 1 to 20 times their scale: the 19th of 20 at 90%.
    parts = [backtest(f"s{at}", at * 10.0, scale=10.0, origins=1) for at in range(1, 21)]
    tested, radii = scores.with_bands(pd.concat(parts), "lstm")
    assert radii.tolist() == [19.0, 19.0]
    ours = tested[(tested.model == "lstm") & (tested.part == "test")]
    assert (ours.upper - ours.forecast == 190.0).all()
    assert tested[tested.model != "lstm"].lower.isna().all()
    future = scores.ahead_with_bands(ours.assign(forecast=5.0), "lstm", radii)
    assert (future.upper == 195.0).all()
    few, none = scores.with_bands(pd.concat(parts[:19]), "lstm")
    assert few.upper.isna().all(), "19 errors are too few for a band"
    assert none.isna().all()


def test_series_without_scores_stand_in_their_place_with_the_reason():
    rows = scores.table([{"series": "b", "mase": 1.0}, {"series": "c", "mase": 2.0}])
    whole = scores.together(rows, scores.left_out({"a": "Too short."}), ["a", "b", "c"])
    assert whole.series.tolist() == ["a", "b", "c"]
    assert whole.why.tolist() == ["Too short.", None, None]
    assert whole.mase.tolist()[1:] == pytest.approx([1.0, 2.0])
