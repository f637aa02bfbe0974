"""What a line of a contact block is: a name, a post, a house, or prose."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from planner.interchange.contact_words import DEPARTMENTS, HOUSES, POSTS, STREETS
from planner.text import clean_line, is_native, is_reading

LONG: Final = 90
"""A longer line is prose, not part of a block."""


@lru_cache(maxsize=20_000)
def what_words(piece: str) -> str:
    """Whether words are a post, a department or a house; nothing when they are neither."""
    house = HOUSES.search(piece)
    if POSTS.search(piece) and not (house and len(piece.split()) > 8):
        return "position"
    if house:
        return "organisation"
    if not STREETS.search(piece) and DEPARTMENTS.search(piece):
        return "department"
    return ""


_BETWEEN: Final = re.compile(r"\s*[,;]\s+|\s+[–—-]\s+")


def with_post(piece: str, *, after_name: bool = False) -> tuple[str, str] | None:
    """Name and post of a line that has both: "Ann Lund, Senior Adviser", "Kontorchef Ib Jensen".

    Below a name "Director Research Infrastructure" is that person's post, and nobody new.
    """
    parts = _BETWEEN.split(piece, maxsplit=1)
    if len(parts) == 2 and is_name(parts[0]) and what_words(parts[1]):
        return parts[0], parts[1]
    words = [] if after_name else piece.split()
    for cut in range(1, min(4, len(words) - 1)):
        before, after = " ".join(words[:cut]), " ".join(words[cut:])
        if POSTS.search(before) and not HOUSES.search(piece) and is_name(after):
            titles = _TITLES.match(before)  # "Dr. Referentin Petra Lange"
            title = titles[0].strip() if titles and titles.end() < len(before) else ""
            return f"{title} {after}".strip(), before[len(title) :].strip()
    return None


def post_and_house(piece: str) -> tuple[str, str]:
    """Of "Senior Adviser, Board of Rivers" both; the whole as the post where the rest is no house."""
    post, comma, rest = piece.partition(", ")
    if not comma:
        return piece, ""
    near = rest.partition(", ")[0]
    if (
        POSTS.search(post)
        and not HOUSES.search(post)
        and HOUSES.search(near)
        and not POSTS.search(near)
    ):
        return post.strip(), rest.strip(" .")
    return piece, ""


_PARTS: Final = re.compile(r"\s*[,;]\s+")
_IN_BRACKETS: Final = re.compile(r"(?P<name>[^()]{3,60}?)\s*\((?P<post>[^()]{3,60})\)")


def parts_of_one_line(line: str) -> list[str]:
    """A person told in one line, "Ann Lund, Senior Adviser, Board of Rivers, +45 …, ann@…", part by part;
    nothing for another line."""
    first, *rest = _PARTS.split(line.strip(" .,;"))
    while rest and _TAIL.fullmatch(f", {rest[0]}"):
        first = f"{first}, {rest.pop(0)}"
    if not rest:
        return []
    both = _IN_BRACKETS.fullmatch(first)
    if both is not None and is_name(both["name"]) and what_words(both["post"]):
        return [both["name"], both["post"], *rest]
    return [first, *rest] if is_name(first) or with_post(first) is not None else []


def is_prose(piece: str) -> bool:
    """A sentence, which no line of a contact block is."""
    if is_native(piece):
        return len(piece) > 60 or piece.endswith("。")
    words = piece.split()
    return len(piece) > LONG or (len(words) > 7 and piece.endswith((".", "!", "?")))


_PARTICLES: Final = frozenset(
    "von van de der den zu zur af la le du di da dos del della ter ten el al bin und y e".split()
)
_TITLES: Final = re.compile(
    r"(?i)^(?:(?:prof|dr|mr|mrs|ms|mx|herr|frau|hr|fru|ing|mag|dipl|univ|h\.?c|med|rer|nat|phil|jur|pd|priv|doz|ph\.?d"
    r"|habil|sir|dame|he|h\.e|m\.?sc|b\.?sc|mba|lic|cand|scient|polit)\b[.\-]*\s*)+"
)
_TAIL: Final = re.compile(
    r"(?i)(?:,\s*(?:ph\.?\s?d|m\.?sc|b\.?sc|mba|m\.?a|b\.?a|ll\.?m|dr\.?|cand\.?\s?\w+|mph|md|frs)\.?)+$"
)
_KANJI_NAME: Final = re.compile(
    r"[\u3400-\u9fff々〆ヶ]{1,4}[ 　]?[\u3040-\u30ff\u3400-\u9fff々]{1,5}"
)
_HANDED: Final = re.compile(r"\s*[(（]([^()（）]*)[)）]")
_WORD: Final = re.compile(r"[^\W\d_](?:[\w'’.\-]*)", re.UNICODE)


def name_parts(piece: str) -> tuple[str, str, str]:
    """Native form, Latin form and reading of a line that is a name."""
    reading = native = ""
    rest = piece
    for inner in _HANDED.findall(piece):
        if is_reading(inner):
            reading = inner.strip()
        elif is_native(inner):
            native = inner.strip()
        else:
            continue
        rest = rest.replace(f"({inner})", " ").replace(f"（{inner}）", " ")
    rest = clean_line(rest)
    if is_native(rest):
        latin = " ".join(word for word in re.split(r"[ /]", rest) if word and not is_native(word))
        native = " ".join(word for word in re.split(r"[ /]", rest) if is_native(word))
        return re.sub(r"(?:様|さん|氏|先生)$", "", native).strip(), latin, reading
    return native, rest, reading


@lru_cache(maxsize=20_000)
def is_name(piece: str) -> bool:
    """Two to five words written as names are, none of them a word of posts or houses."""
    if not piece or len(piece) > 70 or any(sign.isdigit() for sign in piece) or "@" in piece:
        return False
    native, latin, _reading = name_parts(piece)
    if native and not latin:
        bare = native.replace(" ", "")
        known = POSTS.search(piece) or HOUSES.search(piece) or DEPARTMENTS.search(piece + " ")
        return bool(_KANJI_NAME.fullmatch(native)) and 2 <= len(bare) <= 8 and not known
    text = _TAIL.sub("", _TITLES.sub("", latin)).strip(" ,")
    titled = text != latin.strip(" ,")
    words = text.replace(",", " ").split()
    if not (1 if titled and len(words) == 1 else 2) <= len(words) <= 6:
        return False
    if words[-1] in _PARTICLES:
        return False  # "Kiel, den" is the head of a letter
    for word in words:
        if word.casefold() in _PARTICLES:
            continue
        if not _WORD.fullmatch(word) or not word[0].isupper():
            return False
    others = (_NOT_NAMES, _SUBJECTS, POSTS, HOUSES, DEPARTMENTS)
    return not any(other.search(text) for other in others)


_SUBJECTS: Final = re.compile(
    r"(?i)\b(?:international\w*|global\w*|europ\w*|nordic|nordisk\w*|national\w*|regional\w*|public|external|internal"
    r"|research|science|technology|innovation|infrastructures?|cooperation|collaboration|relations|affairs|policy"
    r"|education|strategy|strategic|communications?|development|management|administration|projects?|programmes?"
    r"|programs?|services?|support|finance|legal|operations|events?|protocol|partnerships?|health|energy|climate"
    r"|forskning\w*|videnskab\w*|uddannelse\w*|samarbejde\w*|udvikling\w*|kommunikation\w*|strategi\w*|jura|økonomi"
    r"|forschung\w*|wissenschaft\w*|bildung\w*|zusammenarbeit|beziehungen|angelegenheiten|infrastruktur\w*|entwicklung"
    r"|verwaltung|technik|technologie\w*|projekt\w*|programm\w*|öffentlichkeitsarbeit|presse\w*|grundsatz\w*"
    r"|utbildning\w*|samverkan|utveckling\w*|verksamhet\w*)\b"
)
"""What posts and departments are about: two such words with capitals are no name."""

_NOT_NAMES: Final = re.compile(
    r"(?i)\b(?:the|and|for|with|from|about|our|your|read|more|news|home|page|menu|søg|find|læs|mere|links?|cookies?|privacy"
    r"|policy|terms|copyright|all rights|follow|share|print|download|opening|hours|denmark|danmark|germany|deutschland"
    r"|sweden|sverige|japan|united|kingdom|states|copenhagen|københavn|tokyo|stockholm)\b"
)
