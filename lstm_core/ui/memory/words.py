"""The next word, or letter by letter: learnt from a small text, then asked by typing a beginning."""

import streamlit as st

from lstm_core import specs
from lstm_core.errors import BadSetting
from lstm_core.labs import speaking, texts
from lstm_core.labs.asked import Words
from lstm_core.runs.record import Record
from lstm_core.ui import look, notices
from lstm_core.ui.memory import following

LAB = "words"
PIECES = {"word": "Word by word", "letter": "Letter by letter"}
LETTERS, MOST_WORDS = 160, 12  # that are said in one go


def show() -> None:
    """Chances of what comes next, and beside them the text that it was learnt from."""
    picture, beside = st.columns([3, 1], gap="large")
    with beside:
        piece = st.radio("Learn", list(PIECES), format_func=PIECES.get, key="words piece")
        rounds = st.slider("Rounds", 20, 1000, 240, 20, key="words rounds", help="Batches of up to 32 sequences.")
        units = st.slider("Units", 8, 64, 40, 8, key="words units")
        with st.expander("The text", icon=":material/notes:"):
            st.markdown("  \n".join(" ".join(line) for line in texts.lines("sentences")))
    with picture:
        following.follow(
            LAB,
            lambda: specs.checked(Words, piece=piece, rounds=rounds, units=units),
            speak,
            "Press Play. What comes after “the sky is” will stand here while it is learnt.",
        )
        following.about(
            "A language model in the small: the network reads words (or letters) one after the other and says how"
            " likely each next one is. It knows nothing but the text beside. “The dogs that chase the cat” go on with"
            " “are”: the plural must be kept over four words. **Temperature** sharpens the chances (below 1) or"
            " flattens them (above): low repeats the text, high invents.",
            "The text was written for LSTM Lab. Next-letter networks: Graves 2013, Generating sequences with recurrent"
            " neural networks, arXiv 1308.0850.",
        )


def speak(record: Record) -> None:
    """While it learns, what it says of one beginning; then whatever is typed."""
    asked = following.asked(record)
    learnt = record.frames[-1].get("speaker")
    by_word = asked.piece == "word"
    if learnt is None:
        drawn(record, record.frames[-1]["next"], "the sky is")
        saying("the sky is", record.frames[-1]["said"], by_word)
        return
    speaker = speaking.told(learnt)
    begun = st.text_input("A beginning", "the sky is", max_chars=200, key=f"words begun {asked.piece}")
    temperature = st.slider("Temperature", 0.0, 2.0, 0.5, 0.1, key="words temperature")
    seed = int(st.number_input("Another draw", 0, 10**6, 0, key="words draw", help="The same number, the same words."))
    said = spelt(begun, by_word)
    drawn(record, speaker.likeliest(said), begun.strip())
    saying(begun.strip(), speaker.goes_on(said, MOST_WORDS if by_word else LETTERS, temperature, seed), by_word)


def spelt(begun: str, by_word: bool) -> list[str]:
    """What was typed as the network reads it. Raises BadSetting for nothing, and for a word it never saw."""
    words = begun.casefold().replace(".", " . ").split()
    if not words:
        raise BadSetting("Type a beginning, for example “the sky is”.")
    return [texts.END, *words] if by_word else [*" ".join(words).replace(" .", "."), " "]


def saying(begun: str, said: list[str], by_word: bool) -> None:
    """The beginning and how it goes on: to the end of the sentence, or letter by letter over several."""
    if by_word:
        ends = said.index(texts.END) if texts.END in said else len(said)
        said = [" ".join(said[:ends])]
    st.markdown(f"{notices.plain(begun)} **{notices.plain(''.join(said).strip())}**")


def drawn(record: Record, chances: list, begun: str) -> None:
    """The likeliest next pieces as bars."""
    from lstm_core.ui.charts import symbols as chart

    losses = [frame["loss"] for frame in record.frames if "loss" in frame]
    figure, told = chart.chances(chances, begun, losses[-1] if losses else None, look.dark())
    look.chart(figure, "next", told)
