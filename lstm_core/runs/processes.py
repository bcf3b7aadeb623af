"""Which process did it, and whether that one (not another with its number) still lives."""

import os
import platform
import signal
import threading
from functools import cache


@cache
def of(pid: int) -> dict:
    """A process on this machine as JSON tells it: number, start, machine."""
    import psutil

    return {"pid": pid, "started": psutil.Process(pid).create_time(), "host": platform.node()}


def this() -> dict:
    """The process that we are."""
    return of(os.getpid())


def is_us(told: dict) -> bool:
    """Whether the told process is this one."""
    return told.get("pid") == os.getpid() and bool(lives(told))


def is_ending() -> bool:
    """Whether this process ends: a thread that imports something, or begins another, then gets a RuntimeError."""
    main = threading.main_thread()
    main.join(timeout=10)
    return not main.is_alive()


def kill(told: dict) -> bool:
    """End the told process the hard way; False where it is not on this machine, or not there."""
    if not lives(told):
        return False
    os.kill(told["pid"], getattr(signal, "SIGKILL", signal.SIGTERM))
    return True


def lives(told: dict) -> bool | None:
    """Whether the told process still lives; None when it can't be known from this machine, or from what was told."""
    import psutil

    if told.get("host") != platform.node() or not isinstance(told.get("pid"), int):
        return None
    try:
        process = psutil.Process(told["pid"])
        # Two seconds: the system computes the start from its clock, which may have been set since.
        same = abs(process.create_time() - float(told.get("started", 0))) < 2
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.AccessDenied:
        return True
    except (psutil.Error, ValueError, TypeError, OverflowError):
        return False
