"""What the mistaken dashboard tells beside what is true, the two charts, and each mistake in words."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from lstm_core.evaluation import verdict
from lstm_core.ui import look, notices, words
from lstm_core.ui.charts import pitfalls as charts
from lstm_core.ui.pitfalls import asking, mistakes

if TYPE_CHECKING:
    from lstm_core.labs.asked import Pitfalls

STYLE = """<style>
.st-key-wrong-score, .st-key-wrong-on-purpose, .st-key-wrong-on-purpose-seeds {
  background: repeating-linear-gradient(45deg, light-dark(#9a4a1624, #e39a5e2e) 0 5px, transparent 5px 14px);
  border: 2px dashed light-dark(#9a4a16, #e39a5e); border-radius: 6px; padding: 1rem; }
.st-key-true-score { border: 2px solid light-dark(#0b6b66, #4fcdbf); border-radius: 6px; padding: 1rem; }
</style>"""
HARDLY = {"r2": 0.02, "skill": 0.05}  # what differs by less has hardly changed
LIFTED = {"r2": "R²", "skill": "skill over the last value"}


def show(asked: "Pitfalls", wrong: tuple[str, ...], frames: list[dict]) -> None:
    """The answer in one sentence, both scores, both charts, and where the numbers come from."""
    steps = 20 if "one_step_as_long" in wrong else 1
    true = next(frame for frame in frames if frame["kind"] == "true" and frame["steps"] == steps)
    reported = frames[-1]
    st.html(STYLE)
    st.markdown(f"**{notices.plain(finding(wrong, reported, true, elsewhere(asked)))}**")
    left, right = st.columns(2, gap="medium")
    with left, st.container(key="wrong-score" if wrong else "reported-score"):
        st.markdown(f":material/warning: **{charts.MARK}** · reported" if wrong else "**Reported**, no mistake made")
        claims(reported["scores"]["lstm"], wrong)
    with right, st.container(key="true-score"):
        st.markdown(":material/check: **True score** of the same network without the mistakes")
        claims(true["scores"]["lstm"], wrong, true["scores"]["naive"])
        st.markdown(notices.plain(true["verdict"]["sentence"]))
    left, right = st.columns(2, gap="medium")
    with left:
        mistaken(reported, wrong)
    with right:
        honest(true)
    if "best_of_seeds" in wrong:
        told = [frame for frame in frames if frame["kind"] == "seed"]
        table = pd.DataFrame(told).drop(columns="kind").assign(Mark=charts.MARK).set_index("Mark")
        alt = f"Test scores of {len(told)} networks that differ in their seed alone; the best one is shown."
        look.chart(charts.seeds(told, look.dark()), "wrong on purpose seeds", alt, table)
    with st.expander("All numbers, and where they come from", icon=":material/table:", key="pitfall numbers"):
        look.read(table_of(reported, true, bool(wrong)))
        st.caption(origin(asked, reported, true))
    tried(asked)


def finding(wrong: tuple[str, ...], reported: dict, true: dict, hint: str = "") -> str:
    """What the mistakes did on this series, in a sentence or two; the `hint` where they did little.

    >>> told = {"lstm": {"r2": 0.98, "skill": -0.4, "accuracy": 99.0}, "naive": {"r2": 0.99, "accuracy": 99.5}}
    >>> honest = {"lstm": {"r2": 0.41, "skill": -1.5, "accuracy": 97.0}, "naive": {"r2": 0.97, "accuracy": 99.4}}
    >>> finding(("shuffled",), {"scores": told}, {"scores": honest, "steps": 1})
    'On this series the mistake lifts R² from 0.41 to 0.98 and skill over the last value from −150% to −40%.'
    >>> finding(("no_baseline",), {"scores": told}, {"scores": told, "steps": 1})
    'R² 0.98 sounds like a good forecast; repeating the last value scores 0.99 on the same rows.'
    """
    if not wrong:
        return "No mistake is made: what is reported is what is true. Switch one on."
    ours, theirs, plain = reported["scores"]["lstm"], true["scores"]["lstm"], reported["scores"]["naive"]
    if "accuracy" in wrong:
        claim = f"“{percent(ours, 'accuracy')} accurate”: repeating the last value is {percent(plain, 'accuracy')}"
        said = [f"{claim} accurate on the same rows."]
    elif "no_baseline" in wrong:
        sounds = "sounds like a good forecast" if (ours["r2"] or 0) > 0.8 else "stands alone"
        rival = f"repeating the last value scores {rounded(plain, 'r2')} on the same rows"
        said = [f"R² {rounded(ours, 'r2')} {sounds}; {rival}."]
    else:
        said = []
    others = [name for name in wrong if name not in ("accuracy", "no_baseline")]
    if not others:
        return said[0]
    many = f"the {'other ' if said else ''}mistake{'s' if len(others) > 1 else ''}"
    gains = {name: ours[name] - theirs[name] for name in HARDLY if ours[name] is not None and theirs[name] is not None}
    lifts = [
        f"{LIFTED[name]} from {rounded(theirs, name)} to {rounded(ours, name)}"
        for name, gain in gains.items()
        if gain > HARDLY[name]
    ]
    if lifts:
        verb = "lift" if len(others) > 1 else "lifts"
        far = f", against the truth of {true['steps']} rows ahead" if true["steps"] > 1 else ""
        said.append(f"On this series {many} {verb} {' and '.join(lifts)}{far}.")
    else:
        worse = all(gain < -HARDLY[name] for name, gain in gains.items()) and gains
        how = "make the score worse, by chance" if worse else "hardly change the score"
        how = how if len(others) > 1 else how.replace("make", "makes").replace("change", "changes")
        said.append(f"On this series {many} {how}{hint}.")
    return " ".join(said)


def elsewhere(asked: "Pitfalls") -> str:
    """Where a mistake that changes little here changes much."""
    if "scaled_on_all" in asked.mistakes and (asked.source, asked.learns) != ("growth", "level"):
        return ": what the scaler knows matters where a series leaves its old range. Try the growing walk, at the level"
    if "peeking" in asked.mistakes and asked.learns == "level":
        return ". Let the network learn the change: there the leak shows most"
    return ""


def claims(scores: dict, wrong: tuple[str, ...], naive: dict | None = None) -> None:
    """The numbers as this kind of dashboard tells them; with `naive`, the last value's beside each."""
    with st.container(horizontal=True):
        if "accuracy" in wrong:
            st.metric("“Accuracy”", percent(scores, "accuracy"), beside(naive, "accuracy"), **QUIET)
        st.metric("R²", rounded(scores, "r2"), beside(naive, "r2"), **QUIET)
        if "no_baseline" not in wrong or naive:
            st.metric(
                "Skill over the last value", rounded(scores, "skill"), "last value: 0%" if naive else None, **QUIET
            )


QUIET = {"delta_color": "off", "delta_arrow": "off"}


def beside(naive: dict | None, name: str) -> str | None:
    """The last value's own score, in words."""
    if naive is None:
        return None
    return f"last value: {percent(naive, name) if name == 'accuracy' else rounded(naive, name)}"


def mistaken(told: dict, wrong: tuple[str, ...]) -> None:
    """The chart as the mistaken dashboard draws it, in every copy marked as wrong."""
    rows = len(told["time"])
    title = f"Forecast of the next {rows} rows" if "one_step_as_long" in wrong else f"Forecast, {rows} test windows"
    rival = None if "no_baseline" in wrong else "naive"
    figure = charts.forecast(told, look.dark(), title, rival)
    if wrong:
        charts.marked(figure, look.dark())
    mark = f"{charts.MARK}: " if wrong else ""
    alt = f"{mark}Forecast against truth with R² {rounded(told['scores']['lstm'], 'r2')}"
    key = "wrong on purpose" if wrong else "reported"
    look.chart(figure, key, alt, charts.table(told, rival, bool(wrong)))


def honest(told: dict) -> None:
    """The true forecasts beside the best simple method, from rolling origins."""
    steps, rival = told["steps"], told["verdict"]["baseline"]
    title = "Honest: one step ahead" if steps == 1 else f"Honest: {steps} rows ahead from each origin"
    figure = charts.forecast(told, look.dark(), title, rival, steps)
    look.chart(figure, "honest", told["verdict"]["sentence"], charts.table(told, rival, False))


def table_of(reported: dict, true: dict, marked: bool) -> pd.DataFrame:
    """R², skill and accuracy: reported, true, and of the last value on the rows of each."""
    mark = f"{charts.MARK}: " if marked else ""
    rows = {
        f"{mark}reported": reported["scores"]["lstm"],
        f"{mark}last value on those windows": reported["scores"]["naive"],
        "True": true["scores"]["lstm"],
        "Last value on the test part": true["scores"]["naive"],
    }
    told = pd.DataFrame(rows, dtype=float).T.round(4)
    names = {"r2": "R²", "skill": "Skill over the last value", "accuracy": "100 − MAPE"}
    return told.rename(columns=names).rename_axis("Score")


def tried(asked: "Pitfalls") -> None:
    """What the mistakes made so far did on this series, the largest R² first."""
    title = "All that was tried on this series"
    box = st.expander(title, icon=":material/history:", key="pitfalls tried", on_change="rerun")
    if not box.open:
        return
    titles = {mistake.name: mistake.title for mistake in mistakes.MISTAKES}
    rows = {
        " + ".join(titles[name] for name in made) or "None": {
            "R²": frame["scores"]["lstm"]["r2"],
            "Skill over the last value": frame["scores"]["lstm"]["skill"],
            "Mark": charts.MARK if made else "honest",
        }
        for made, frame in asking.tried(asked).items()
    }
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("Mistakes of teaching")
    with box:
        look.read(table.sort_values("R²", ascending=False).round(4))


def origin(asked: "Pitfalls", reported: dict, true: dict) -> str:
    """How the numbers came about."""
    ahead = "1 row" if true["steps"] == 1 else f"{true['steps']} rows, each answer fed back in,"
    rival = verdict.IN_WORDS[true["verdict"]["baseline"]]
    return (
        "Computed, nothing is scripted: an LSTM of 16 units sees 20 rows of the series and of its moving average over"
        f" 5, and is trained for 40 epochs. Reported: seed {reported['seed']}, {len(reported['time'])} windows as the"
        f" mistakes leave them, one step ahead. True: seed {asked.seed}, trained on the first 60% of the rows, every"
        f" origin of the last 25%, {ahead} ahead, beside {rival}, the best simple method on the 15% between them."
    )


def lessons(wrong: tuple[str, ...]) -> None:
    """For each mistake that is made: what it is, how to notice it, and what is done here instead."""
    for mistake in mistakes.MISTAKES:
        if mistake.name in wrong:
            st.subheader(mistake.title)
            st.markdown(
                f"{mistake.what}\n\n**How to notice it.** {mistake.notice}\n\n**Here instead.** {mistake.instead}"
            )


def rounded(scores: dict, name: str) -> str:
    """R² with two digits or three near 1, skill in percent, `not defined` where it is not."""
    value = scores.get(name)
    if value is None:
        return words.UNDEFINED
    if name == "skill":
        return f"{100 * value:.0f}%".replace("-", "−")
    return f"{value:.3f}".rstrip("0").replace("-", "−") if value > 0.9 else f"{value:.2f}".replace("-", "−")


def percent(scores: dict, name: str) -> str:
    """A share that is in percent already."""
    value = scores.get(name)
    return words.UNDEFINED if value is None else f"{value:.1f}%"
