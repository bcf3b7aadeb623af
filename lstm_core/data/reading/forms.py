"""The forms in which dates and clock times are written, as patterns that Python and Arrow both know."""

import re

CLOCK = (
    r"(?:(?:,? +|,|T|:)(?P<H>\d{1,2})[:h.]?(?P<M>\d{2})(?:[:.]?(?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"\s*(?:(?P<p>[AaPp])\.? ?[Mm]\.?)?(?: Uhr)?\s*(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2}(?: UTC)?|[+-]\d{2})?)?"
)
LETTERS = "[A-Za-zÀ-ɏЀ-ӿ]"
WEEKDAY = rf"(?:{LETTERS}{{2,12}}\.?,? +)?"
NAME = rf"(?P<n>{LETTERS}{{3,12}})"
YEAR = r"(?P<y>\d{4})"
FORMS = (
    YEAR + r"[-/. ] ?(?P<m>\d{1,2})[-/. ] ?(?P<d>\d{1,2})\.?" + CLOCK,
    r"(?P<a>\d{1,2})(?P<s>[-/.]) ?(?P<b>\d{1,2})[-/.] ?(?P<c>\d{4}|\d{2})\.?" + CLOCK,
    WEEKDAY
    + r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª)?[-/ .]*(?:(?:de|of) )?"
    + NAME
    + r"\.?[-/ ,.]*(?:(?:de|of) )?(?P<y>\d{4}|\d{2})"
    + CLOCK,
    WEEKDAY + NAME + r"\.?[- ]+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,? +|,|-)" + YEAR + CLOCK,
    YEAR + r"[-/ .]" + NAME + r"\.?[-/ .](?P<d>\d{1,2})" + CLOCK,
    YEAR + r"[年년] ?(?P<m>\d{1,2})[月월] ?(?P<d>\d{1,2})[日일]" + CLOCK,
    NAME + r"\.?[-/ ,]+(?:de )?" + YEAR,
    YEAR + r"[-/ ]?" + NAME,
    NAME + r"\.?[-/ ]['’]?(?P<t>\d{2})",
    YEAR + r"[-/:](?P<m>\d{1,2})",
    r"(?P<m>0[1-9]|1[0-2])[-/.](?P<y>(?:1[89]|20)\d{2})",
    YEAR + r"[- :]?[Mm](?P<m>\d{1,2})",
    YEAR + r"[年년] ?(?P<m>\d{1,2})[月월]",
    YEAR + r"[-/ :.]?(?:[QqTtKk])(?P<q>[1-4])",
    r"[QqTtKk](?P<q>[1-4])(?:[-/ ]{0,2}['’]?(?P<y>\d{4}|\d{2}))",
    r"(?P<q>[1-4])\.?(?:[QqTtKk]| ?Quartal| ?[Qq]tr\.?)(?:[-/ ]{0,2}['’]?(?P<y>\d{4}|\d{2}))",
    r"(?P<y>\d{4}|\d{2})[-/ ]?[Qq](?P<q>[1-4])",
    YEAR + r"[- ]?(?:W|KW ?)(?P<w>\d{2})(?:-?(?P<k>[1-7]))?",
    r"(?:W|KW|Week|Woche) ?(?P<w>\d{1,2})[-/ ]" + YEAR,
    r"(?:FY|CY) ?" + YEAR,
    YEAR + r"-(?P<j>\d{3})",
    YEAR + r"(?P<m>\d{2})(?P<d>\d{2})(?:[T :]+(?P<H>\d{2}):?(?P<M>\d{2})(?::?(?P<S>\d{2}))?)"
    r"(?P<z>Z|[+-]\d{2}:?\d{2})?",
)
SHORT_YEAR = FORMS[8]
YEAR_MONTH = FORMS[9]
WHOLE = (
    r"(?P<y>(?:1[5-9]|2[0-5])\d{2})(?:\.0)?",
    r"(?P<y>(?:1[5-9]|2[0-5])\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:\.0)?",
    r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?P<H>[01]\d|2[0-4])",  # before Unix times
    r"(?P<u>\d{9,10}|\d{13}|\d{16}|\d{19})(?:\.(?P<f>\d{1,9}))?",
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?:\.0)?",
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})?",
    r"(?P<e>[2-5]\d{4})(?:\.(?P<f>\d{1,12}))?",
    r"(?P<u>\d{12,13}|\d{15,16}|\d{18,19})(?:\.0)?",
)
NEED_A_NAME = WHOLE[4:]  # whole numbers that are times only in a column named so
DATES = (*FORMS[:6], WHOLE[1])  # a clock time may follow these
DIRECTIVES = {
    "y": "%Y", "m": "%m", "d": "%d", "H": "%H", "M": "%M", "S": "%S", "f": "%f", "p": "%p", "z": "%z", "n": "%b",
    "q": "{quarter}", "j": "%j", "w": "%V", "k": "%u", "t": "%y", "u": "Unix time", "e": "Excel serial number",
}  # fmt: skip


def pattern(form: str, cell: str, day_first: bool | None) -> str:
    """A cell's form as a strftime pattern, for people and scripts.

    >>> pattern(FORMS[1], "31.12.2020 10:00", True)
    '%d.%m.%Y %H:%M'
    """
    match = re.fullmatch(form, cell)
    if match is None:
        return ""
    parts = {name: match.span(name) for name, text in match.groupdict().items() if text and name not in "s"}
    if "u" in parts or "e" in parts:
        return DIRECTIVES["u" if "u" in parts else "e"]
    order = {True: ("%d", "%m"), False: ("%m", "%d"), None: ("%y", "%m")}[day_first]
    written, at = "", 0
    for name, (start, end) in sorted(parts.items(), key=lambda item: item[1]):
        directive = {"a": order[0], "b": order[1], "c": "%d" if day_first is None else "%Y"}.get(name)
        directive = directive or DIRECTIVES[name]
        if directive == "%Y" and end - start == 2:
            directive = "%y"
        if name == "n" and end - start > 4:
            directive = "%B"
        if name == "H" and "p" in parts:
            directive = "%I"
        gap = cell[at:start]
        written += "%A" + gap.lstrip("".join(filter(str.isalpha, gap))) if at == 0 and gap[:1].isalpha() else gap
        written += directive
        at = end + (len(re.match(r"\.?[mM]\.?", cell[end:])[0]) if name == "p" else 0)
    return written + cell[at:]
