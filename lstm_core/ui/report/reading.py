"""A run with a forecast, read once for all parts of the page."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from lstm_core.evaluation import intervals, scoring, verdict
from lstm_core.results import Verdict
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.specs import Experiment
from lstm_core.ui import finished, state, workspaces
from lstm_core.ui.charts import style
from lstm_core.ui.report import choices
from lstm_core.ui.sharing import links


@dataclass(frozen=True)
class Reading:
    """What a run left behind, with bands as chosen on the page.

    `ours` is the name of the run's own model in both tables. `fitted` says for each statistical method that was asked
    for what it was found to be, or why it is left out; empty until one asks.
    """

    record: Record
    asked: Experiment
    backtest: pd.DataFrame
    future: pd.DataFrame
    ours: str
    verdict: Verdict | None
    fitted: dict[str, str]
    chosen: choices.Chosen

    @property
    def name(self) -> str:
        """Our model's name on screen."""
        return style.name(self.ours)

    @property
    def steps(self) -> int:
        """How many steps ahead the longer forecasts of the test part reach."""
        return int(self.rows("multi_step").step.max())

    @property
    def is_one_path(self) -> bool:
        """Whether all of the test part was forecast from one origin."""
        return self.rows("multi_step").origin.nunique() == 1

    @property
    def rival(self) -> str:
        """The baseline that the verdict compares with; the naive one where there is no verdict."""
        return self.verdict.baseline if self.verdict else "naive"

    @property
    def drawn(self) -> set[str]:
        """The models that charts show at once; the others wait in the legend."""
        return {self.ours, "arima" if self.ours == "hybrid" else "naive", self.rival, *self.fitted}

    @cached_property
    def pieces(self) -> dict[tuple, pd.DataFrame]:
        """The backtest by part, mode and model: parted once, because a long one is slow to search."""
        return dict(iter(self.backtest.groupby(["part", "mode", "model"], sort=False)))

    def tested(self, mode: str) -> pd.DataFrame:
        """Every model's backtest of the test part in one mode."""
        return pd.concat([self.pieces["test", mode, model] for model in self.models()])

    def rows(self, mode: str, model: str | None = None, part: str = "test") -> pd.DataFrame:
        """The backtest of one model, by default ours, in one part and mode."""
        return self.pieces[part, mode, model or self.ours]

    def without_band(self, mode: str) -> str | None:
        """Why our forecasts of this mode have no band; None where they have one."""
        return intervals.why_none(pd.concat([self.rows(mode), self.rows(mode, part="validation")]), self.chosen.level)

    def models(self) -> list[str]:
        """All models of the test part, ours first, the others in the order of the legend."""
        there = {model for _, _, model in self.pieces}
        known = [model for model in style.NAMES if model in there and model != self.ours]
        return [self.ours, *known, *sorted(there - {self.ours, *known})]

    def scores(self, model: str, mode: str) -> dict[str, float]:
        """Every metric of a model on the test part, all steps together."""
        return {
            score.metric: score.value for score in scoring.of_rows(self.rows(mode, model), "test", model, mode, None)
        }


def chosen(run_id: str | None) -> Record | None:
    """The run in the address if it has a forecast, else the newest one that has; None if there is none."""
    if run_id is not None:
        record = store.open_run(workspaces.home(), run_id)
        if record.has_forecast:
            return record
        st.info("The run in the address has no forecast yet; this is the newest one that has.", icon=":material/info:")
    newest = next((record for record in store.recent(workspaces.home(), 50) if record.has_forecast), None)
    if newest:
        links.here(**{state.RUN: newest.id})  # it is another one tomorrow
    return newest


def of(record: Record) -> Reading:
    """The run's tables, verdict and name, with the bands and the methods that the page has chosen."""
    asked, how = record.experiment, choices.now()
    beside = state.compared() == (record.id, True)
    backtest, future = finished.tables(record, how.level, how.adaptive, beside)
    return Reading(
        record=record,
        asked=asked,
        backtest=backtest,
        future=future,
        ours=asked.network.kind,
        verdict=verdict.judge(backtest, asked.network.kind) if beside else record.verdict,
        fitted=finished.statistical(record) if beside else {},
        chosen=how,
    )
