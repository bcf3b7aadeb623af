"""A network that has learnt a sequence of symbols, answering in the page: NumPy alone, no worker is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.errors import BadSetting, DamagedRun
from lstm_core.inside import cells

CONTEXT = 60  # symbols that are read again for each new one
DIGITS = 4  # that a weight is kept with: the chances change in their fourth digit


@dataclass(frozen=True)
class Speaker:
    """Weights as Keras has them: an LSTM's kernel, recurrent kernel and bias; a dense layer's kernel and bias."""

    symbols: tuple[str, ...]
    weights: tuple[np.ndarray, ...]

    def chances(self, said: Sequence[str], temperature: float = 1.0) -> np.ndarray:
        """How likely each symbol comes next, (symbols,); a temperature below 1 sharpens, 0 leaves the likeliest one."""
        kernel, recurrent, bias, out, beside = self.weights
        read = np.eye(len(self.symbols))[numbers(said[-CONTEXT:], self.symbols)][None]
        logits = cells.lstm(read, kernel, recurrent, bias)["hidden_state"][0, -1] @ out + beside
        if temperature == 0:
            return (logits == logits.max()).astype(float)
        shares = np.exp((logits - logits.max()) / temperature)
        return shares / shares.sum()

    def likeliest(self, said: Sequence[str], count: int = 5) -> list[tuple[str, float]]:
        """The `count` likeliest next symbols with their chances, the likeliest first."""
        chances = self.chances(said)
        return [(self.symbols[at], round(float(chances[at]), 4)) for at in np.argsort(-chances, kind="stable")[:count]]

    def goes_on(self, said: Sequence[str], count: int, temperature: float, seed: int) -> list[str]:
        """So many more symbols, each drawn by its chance and read in turn."""
        rng, row = np.random.default_rng(seed), list(said)
        for _ in range(count):
            row.append(self.symbols[rng.choice(len(self.symbols), p=self.chances(row, temperature))])
        return row[len(said) :]

    def as_told(self) -> dict:
        """The speaker as JSON."""
        return {"symbols": self.symbols, "weights": [rounded(array).tolist() for array in self.weights]}


def told(frame: dict) -> Speaker:
    """The speaker that a frame tells of. Raises DamagedRun for one that is not whole."""
    try:
        symbols = tuple(map(str, frame["symbols"]))
        weights = tuple(np.array(array, dtype=float) for array in frame["weights"])
        kernel, recurrent, bias, out, beside = (array.shape for array in weights)
    except (KeyError, TypeError, ValueError) as damage:
        raise DamagedRun("What this lab learnt is damaged. Play it again.") from damage
    count, units = len(symbols), len(weights[1])
    expected = ((count, 4 * units), (units, 4 * units), (4 * units,), (units, count), (count,))
    if (kernel, recurrent, bias, out, beside) != expected:
        raise DamagedRun("What this lab learnt is damaged. Play it again.")
    return Speaker(symbols, weights)


def numbers(said: Sequence[str], symbols: Sequence[str]) -> list[int]:
    """The number of each symbol. Raises BadSetting for one that was never learnt."""
    known = {symbol: number for number, symbol in enumerate(symbols)}
    for symbol in said:
        if symbol not in known:
            raise BadSetting(f"The network has never seen “{symbol[:40]}”. Use only what stands in the text.")
    return [known[symbol] for symbol in said]


def rounded(array: np.ndarray) -> np.ndarray:
    """The weights with as many digits as are kept."""
    return np.round(array.astype(float), DIGITS)
