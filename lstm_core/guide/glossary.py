"""The words of the field: one meaning each, for every page. Tooltips that explain a word take it from here."""

from dataclasses import dataclass
from functools import cache

from lstm_core.guide import terms


@dataclass(frozen=True)
class Term:
    """A word with its meaning in one or two sentences, and the pages on which it appears, the main one first."""

    name: str
    title: str
    meaning: str
    pages: tuple[str, ...]


@cache
def every() -> dict[str, Term]:
    """All terms by name, in the order of their titles."""
    told = [Term(name, *said, tuple(pages.split())) for name, (*said, pages) in terms.TERMS.items()]
    return {term.name: term for term in sorted(told, key=lambda term: term.title.casefold())}


def meaning(name: str) -> str:
    """What a term means, for a tooltip."""
    return every()[name].meaning


def link(name: str, words: str | None = None) -> str:
    """A term as a Markdown link to its entry in the Guide; `words` where the sentence needs another form of it.

    >>> link("horizon"), link("epoch", "epochs")
    ('[horizon](/guide?term=horizon)', '[epochs](/guide?term=epoch)')
    """
    title = every()[name].title
    return f"[{words or title[0].lower() + title[1:]}](/guide?term={name})"


def found(asked: str | None) -> Term | None:
    """The term that an address asks for, by its name or its title; None where there is no such term."""
    asked = (asked or "").strip().casefold()
    return next((term for term in every().values() if asked in (term.name, term.title.casefold())), None)


def of_page(page: str) -> list[Term]:
    """The terms that appear on a page, in the order of their titles."""
    return [term for term in every().values() if page in term.pages]
