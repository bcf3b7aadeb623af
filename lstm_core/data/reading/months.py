"""Names of months in the languages that exports are written in, without accents or full stops, in lower case."""

import unicodedata

# One line a month: full names and the abbreviations in use; a name that means another month elsewhere is left out.
TABLE = (
    "jan january januar janvier janv jän janner enero ene gennaio gen janeiro januari janvar styczen stycznia sty "
    "leden ledna led январь января янв ocak oca tammikuu tammi január",
    "feb february februar febr februari fevrier fevr fev febrero febbraio fevereiro luty lutego lut unor unora "
    "февраль февраля фев февр subat sub helmikuu helmi",
    "mar march marz mrz maerz mars marzo março marco maart mrt mart marts marcius marc marzec marca brezen brezna "
    "bre март марта мар maaliskuu maalis",
    "apr april aprilis avril avr abril abr aprile aprill kwiecien kwietnia kwi duben dubna dub апрель апреля апр nisan "
    "nis huhtikuu huhti",
    "may majus maj mai mayo maggio mag maio mei maj maja kveten kvetna kve май мая mayis toukokuu touko",
    "jun june junius juni juin junio giugno giu junho czerwiec czerwca cze cerven cervna cvn июнь июня июн haziran "
    "haz kesakuu kesa",
    "jul july julius juli juillet juil julio luglio lug julho lipiec lipca cervenec cervence cvc июль июля июл temmuz "
    "tem heinakuu heina",
    "aug august augusztus aout aou agosto ago augustus augusti sierpien sierpnia sie srpen srpna август августа авг "
    "agustos agu elokuu",
    "sep sept september szeptember szept septembre septiembre set settembre setembro setiembre wrzesien wrzesnia wrz "
    "zari сентябрь сентября сен сент eylul eyl syyskuu syys",
    "oct october okt oktober octobre octubre ottobre ott outubro out pazdziernik pazdziernika paz rijen rijna rij "
    "октябрь октября окт ekim eki lokakuu loka",
    "nov november novembre noviembre novembro listopada listopadu ноябрь ноября ноя нояб kasim kas marraskuu marras",
    "dec december dez dezember decembre diciembre dic dicembre dezembro desember des grudzien grudnia gru "
    "prosinec prosince pro декабрь декабря дек aralik ara joulukuu joulu",
)


def plain(name: str) -> str:
    """A name in lower case without accents and full stops.

    >>> plain("Févr.")
    'fevr'
    """
    apart = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("ł", "l"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).strip(". ")


NUMBERS = {plain(name): month for month, names in enumerate(TABLE, 1) for name in names.split()}


# Short names that mean one month in Polish or Czech and another in Croatian: read by the company they keep.
POLISH = frozenset(["sty", "lut", "kwi", "cze", "sie", "wrz", "paz", "gru"])
CZECH = frozenset(["led", "uno", "kve", "cvn", "cvc", "zar", "rij", "pro"])
UNSURE = {"lip": {"pl": 7}, "lis": {"pl": 11, "cs": 11}, "srp": {"cs": 8}}


def number(name: str) -> int:
    """The month of that name, 1 to 12; 0 for a word that is no month, or another one in another language."""
    return NUMBERS.get(plain(name), 0)


def numbers(names: list[str]) -> list[int]:
    """The months of all names of one column, which tell their language."""
    words = [plain(name) for name in names]
    said = "pl" if POLISH & set(words) else "cs" if CZECH & set(words) else ""
    return [NUMBERS.get(word) or UNSURE.get(word, {}).get(said, 0) for word in words]
