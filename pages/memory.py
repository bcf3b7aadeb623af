"""Memory lab: what textbooks say of recurrent networks, each as an experiment that runs in seconds."""

import streamlit as st

from lstm_core.ui import frame
from lstm_core.ui.memory import contents

frame.ready()
st.title("Memory lab")
contents.show()
