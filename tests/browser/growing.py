"""A page of one fragment that is short or long, with parts in it that would be fragments by themselves."""

import random

import streamlit as st

from lstm_core.ui import fragment


@fragment.of
def row(number: int) -> None:
    st.expander(f"Row {number}", key=f"row {number}", on_change="rerun")


@fragment.of
def rows() -> None:
    st.button("Again", key="again")
    if random.random() < 0.4:
        for number in range(20):
            st.markdown(f"Above row {number}")
            row(number)


rows()
