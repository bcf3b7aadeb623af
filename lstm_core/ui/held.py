"""Tables held in memory for all tabs, as many as fit a number of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Held:
    """The things made last, each with a `frame`; the oldest go when together they pass `most` bytes.

    >>> from types import SimpleNamespace as Thing
    >>> import pandas as pd
    >>> held, row = Held(most=200), pd.DataFrame({"a": range(10)}, index=range(10))
    >>> held.get("first", lambda: Thing(frame=row)) is held.get("first", lambda: None)
    True
    >>> _ = held.get("second", lambda: Thing(frame=row))
    >>> held.get("first", lambda: "made again, since both were too much")
    'made again, since both were too much'
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, object] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], object]) -> object:
        """The thing of that key, made now when it is not held; two tabs may make it at once."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        return self.put(key, make())

    def put(self, key: Hashable, thing: object) -> object:
        """Holds a thing in place of the one of that key."""
        with self._lock:
            self._things[key] = thing
            self._things.move_to_end(key)
            self._sizes[key] = size(thing)
            while sum(self._sizes.values()) > self._most and len(self._things) > 1:
                gone, _ = self._things.popitem(last=False)
                del self._sizes[gone]
        return thing

    def drop(self, key: Hashable) -> None:
        """Holds the thing of that key no longer."""
        with self._lock:
            self._things.pop(key, None)
            self._sizes.pop(key, None)


def size(thing: object) -> int:
    """How many bytes the thing's table takes."""
    frame = getattr(thing, "frame", None)
    return int(frame.memory_usage().sum()) if frame is not None else 0
