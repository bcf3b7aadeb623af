"""Notes as sound: a plucked tone of a few overtones, as the bytes of a WAV file."""

import io
import wave
from collections.abc import Sequence

import numpy as np

RATE = 22_050  # samples a second
BEAT = 0.4  # seconds
OVERTONES = (1.0, 0.4, 0.2, 0.1)
STEPS = {"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}  # from A, in semitones


def of(notes: Sequence[str]) -> bytes:
    """A WAV file, mono, 16 bit, of notes such as `E4:1.5`."""
    heard = np.concatenate([tone(pitch(note), beats(note)) for note in notes])
    told = io.BytesIO()
    with wave.open(told, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((heard * 20_000).astype("<i2").tobytes())
    return told.getvalue()


def pitch(note: str) -> float:
    """The frequency of a note in Hz, equal temperament.

    >>> pitch("A4:1"), round(pitch("C4:1"), 2)
    (440.0, 261.63)
    """
    return 440.0 * 2.0 ** (int(note[1]) - 4 + STEPS[note[0]] / 12)


def beats(note: str) -> float:
    """How long a note lasts.

    >>> beats("D4:0.5")
    0.5
    """
    return float(note.partition(":")[2])


def tone(frequency: float, lasting: float) -> np.ndarray:
    """One tone between -1 and 1 that fades, (samples,)."""
    seconds = np.arange(round(lasting * BEAT * RATE)) / RATE
    waves = sum(share * np.sin(2 * np.pi * frequency * (n + 1) * seconds) for n, share in enumerate(OVERTONES))
    attack = np.minimum(1.0, seconds / 0.01) * np.minimum(1.0, (seconds[-1] - seconds) / 0.02)
    return waves / sum(OVERTONES) * attack * np.exp(-2.5 * seconds)
