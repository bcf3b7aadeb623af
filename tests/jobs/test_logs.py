import subprocess
import sys

TALKER = """
import subprocess, sys, time
from pathlib import Path
from lstm_core.jobs import logs
logs.capture(Path(sys.argv[1]))
for number in range(8):
    print("x" * 400_000, flush=True)
subprocess.run([sys.executable, "-c", "print('from a child')"])
time.sleep(1)
"""


def test_all_output_ends_in_one_file_that_stays_small(tmp_path):
    log = tmp_path / "logs" / "workers.log"
    told = subprocess.run([sys.executable, "-c", TALKER, str(log)], capture_output=True, check=True)
    assert (told.stdout, told.stderr) == (b"", b"")
    assert log.read_text().endswith("from a child\n")
    files = list(log.parent.iterdir())
    assert len(files) == 3
    assert sum(file.stat().st_size for file in files) < 3_100_000
