"""The code page of text that is not Unicode: the one in which its letters make up the alphabet of one language."""

import re
from itertools import pairwise

WESTERN = (
    "äöüÄÖÜßéè", "àâçéèêëîïôùûüÀÂÇÉÈÊËÎÏÔÙÛÜ", "áéíóúüñÁÉÍÓÚÜÑ", "áâãàçéêíóôõúüÁÂÃÀÇÉÊÍÓÔÕÚ", "àèéìíòóùÀÈÉÌÒÙ",
    "åäöéÅÄÖÉ", "æøåéÆØÅÉ",
)  # fmt: skip
CENTRAL = (
    "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ", "áäčďéíľĺňóôŕšťúýžÁÄČĎÉÍĽŇÓÔŠŤÚÝŽ",
    "ăâîşţșțĂÂÎŞŢ", "čćđšžČĆĐŠŽ",
)  # fmt: skip
CYRILLIC = (
    "".join(map(chr, range(0x410, 0x450))) + "ёЁ№",
    "абвгдежзийклмнопрстуфхцчшщьюяіїєґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЬЮЯІЇЄҐ",
)
GREEK = ("".join(map(chr, range(0x386, 0x3CF))),)
TURKISH = ("çğıöşüâÇĞİÖŞÜ",)
ANY_CENTRAL = ("".join(CENTRAL),)
# Signs inside words, and words in two alphabets.
UNLIKELY = r"[^\W\d_][”“„†‡‰…•×÷][^\W\d_]|[^\x00-\x7f\W\d_][©»«½¼¾°³±·]|[©½¼¾±][^\x00-\x7f\W\d_]"
MIXED = r"[a-zA-Z][^\x00-\x7f\W\d_]|[^\x00-\x7f\W\d_][a-zA-Z]"
SIGNS = set("°€£¥§©®±²³µ·–—‘’“”…†‡•‰\xa0«»º×÷¼½¾´")
# Single bytes for a letter, the likeliest first; then those in which two bytes are a sign.
SINGLE = (
    ("cp1252", WESTERN), ("cp1250", CENTRAL), ("cp1251", CYRILLIC), ("cp1253", GREEK), ("cp1254", TURKISH),
    ("cp850", WESTERN), ("mac-roman", WESTERN), ("cp852", CENTRAL), ("cp866", CYRILLIC), ("koi8-r", CYRILLIC),
    ("cp1250", ANY_CENTRAL),
)  # fmt: skip
DOUBLE = (
    ("shift_jis", r"[ぁ-ゖァ-ヺー一-鿿々、-】（）％：・〜～]"),
    ("gb18030", r"[一-鿿、-】（）％：，]"),
    ("cp949", r"[가-힣（）％ㆍ]"),
    ("big5", r"[一-鿿、-】（）％：，]"),
)
COMMON = {  # signs that nearly every table of that language holds
    "shift_jis": "日時年月値高安始終気温量計数率",
    "gb18030": "日期时间年月价量收开盘高低温度数值率额",
    "big5": "日期時間年月價量收開盤高低溫度數值率額",
}
NAMES = {
    "cp1250": "Windows-1250 (Central European)", "cp1251": "Windows-1251 (Cyrillic)", "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)", "cp850": "DOS code page 850", "mac-roman": "Mac Roman",
    "cp852": "DOS code page 852", "cp866": "DOS code page 866 (Cyrillic)", "koi8-r": "KOI8-R (Cyrillic)",
    "shift_jis": "Shift-JIS (Japanese)",
    "gb18030": "GB18030 (Chinese)", "cp949": "CP949 (Korean)", "big5": "Big5 (Chinese)",
}  # fmt: skip


def of(content: bytes) -> str | None:
    """The code page, or None where the letters make up no language that we know.

    >>> of("Größe".encode("cp1252")), of("Цена".encode("cp1251")), of("日付".encode("shift_jis"))
    ('cp1252', 'cp1251', 'shift_jis')
    """
    lines = [line for line in content[: 2**20].splitlines() if re.search(rb"[\x80-\xff]", line)]
    sample = b"\n".join(lines[:300])
    if re.fullmatch(
        rb"(?:[\x00-\x7f]|[\xa0\xa3\xa5\xa7\xa9\xb0\xb1\xb2\xb3\xb5\xb7\x80\x91-\x97](?![\x80-\xff]))*", sample
    ):
        return "cp1252"  # signs such as the degree and no-break spaces alone
    likely = [(score, -at, page) for at, (page, signs) in enumerate(DOUBLE) if (score := share(sample, page, signs))]
    double = max(likely, default=(0, 0, None))
    if double[0] > 1.2 and not fits(sample, *SINGLE[0]):
        return double[2]
    return next((page for page, alphabets in SINGLE if fits(sample, page, alphabets)), double[2])


def fits(sample: bytes, page: str, alphabets: tuple[str, ...]) -> bool:
    """Whether all letters beyond ASCII belong to one alphabet, and stand in words as they do."""
    try:
        text = sample.decode(page)
    except UnicodeDecodeError:
        return False
    odd = UNLIKELY if alphabets in (WESTERN, CENTRAL, ANY_CENTRAL, TURKISH) else rf"{UNLIKELY}|{MIXED}"
    letters = {sign for sign in text if sign > "\x7f"} - SIGNS
    return (
        any(letters <= set(alphabet) for alphabet in alphabets)
        and not capital_inside(text)
        and not re.search(odd, text)
    )


def capital_inside(text: str) -> bool:
    """Whether a word has a capital beyond ASCII behind a small letter, as wrong code pages give."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return any(one.islower() and two.isupper() and two > "\x7f" for word in words for one, two in pairwise(word))


def share(sample: bytes, page: str, signs: str) -> float:
    """How much of what is not ASCII is usual in the language, from 0.9 on; common signs count more; else 0."""
    try:
        text = sample.decode(page)
    except UnicodeDecodeError:
        return 0.0
    beyond = {sign for sign in text if sign > "\x7f"} - SIGNS
    if not beyond:
        return 0.0
    usual = sum(re.match(signs, sign) is not None for sign in beyond) / len(beyond)
    common = sum(sign in COMMON[page] for sign in beyond) / len(beyond) if page in COMMON else 0.2
    return usual + common if usual >= 0.9 else 0.0
