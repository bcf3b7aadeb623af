"""Everything a person can put right, one class each; the message is one plain sentence or two.

Raised anywhere in the core, shown in one place (`ui.notices`, or standard error with exit code 2).
Anything else that is raised is a bug and keeps its traceback in the log.
"""


class LabError(Exception):
    """Something that the person can put right: what happened, why, and what to do next."""


class UnreadableFile(LabError):
    """The file is empty, too large, or not a table of a kind that we read."""


class NoTimeColumn(LabError):
    """No column of the table holds times."""


class NoNumbers(LabError):
    """No column of the table holds numbers, or the chosen target holds none."""


class UnknownSample(LabError):
    """There is no built-in sample of that name."""


class UnknownTicker(LabError):
    """The price source knows no such symbol, or has no prices for it."""


class NoNetwork(LabError):
    """The price source can't be reached."""


class RateLimited(LabError):
    """The price source asks us to wait."""


class TooLittleData(LabError):
    """The series is too short for what was asked; the message names the largest that works."""


class BadSetting(LabError):
    """A setting is out of its bounds, or does not fit the data."""


class NotFound(LabError):
    """No run or dataset of that name in the home folder."""


class DamagedRun(LabError):
    """A run's folder can't be read."""


class ReadOnly(LabError):
    """People may only look here, and what was asked would change something."""


class WorkersUnavailable(LabError):
    """The worker processes did not start, or can't be reached."""


class Paused(Exception):
    """Training was paused; its checkpoint is kept, and the run goes on from there."""


class Diverged(LabError):
    """The loss became infinite or not a number."""
