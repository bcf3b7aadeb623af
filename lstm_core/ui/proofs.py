"""How we know that nothing looks ahead: tried on the person's own data, and told in words."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core import presets
from lstm_core.ui import fragment, measured, notices, state, words

if TYPE_CHECKING:
    from lstm_core.evaluation.proof import Proof
    from lstm_core.specs import Data, Experiment, Features, Split, Window

PROMISES = {
    "prefix": "No feature looks ahead",
    "border": "Training sees nothing of validation and test",
    "arima": "ARIMA saw nothing of validation and test",
}

NOW = ("whatever is drafted when the button is pressed",)  # the slider beside it may have moved since it was drawn


@fragment.of
def of_draft() -> None:
    """The proof for what is drafted on the Features page."""
    st.subheader("How we know")
    scaling = presets.find("balanced").training.scaling
    ask(state.data(), state.features(), state.window(), state.split(), scaling)


@fragment.of
def of_run(asked: "Experiment") -> None:
    """The proof for what a run was trained on."""
    ask(asked.data, asked.features, asked.window, asked.split, asked.training.scaling, asked.network.kind)


def ask(*asked: "Data | Features | Window | Split | str") -> None:
    """The button, and what came of it as long as it is about the same thing: the arguments of `measured.proofs`."""
    st.caption("Tests of the program itself, run here and now on your data and your features.")
    st.button("Run the proofs", icon=":material/verified:", key="run proofs", on_click=state.keep_proven, args=(NOW,))
    if state.proven()[0] in (NOW, asked):
        with notices.shown(), st.spinner("Comparing …"):
            found = state.proven()[1] or measured.proofs(*asked)
            state.keep_proven(asked, found)
            for promise, proof in found.items():
                tell(PROMISES[promise], proof)


def tell(promise: str, proof: "Proof") -> None:
    """One test: what was promised, what was compared, what came out."""
    compared = f"{words.count(proof.values, 'value')} compared in {words.number(proof.seconds, 2)} s"
    if proof.passed:
        tried = notices.plain(proof.tried)
        st.success(f"**{promise}.** {tried} {compared}: all equal.", icon=":material/check_circle:")
    else:
        named = ", ".join(notices.plain(name[:60]) for name in proof.differing[:10])
        st.error(f"**Not proven: {promise.lower()}.** {compared}; different: {named}.", icon=":material/error:")
