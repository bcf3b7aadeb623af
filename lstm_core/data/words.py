"""Counts, times and durations as the notes on a series say them."""


def counted(count: int, thing: str) -> str:
    """`1 row`, `2,000 rows`."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def time(at: object) -> str:
    """A time without a midnight, or a row number: `2020-01-31`."""
    return str(at).removesuffix(" 00:00:00")


def duration(seconds: float) -> str:
    """A duration as `15 minutes`, `4 hours`, `2 days`."""
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= size:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} seconds"
