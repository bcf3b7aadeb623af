"""How we know: what was fitted on what, and the tests that show it on these data."""

import streamlit as st

from lstm_core.runs import store
from lstm_core.specs import Experiment
from lstm_core.ui import notices, proofs
from lstm_core.ui.report.reading import Reading


def tell(reading: Reading) -> None:
    """One sentence for each thing that was fitted, and the button that proves it."""
    experiment, chosen = reading.asked, reading.chosen
    scaler = store.files.read_object(reading.record.folder / "scaler.json")
    follows = " and then follows the test part's own as they become known" if chosen.adaptive else ""
    with st.expander("How we know", icon=":material/verified:"):
        st.markdown(
            "- Rows were split by time. No value of the test period was seen in training, in scaling or in choosing"
            " anything.\n"
            f"- Scaling ({scaler.get('kind', '?')}) was fitted on the training part only;"
            f" {scaler.get('warm_up', 0):,} warm-up rows were dropped.\n"
            "- Early stopping, the best baseline and the width of the band came from the validation part.\n"
            f"- Seasonal naive repeats the last {scaler.get('season', 1)} rows, a period found on the training part.\n"
            f"- The band is split-conformal: its width comes from validation errors{follows}. It aims at"
            f" {chosen.level:.0%}, and its measured coverage stands in the table."
            + "".join(
                f"\n- {line}"
                for line in (
                    *learnt_as(experiment, scaler),
                    *linear_part(scaler),
                    *blended(scaler),
                    *along_the_path(experiment, scaler),
                )
            )
        )
        proofs.of_run(experiment)


def learnt_as(experiment: Experiment, scaler: dict) -> list[str]:
    """The form in which the target was learnt, where validation was asked; nothing where there was no choice."""
    if experiment.data.preparation.learn_as != "auto" or not experiment.network.linear:
        return []
    if scaler.get("learn_as") == "log":
        return [
            "The network learnt the logarithm: on the validation part a linear regression of logarithms erred less than"
            " one of levels. Forecasts and errors are in the series' own units."
        ]
    return [
        "The network learnt the level: on the validation part no logarithm was seen to be better, or the values before"
        " the test part have none."
    ]


def linear_part(scaler: dict) -> list[str]:
    """What the ARIMA of ARIMA + LSTM was fitted on; nothing for a network alone."""
    if "arima" not in scaler:
        return []
    return [
        f"The linear part is {notices.plain(scaler['arima']['model'])}, its orders chosen on the training part. The"
        " network learnt from its errors on rows to which it had not been fitted; forecasts use its fit to the whole"
        " training part, carried forward and never fitted again."
    ]


BLENDED = {
    "network": "the network as it was trained",
    "ridge": "a linear regression (ridge)",
    "last": "the last value",
    "season": "the last season",
    "average": "the moving average",
    "drift": "the training part's trend",
    "arima": "ARIMA alone",
}


def blended(scaler: dict) -> list[str]:
    """What the network's weights were made of after training; nothing where it was left as it was.

    >>> blended({"blend": {"network": 0.8, "last": 0.2}})[0][:79]
    'The forecast is 80% the network as it was trained and 20% the last value: of al'
    """
    if "blend" not in scaler:
        return []
    shares = " and ".join(f"{share:.0%} {BLENDED[name]}" for name, share in scaler["blend"].items())
    return [
        f"The forecast is {shares}: of all such mixtures the one that erred least on the validation part, or a simple"
        " method alone where no mixture beat it by more than noise. The mixture is part of the saved network."
    ]


def along_the_path(experiment: Experiment, scaler: dict) -> list[str]:
    """What the network was given for the steps ahead, besides the past: one sentence each."""

    def listed(columns: list[str]) -> str:
        return ", ".join(f"“{notices.plain(column[:60])}”" for column in columns)

    told, known = [], scaler.get("known_ahead", [])
    if experiment.window.strategy == "recursive" and (experiment.features.columns or experiment.features.indicators):
        told.append("Indicators were recomputed from the forecast path.")
        forecast = scaler.get("outputs", [])[1:]
        held = [column for column in experiment.features.columns if column not in (*known, *forecast)]
        if forecast:
            told.append(f"The network forecast {listed(forecast)} beside the target, and these were fed back too.")
        if held:
            told.append(f"Along the forecast {listed(held)} were held at their last value.")
    if known:
        told.append(f"Known in advance, and given for the steps ahead too: {listed(known)}.")
    if scaler.get("held"):
        told.append(f"The data end before the last step ahead for {listed(scaler['held'])}: the last value stood in.")
    return told
