"""What the output feels of each earlier step, on a logarithmic axis; and the losses of the three networks."""

import math

import plotly.graph_objects as go

from lstm_core.ui.charts import frame as framing
from lstm_core.ui.charts import race, scrubbing, style

LEAST = 1e-12  # below it everything counts as gone: the axis need not follow a gradient to 1e-40


def gradients(frames: list[dict], over: bool, dark: bool) -> tuple[go.Figure, str]:
    """The newest of a lab's frames, with the film of all where it is `over`; and the finding as a sentence."""
    last = frames[-1]
    steps = len(last["LSTM"]["felt"])
    ago = list(range(steps - 1, -1, -1))
    figure = go.Figure()
    for kind in race.KINDS:
        figure.add_scatter(
            x=ago,
            y=drawn(last[kind]["felt"]),
            name=kind,
            mode="lines",
            line=race.pen(kind, dark)["line"],
            hovertemplate="%{y:.2e}",
        )
    # One scale for the whole film, so that a curve that falls can be seen to fall.
    seen = [value for frame in frames for kind in race.KINDS for value in drawn(frame[kind]["felt"]) if value]
    powers = spanned(seen)
    figure.update_xaxes(title_text="Steps before the output", autorange="reversed", hoverformat="d")
    figure.update_yaxes(type="log", range=powers, title_text="Gradient of the output", exponentformat="power", dtick=2)
    title, told = "How much the output still feels", finding(last)
    framing.finish(figure, title, dark, height=360, note=f"After batch {last['batch']:,}, the newest: {told}")
    if over and len(frames) > 1:
        labels = [f"After batch {frame['batch']:,}" for frame in frames]
        moving = [[{"y": drawn(frame[kind]["felt"])} for kind in race.KINDS] for frame in frames]
        scrubbing.film(figure, moving, labels, dark)
    return figure, f"{title}: {told}"


def drawn(felt: list[float | None]) -> list[float | None]:
    """The gradients that a logarithmic axis can show."""
    return [value if value and value > LEAST else None for value in felt]


def spanned(seen: list[float]) -> list[float]:
    """The powers of ten that the axis spans."""
    if not seen:
        return [-6, 0]
    return [math.floor(math.log10(min(seen))), math.ceil(math.log10(max(seen))) + 0.1]


def finding(frame: dict) -> str:
    """How much of the last step's gradient the first step has, by network."""
    return "; ".join(f"{kind}: {left(frame[kind]['felt'])}" for kind in reversed(race.KINDS)) + "."


def left(felt: list[float | None]) -> str:
    """The oldest step's gradient against the newest one's, in words.

    >>> left([0.001, 0.01, 0.1]), left([50.0, 7.0, 1.0]), left([None, None]), left([0.0, 0.0])
    ('1% left 2 steps back', '50 times as large 2 steps back', 'exploded', 'nothing left')
    """
    if any(value is None for value in felt):
        return "exploded"
    if not felt[-1]:
        return "nothing left"
    share, steps = felt[0] / felt[-1], len(felt) - 1
    return (
        f"{share:,.0f} times as large {steps} steps back"
        if share > 1
        else f"{100 * share:.2g}% left {steps} steps back"
    )


def losses(frames: list[dict], dark: bool) -> tuple[go.Figure, str]:
    """The loss of each network over the batches; a line that ends has exploded."""
    figure = go.Figure()
    for kind in race.KINDS:
        figure.add_scatter(
            x=[frame["batch"] for frame in frames],
            y=[frame[kind]["loss"] for frame in frames],
            name=kind,
            mode="lines",
            line=race.pen(kind, dark)["line"],
            hovertemplate=f"%{{y:{style.DIGITS}}}",
        )
    seen = [frame[kind]["loss"] for frame in frames for kind in race.KINDS if frame[kind]["loss"]]
    wide = seen and max(seen) > 50 * min(seen)
    figure.update_xaxes(title_text="Batch", rangemode="tozero")
    figure.update_yaxes(title_text="Loss", type="log" if wide else "linear")
    told = ", ".join(f"{kind} {loss:.3g}" for kind in race.KINDS if (loss := frames[-1][kind]["loss"]) is not None)
    return framing.finish(figure, "What they learn of it", dark, height=200), f"The losses now: {told or 'none left'}."
