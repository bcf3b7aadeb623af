"""The same journey without a browser: `python -m lstm_core COMMAND`; `parser` names the commands."""

import argparse
import os
import sys

from lstm_core.commands import export, features, inside, many, read, run, search
from lstm_core.errors import BadSetting, LabError

PUT_RIGHT = 2


class Parser(argparse.ArgumentParser):
    """argparse that says what is wrong in one sentence."""

    def error(self, message: str) -> None:
        raise BadSetting(f"{message}; see {self.prog} --help.")


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0, or 2 after one sentence on standard error for what the person can put right."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        options = parser().parse_args(arguments)
        return options.command(options)
    except LabError as fault:
        print(fault, file=sys.stderr)
        return PUT_RIGHT
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = Parser(prog="python -m lstm_core", description="LSTM Lab without a browser.")
    commands = top.add_subparsers(
        required=True, metavar="read | run | search | many | features | inside | export | forecast | import"
    )
    read.add_to(commands)
    run.add_to(commands)
    search.add_to(commands)
    many.add_to(commands)
    features.add_to(commands)
    inside.add_to(commands)
    export.add_to(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())
