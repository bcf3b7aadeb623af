import re
from pathlib import Path

import pytest

from lstm_core.guide import glossary
from lstm_core.guide.answers import ANSWERS

ROOT = Path(__file__).parents[2]
PAGES = {file.stem for file in (ROOT / "pages").glob("*.py")}


@pytest.mark.parametrize("term", glossary.every().values(), ids=lambda term: term.name)
def test_a_term_is_said_in_one_or_two_sentences_and_names_its_pages(term):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term.name)
    assert term.meaning.endswith(".")
    assert 10 < len(term.meaning) < 240
    assert term.pages
    assert set(term.pages) <= PAGES


def test_no_two_terms_share_a_title():
    titles = [term.title.casefold() for term in glossary.every().values()]
    assert len(titles) == len(set(titles)) >= 60


def test_a_link_leads_to_a_term_that_is_found_by_name_and_by_title():
    assert glossary.link("sequence-length") == "[sequence length](/guide?term=sequence-length)"
    assert glossary.found("sequence-length").title == "Sequence length"
    assert glossary.found("  Sequence LENGTH ").name == "sequence-length"
    assert glossary.found("<script>") is None
    assert glossary.found(None) is None


def test_every_link_in_the_code_names_a_term_that_there_is():
    asked = re.compile(r"""glossary\.(?:link|meaning)\(["']([a-z0-9-]+)["']""")
    files = [*(ROOT / "lstm_core" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    named = {name for file in files for name in asked.findall(file.read_text("utf-8"))}
    assert {"horizon", "loss", "origin"} <= named
    assert named <= set(glossary.every())


def test_the_words_of_a_page_are_those_that_name_it():
    assert [term.title for term in glossary.of_page("start")] == [
        "Forecast",
        "LSTM",
        "Run",
        "Series",
        "Skill",
        "Verdict",
    ]
    assert glossary.of_page("guide") == []


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.name)
def test_an_answer_is_short_and_can_be_seen_on_a_page_that_is_there(answer):
    sentences = re.findall(r"[.?](?= [A-Z]|$)", answer.text)
    assert 2 <= len(sentences) <= 5
    assert answer.shows.endswith(".")
    assert set(answer.pages) <= PAGES
