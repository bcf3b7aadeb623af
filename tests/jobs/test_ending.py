"""A process that ends while its workers are on their way."""

import subprocess
import sys

ENDS_AT_ONCE = """
import sys, threading, time
from pathlib import Path
from lstm_core.jobs.workers import Workers

class Late:
    kind, address, is_alive, unavailable = "embedded", "", True, ""

    def connect(self):
        while threading.main_thread().is_alive():
            time.sleep(0.01)
        print("asked", flush=True)
        from concurrent.futures import ProcessPoolExecutor

Workers(Path(sys.argv[1]), Late(), print)._watcher.start()
threading.Thread(target=time.sleep, args=(1,)).start()  # keeps the rest of this process for a second
"""


def test_it_ends_without_a_word(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", ENDS_AT_ONCE, str(tmp_path)], capture_output=True, text=True, timeout=60
    )
    assert (ended.stdout, ended.stderr, ended.returncode) == ("asked\n", "", 0)
