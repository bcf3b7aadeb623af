"""The lessons there are, and the sheet for who teaches one."""

from lstm_core.guide import pages
from lstm_core.guide.lesson import Lesson
from lstm_core.guide.plans import sixty, ten, thirty


def every() -> tuple[Lesson, ...]:
    """The lessons, the shortest first."""
    return (ten.LESSON, thirty.LESSON, sixty.LESSON)


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
            f"*{pages.title(step.page)} page · minutes {passed} to {passed + step.minutes}*",
            f"**Do.** {step.do}",
            f"**See.** {step.see}",
            f"**Say.** {step.say}",
            *(f"**Ask.** {question}  \n*Answer.* {answer}" for question, answer in step.asks),
        ]
        passed += step.minutes
    return "\n\n".join(told) + "\n"
