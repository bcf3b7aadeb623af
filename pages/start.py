"""Start: a first trained model in one click, or the way to bring data; the runs so far."""

from lstm_core.ui import frame, start
from lstm_core.ui.sharing import classroom

frame.ready()
classroom.card()
start.welcome()
start.samples()
start.recent_runs()
