import numpy as np
import pytest

from lstm_core.many import scores, summary


def table(ours, seasonal, best=None):
    best = seasonal if best is None else best
    return scores.table(
        {"series": f"s{at}", "mase": one, "seasonal_mase": two, "baseline_mase": three}
        for at, (one, two, three) in enumerate(zip(ours, seasonal, best, strict=True))
    )


def test_mean_median_and_share_by_hand():
    told = summary.of(table([1.0, 2.0, 6.0], [2.0, 2.0, 5.0]))
    assert (told.series, told.mean, told.median) == (3, 3.0, 2.0)
    assert (told.seasonal.mean, told.seasonal.median) == (3.0, 2.0)
    assert told.seasonal.better == pytest.approx(1 / 3), "a tie is not better"
    assert np.isnan(told.seasonal.wilcoxon), "two series that differ tell nothing"


def test_p_values_of_six_series_that_are_all_better():
    told = summary.of(table([1, 2, 3, 4, 5, 6], [1.1, 2.2, 3.3, 4.4, 5.5, 6.6])).best
    assert told.wilcoxon == pytest.approx(2 / 2**6), "the smallest of the 64 equally likely rank sums, twice"
    assert told.sign == pytest.approx(2 / 2**6)


def test_series_without_scores_are_counted_and_the_sentence_says_what_it_can():
    few = scores.table([{"series": "a", "mase": 0.5, "seasonal_mase": 1.0, "baseline_mase": 1.0}, {"series": "b"}])
    told = summary.of(few)
    assert (told.series, told.left_out) == (1, 1)
    assert "too few series differ to tell skill from luck" in summary.sentence(told, "lstm")
    assert summary.sentence(summary.of(few[1:]), "lstm") == "No series has scores yet."
    better = summary.of(table([1, 2, 3, 4, 5, 6], [1.1, 2.2, 3.3, 4.4, 5.5, 6.6]))
    assert "better over all, which is unlikely to be luck" in summary.sentence(better, "gru")
    worse = summary.of(table([1.1, 2.2, 3.3, 4.4, 5.5, 6.6], [1, 2, 3, 4, 5, 6]))
    assert "worse over all" in summary.sentence(worse, "lstm")


def test_m4_hourly_is_known_by_the_names_of_its_series():
    names = [f"H{number}" for number in range(1, 415)]
    assert summary.is_m4_hourly(names)
    assert not summary.is_m4_hourly(names[:-1])
