"""Who is next: runs wait in one line for each owner, and the owners take turns."""

from dataclasses import dataclass, field

from lstm_core.runs.record import Record


@dataclass
class Turns:
    """The runs that wait. The owner who was served longest ago, or never, is next with the first of his line."""

    lines: dict[str, list[Record]] = field(default_factory=dict)
    served: dict[str, int] = field(default_factory=dict)  # owner -> the number of the serving that was his last

    def add(self, record: Record, first: bool = False) -> None:
        """The run at the end of its owner's line, or at its beginning."""
        line = self.lines.setdefault(record.owner, [])
        line.insert(0 if first else len(line), record)

    def order(self) -> tuple[Record, ...]:
        """All that wait, in the order in which they would begin if nobody else came."""
        ahead = Turns({owner: list(line) for owner, line in self.lines.items()}, dict(self.served))
        return tuple(iter(ahead.next, None))

    def next(self) -> Record | None:
        """The run whose turn it is, which then waits no more; None where none waits."""
        waiting = [owner for owner, line in self.lines.items() if line]
        if not waiting:
            return None
        owner = min(waiting, key=lambda owner: self.served.get(owner, 0))
        self.served[owner] = max(self.served.values(), default=0) + 1
        return self.taken(self.lines[owner][0].id)

    def taken(self, run_id: str) -> Record | None:
        """The run of that id, which then waits no more; None where it does not wait."""
        for owner, line in self.lines.items():
            for at, record in enumerate(line):
                if record.id == run_id:
                    line.pop(at)
                    if not line:
                        del self.lines[owner]
                    return record
        return None

    def move(self, run_id: str, place: int) -> None:
        """The run to that place in its owner's line, 0 being the first; nothing where it does not wait."""
        for line in self.lines.values():
            for record in line:
                if record.id == run_id:
                    line.remove(record)
                    line.insert(max(0, place), record)
                    return
