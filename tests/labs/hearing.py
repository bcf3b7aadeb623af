"""A lab played without a worker: what it reports is remembered here."""

from dataclasses import dataclass, field


@dataclass
class Heard:
    """A report that remembers, and asks to stop after so many frames."""

    stop_after: int | None = None
    frames: list = field(default_factory=list)

    def stage(self, words):
        pass

    def frame(self, frame):
        self.frames.append(frame)

    def stop_asked(self):
        return self.stop_after is not None and len(self.frames) >= self.stop_after
