"""What comes next in a sequence of symbols: chances as bars, and notes over time."""

from collections.abc import Sequence

import plotly.graph_objects as go

from lstm_core.ui.charts import frame, style

SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SPACE = "(space)"


def chances(
    likeliest: Sequence[tuple[str, float]], begun: str, loss: float | None, dark: bool
) -> tuple[go.Figure, str]:
    """The likeliest next symbols, the likeliest on top; and the finding as a sentence."""
    names = [SPACE if symbol == " " else "(end)" if symbol == "." else frame.literal(symbol) for symbol, _ in likeliest]
    shares = [share for _, share in likeliest]
    figure = go.Figure(
        go.Bar(
            x=shares,
            y=names,
            orientation="h",
            marker={"color": style.palette(dark).brand},
            text=[f"{share:.0%}" if share >= 0.005 else "<1%".replace("<", "&lt;") for share in shares],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    figure.update_xaxes(range=[0, 1.12], tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1], showspikes=False)
    figure.update_yaxes(autorange="reversed", tickfont={"size": 14, "color": style.palette(dark).ink})
    figure.update_layout(bargap=0.35, hovermode=False)
    title = f"“{begun[-34:]} …”"
    note = "" if loss is None else f"The chance of each next one. Loss so far: {loss:.2g}"
    told = f"After “{begun}” comes {names[0]} with a chance of {shares[0]:.0%}."
    return frame.finish(figure, title, dark, height=44 * len(names) + 30, note=note), told


def notes(given: Sequence[str], played: Sequence[str], begun: int, dark: bool) -> tuple[go.Figure, str]:
    """A melody as written and as played, pitch over beats; the first `begun` notes were given."""
    colours = style.palette(dark)
    figure = go.Figure()
    for name, melody, pen in (
        ("As it was written", given, {"color": colours.muted, "width": 9}),
        ("The network", played, {"color": colours.brand, "width": 3}),
    ):
        across, heights, names = lines(melody)
        figure.add_scatter(x=across, y=heights, name=name, mode="lines", line=pen, text=names, hovertemplate="%{text}")
    figure.data[0].opacity = 0.4
    start = sum(beats(note) for note in played[:begun])
    figure.add_vline(x=start, line={"color": colours.border, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=start,
        y=1,
        yref="paper",
        text="on its own",
        showarrow=False,
        xanchor="left",
        xshift=4,
        yanchor="top",
        font={"size": 12, "color": colours.muted},
    )
    pitches = sorted({note.partition(":")[0] for note in (*given, *played)}, key=height)
    figure.update_yaxes(tickvals=[height(pitch) for pitch in pitches], ticktext=pitches)
    figure.update_xaxes(title_text="Beats", showspikes=False)
    figure.update_layout(hovermode="closest")
    right = sum(one == other for one, other in zip(given[begun:], played[begun:], strict=False))
    whole = len(given) - begun
    title = f"{right} of {whole} notes on its own are those of the melody"
    return frame.finish(figure, title, dark, height=240), f"{title}."


def lines(melody: Sequence[str]) -> tuple[list, list, list]:
    """Each note as a level line from its beginning to just before its end, with gaps between.

    >>> lines(["C4:1", "D4:2"])[:2]
    ([0, 0.85, None, 1.0, 2.85, None], [48, 48, None, 50, 50, None])
    """
    across, heights, names, now = [], [], [], 0
    for note in melody:
        end = now + beats(note)
        across += [now, end - 0.15, None]
        heights += [height(note), height(note), None]
        names += [note.partition(":")[0]] * 3
        now = end
    return across, heights, names


def height(note: str) -> int:
    """A note's semitones above C0."""
    return 12 * int(note[1]) + SEMITONES[note[0]]


def beats(note: str) -> float:
    """How long a note lasts."""
    return float(note.partition(":")[2])
