from lstm_core.guide.search import search


def test_what_carries_the_words_in_its_title_comes_first():
    answers, terms = search("gate")
    assert answers[0].question == "What is a gate?"
    assert {"Gate", "Forget gate", "Input gate", "Output gate"} == {term.title for term in terms[:4]}


def test_every_word_must_be_found_in_any_order_and_case():
    _, terms = search("GATE forget")
    assert terms[0].title == "Forget gate"
    assert search("gate nonsense") == ([], [])
