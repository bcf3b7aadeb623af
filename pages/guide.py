"""Guide: short answers with pictures, the gates of one's own network, the words of the field, and lessons."""

import streamlit as st

from lstm_core.ui import frame
from lstm_core.ui.guide import contents, entries

frame.ready()
st.title("Guide")
entries.asked()
contents.show()
