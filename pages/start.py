"""Start: a first trained model in one click, or the way to bring data; the runs so far."""

from lstm_core.ui import arriving, frame, start

frame.ready()
start.welcome()
start.samples()
start.recent_runs()
arriving.bundle()
