"""The lessons there are, and the sheet for who teaches one."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from lstm_core.guide.lesson import Lesson
from lstm_core.guide.plans import sixty, ten, thirty

PAGES = Path(__file__).parents[2] / "pages"


def exists(page: str) -> bool:
    """Whether there is a page of that name.

    >>> exists("data"), exists("../app")
    (True, False)
    """
    return page.isalpha() and (PAGES / f"{page}.py").exists()


@cache
def every() -> tuple[Lesson, ...]:
    """The lessons, the shortest first; a step whose page is not there is left out."""
    plans = (ten.LESSON, thirty.LESSON, sixty.LESSON)
    return tuple(replace(plan, steps=tuple(step for step in plan.steps if exists(step.page))) for plan in plans)


def find(name: str | None) -> Lesson | None:
    """The lesson of that name, or None."""
    return next((lesson for lesson in every() if lesson.name == name), None)


def sheet(lesson: Lesson) -> str:
    """The teacher's sheet as Markdown: each step with its minutes, what to say, and questions with their answers."""
    told = [f"# {lesson.title}", f"{lesson.minutes} minutes. {lesson.about}"]
    passed = 0
    for number, step in enumerate(lesson.steps, start=1):
        told += [
            f"## {number}. {step.title}",
            f"*{step.page.capitalize()} page · minutes {passed} to {passed + step.minutes}*",
            f"**Do.** {step.do}",
            f"**See.** {step.see}",
            f"**Say.** {step.say}",
            *(f"**Ask.** {question}  \n*Answer.* {answer}" for question, answer in step.asks),
        ]
        passed += step.minutes
    return "\n\n".join(told) + "\n"
