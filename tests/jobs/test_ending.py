"""A process that ends while its workers are on their way."""

import subprocess
import sys

ENDS_AT_ONCE = """
import sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from lstm_core.jobs.workers import Workers

pool = ThreadPoolExecutor()
busy = threading.Event()

class Late:
    kind, address, is_alive, unavailable = "embedded", "", True, ""

    def connect(self):
        try:
            while True:
                pool.submit(busy.set)
                time.sleep(0.01)
        except RuntimeError:
            print("main thread alive:", threading.main_thread().is_alive(), flush=True)
            raise

Workers(Path(sys.argv[1]), Late(), print)._watcher.start()
busy.wait()
pool.submit(time.sleep, 1)  # for so long the interpreter is shutting down
"""


def test_it_ends_without_a_word(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", ENDS_AT_ONCE, str(tmp_path)], capture_output=True, text=True, timeout=60
    )
    assert (ended.stdout, ended.stderr, ended.returncode) == ("main thread alive: True\n", "", 0)
