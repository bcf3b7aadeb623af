"""What runs and groups of runs are called."""

from collections import Counter
from collections.abc import Callable, Iterable

from lstm_core import presets, specs
from lstm_core.runs.listing import Listed
from lstm_core.ui import design, words
from lstm_core.ui.charts import style, tables


def run(one: Listed) -> str:
    """The name that a person gave the run, else its recipe."""
    if one.about.name:
        return one.about.name
    if one.asked is None:
        return "Damaged run"
    recipe = presets.PRESETS.get(one.asked.preset)
    return recipe.title if recipe else "Own design"


def full(one: Listed) -> str:
    """A run among all others: its name and what it forecasts."""
    return f"{run(one)} · {one.asked.data.name} · {one.asked.data.target}"[:80] if one.asked else run(one)


def apart(runs: Iterable[Listed], say: Callable[[Listed], str] = run) -> dict[str, str]:
    """By run, what is said of it; those that would be called alike have the end of their id."""
    said = {one.id: say(one) for one in runs}
    often = Counter(said.values())
    return {run_id: f"{name} ({run_id[-6:]})" if often[name] > 1 else name for run_id, name in said.items()}


def groups(runs: Iterable[Listed]) -> dict[str, tuple]:
    """Groups by what their runs share, in words; the group with the newest run first."""
    first = {one.group: one for one in reversed(list(runs)) if one.group}
    newest = sorted(first, key=lambda group: first[group].id, reverse=True)
    return dict(zip(tables.numbered([shared(first[group].asked) for group in newest]), newest, strict=True))


def shared(asked: specs.Experiment) -> str:
    """What makes runs comparable: the data, the target, the horizon and the split."""
    ahead = "the whole test" if asked.window.whole_test else words.count(asked.window.horizon, "step") + " ahead"
    parts = ", ".join(f"{name} {border(asked.split, name)}" for name in ("validation", "test"))
    return f"{asked.data.name[:40]} · {asked.data.target[:40]} · {ahead} · {parts}"


def border(split: specs.Split, part: str) -> str:
    """How large a part is, or where it begins.

    >>> border(specs.Split(), "test"), border(specs.Split(test_size=90), "test")
    ('15%', '90 rows')
    """
    start, size = getattr(split, f"{part}_from"), getattr(split, f"{part}_size")
    if start:
        return f"from {start}"
    return f"{100 * size:.3g}%" if isinstance(size, float) else f"{size:,} rows"


def network(asked: specs.Experiment) -> str:
    """The network in a few words: `LSTM 64 + 32, linear layer`."""
    told = [f"{style.name(asked.network.kind)} {' + '.join(str(layer.units) for layer in asked.network.layers)}"]
    told += [design.TITLES[name] for name in ("bidirectional", "linear") if getattr(asked.network, name)]
    return ", ".join(told)
