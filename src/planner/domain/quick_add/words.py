"""The words of quick-add lines in English, Danish, German, Swedish, French and Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# Weekdays. 0 is Monday. Spelled in small letters, with and without marks.

FULL_WEEKDAYS: Final = {
    word: number
    for number, words in enumerate(
        (
            "monday mandag montag måndag mandag lundi mondays",
            "tuesday tirsdag dienstag tisdag mardi",
            "wednesday onsdag mittwoch mercredi",
            "thursday torsdag donnerstag jeudi",
            "friday fredag freitag vendredi",
            "saturday lørdag loerdag samstag sonnabend lördag samedi",
            "sunday søndag soendag sonntag söndag dimanche",
        )
    )
    for word in words.split()
}

# What German and Swedish join to the weekday: Mittwochabend, onsdagkväll.
PARTS_OF_DAY: Final = (
    "abend morgen vormittag nachmittag mittag früh nacht aften formiddag eftermiddag kväll morgon"
).split()

SHORT_WEEKDAYS: Final = {
    word: number
    for number, words in enumerate(
        (
            "mon mån mand månd lun mo må",
            "tue tues tirs tirsd tir tis",
            "wed weds ons onsd",
            "thu thur thurs tors torsd jeu",
            "fre fred",
            "lør lørd lör loer lø lö",
            "søn sønd sön soen sø sö",
        )
    )
    for word in words.split()
}

# Weekdays that are common words of another language: they count only before a time or date.
WEAK_WEEKDAYS: Final = {
    "man": (0, "da"),
    "ma": (0, "da"),
    "di": (1, "de"),
    "ti": (1, "da sv"),
    "mar": (1, "fr"),
    "mi": (2, "de"),
    "on": (2, "da sv"),
    "mer": (2, "fr"),
    "do": (3, "de"),
    "to": (3, "da sv"),
    "tor": (3, "da sv"),
    "fr": (4, "de sv da"),
    "fri": (4, "en"),
    "tu": (1, "en"),
    "we": (2, "en"),
    "th": (3, "en"),
    "su": (6, "en"),
    "ven": (4, "fr"),
    "sat": (5, "en"),
    "sa": (5, "de"),
    "sam": (5, "fr de"),
    "sun": (6, "en"),
    "so": (6, "de"),
    "dim": (6, "fr"),
}

# Where such a word is so common that behind a time it never means the day.
ORDINARY: Final = {
    "da": "fri so",
    "sv": "fri man so",
    "de": "man on to",
    "en": "man do on to so ma we mer",
    "fr": "on sa mon",
}

JAPANESE_WEEKDAYS: Final = "月火水木金土日"

MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "january jan januar januari jänner janvier janv",
            "february feb februar februari febr février fevrier févr fev",
            "march mar mär mrz märz maerz marts mars",
            "april apr avril avr",
            "may maj mai",
            "june jun juni juin",
            "july jul juli juillet juil",
            "august aug augusti août aout",
            "september sep sept septembre",
            "october oct oktober okt octobre",
            "november nov novembre",
            "december dec dez dezember décembre decembre déc",
        ),
        start=1,
    )
    for word in words.split()
}

# Days by their distance from today.
RELATIVE: Final = {
    word: distance
    for distance, words in {
        0: "today|tonight|heute|i dag|idag|i aften|i kväll|aujourd'hui|今日",
        1: "tomorrow|i morgen|imorgen|i morgon|imorgon|demain|明日",
        2: "the day after tomorrow|day after tomorrow|übermorgen|i overmorgen|overmorgen|i övermorgon|övermorgon|"
        "après-demain|明後日",
        -1: "yesterday|gestern|i går|igår|昨日",
    }.items()
    for word in words.split("|")
}
# The part of a day behind the day: "Mittwoch Abend 8 Uhr", "tomorrow morning at 9".
PART_BEHIND: Final = (
    "früh|morgen|vormittag|nachmittag|abend|morning|afternoon|evening|tidlig|formiddag|eftermiddag|aften|"
    "morgon|förmiddag|kväll|matin|après-midi|soir".split("|")
)
FIRST_DAY: Final = (
    "first day|erster tag|ersten tag|første dag|första dagen|premier jour|初日".split("|")
)
LAST_DAY: Final = (
    "last day|letzter tag|letzten tag|sidste dag|sista dagen|dernier jour|最終日".split("|")
)

# Days that cannot be told, or are many.
VAGUE: Final = (
    "daily|every day|each day|every morning|every evening|täglich|jeden tag|jeden morgen|jeden abend|dagligt|dagligen|"
    "hver dag|hver morgen|hver aften|varje dag|tous les jours|毎日|next week|the week after|nächste woche|"
    "nächster woche|næste uge|ugen efter|nästa vecka|la semaine prochaine|来週|this week|diese woche|denne uge"
).split("|")

NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        (
            "one eins ein et ett une",
            "two zwei to två deux",
            "three drei tre trois",
            "four vier fire fyra quatre",
            "five fünf fem cinq",
            "six sechs seks sex",
            "seven sieben syv sju sept",
            "eight acht otte åtta huit",
            "nine neun ni nio neuf",
            "ten zehn ti tio dix",
            "eleven elf elleve elva onze",
            "twelve zwölf tolv douze",
        ),
        start=1,
    )
    for word in words.split()
}

# What a number of its own follows: a room, never a day. "Zeitraum" and "forum" are no rooms.
ROOM: Final = (
    r"(?<![^\W_])(?:room|[^\W\d_]*(?:room|lokale|(?<!zeit)raum|saal)|lokal|rum|mötesrum|konferensrum|grupprum|"
    r"sal|hall|halle|auditorium|auditoriet|aud\.?|hörsal|salle|suite)(?:\s?(?:no|nr|n°|number|nummer|nummer|#)\.?)?"
)

# What stands after a number that counts heads and things, never hours.
COUNTED: Final = (
    "people persons person pax delegates delegate guests guest visitors participants students "
    "professors seats rooms cars buses coaches vans experts companies countries years year weeks "
    "days day week month months km m kg kr eur usd dkk sek percent procent prozent % € $ £ "
    "personen gäste teilnehmer delegierte plätze jahre jahr wochen tage monate busse firmen "
    "personer person deltagere delegerede gæster pladser år uger dage måneder biler busser firmaer "
    "deltagare gäster platser veckor dagar personnes invités délégués ans jours semaines "
    "th st nd rd x × * + minutes"
).split()
COUNTED_CJK: Final = "名人件社台年月日回個階号室歳万円枚本周期度%"


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; white space in them may be of any length."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=len, reverse=True)
    )


END: Final = r"(?!(?![\u3040-\u9fff])[^\W\d_])"
"""No letter follows but Japanese, which is written without spaces: the end of a word or number."""
