"""What of the Guide speaks of something: answers and terms that hold every word asked for."""

from lstm_core.guide import glossary
from lstm_core.guide.answers import ANSWERS, Answer
from lstm_core.guide.glossary import Term


def search(asked: str) -> tuple[list[Answer], list[Term]]:
    """Answers and terms in which each word of `asked` occurs; those that carry it in their title first.

    >>> answers, terms = search("forget gate")
    >>> terms[0].title
    'Forget gate'
    """
    sought = asked.casefold().split()

    def holds(*texts: str) -> bool:
        return all(any(word in text.casefold() for text in texts) for word in sought)

    answers = [answer for answer in ANSWERS if holds(answer.question, answer.text)]
    terms = [term for term in glossary.every().values() if holds(term.title, term.meaning)]
    return (
        sorted(answers, key=lambda answer: not holds(answer.question)),
        sorted(terms, key=lambda term: not holds(term.title)),
    )
