"""LSTM Lab: `streamlit run app.py`. The frame only; nothing that a page depends on happens here."""

from lstm_core.ui import frame

frame.run()
