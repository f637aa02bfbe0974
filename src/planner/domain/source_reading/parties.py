"""Who makes an agreement, read out of a sentence: organisations of the library, countries, and names
as they are written where the library does not know them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.country_names import read_country
from planner.domain.source_reading.countries import CountryNamed
from planner.domain.source_reading.days import MONTHS
from planner.domain.source_reading.known import Named
from planner.domain.source_reading.regions import country_of_region
from planner.text import fold

OPENINGS: Final = '•-–—*„“" \t'
"""What may stand before the first word of a sentence."""
_ARTICLE: Final = re.compile(
    r"\s*(?:(?:the|The|der|die|das|dem|den|det|de|Der|Die|Das|Den|Det|De|both|both the|sowohl|både)\s+){0,2}"
)
_CAPITAL: Final = r"[A-ZÆØÅÄÖÜÉ][\w'’&./-]*"
_LINK: Final = r"(?:of the|of|for the|for|für die|für|til|de|du|des|der|zu|van|von)"
_WRITTEN: Final = re.compile(
    rf"(?:{_CAPITAL}|[a-z]\w*[A-Z]\w*)(?:[ -](?:{_LINK} )?{_CAPITAL}){{0,8}}"
)
_MORE: Final = re.compile(rf"\s(?:and|og|und|&)\s(?P<more>{_CAPITAL})(?![\w-])")
_AND: Final = re.compile(
    r"(?:\s*\([^()]{1,30}\))?(?:\s*,\s*(?:(?:and|og|und|samt|sowie)\s+)?|\s+(?:and|og|und|samt|sowie|as well as|&)\s+)"
)
_HOUSE: Final = re.compile(
    r"(?i)universit|institut|academ|akademi|college|hochschule|højskole|högskola|schule\b|\bschool|minist(?:ry|er"
    r"i)|agenc|agentur|styrelse|council|\brat\b|rådet\b|\bråd\b|\bboard\b|foundation|stiftung|stiftelse|\bfond|\bfund\b"
    r"|\bcent(?:re|er)\b|zentrum|laborator|\blab\b|society|gesellschaft|selskab|association|verband|verein|forening"
    r"|authority|behörde|\w+amt\b|myndighed|commission|kommission|committee|chamber|kammer|company|corporation"
    r"|\bcorp\b|\binc\b|\bltd\b|\bgmbh|\bag\b|\ba/s|\baps\b|\bab\b|\bgroup\b|gruppe|hospital|klinik|clinic|museum|\bbank\b"
    r"|network|netzwerk|netværk|cluster|klynge|\bregion\b|prefecture|präfektur|præfektur|province|provinz|\bland\b"
    r"|freistaat|state of|\bstadt\b|\bcity\b|kommune|municipality|alliance|\btrust\b|consortium|konsortium|organi[sz]ation"
)
_GENERIC: Final = re.compile(
    r"(?i)(?:the|das|die|der|det|den|our|unsere?|vores)?\s*(?:(?P<of>[a-zæøåäöü]+)\s+)?(?:ministry|ministerium|ministeriet"
    r"|agency|styrelsen|agentur|university|universität|universitetet|institut(?:e|tet)?|foundation|stiftung"
    r"|fonden|government|regierung|regeringen|region(?:en)?|stadt|city|prefecture|municipality|kommune[n]?)\b"
)
_GOVERNMENT: Final = re.compile(r"(?i)government|regierung|regeringen")
_WE: Final = re.compile(r"(?:We|Vi|Wir|we|vi|wir)\b")
_TITLED: Final = re.compile(
    r"(?i)(?:\w*minist(?:er(?:in|präsident\w*)?|re)|prime|statsminister\w*|governor|gouverneur\w*|guvernør\w*|president"
    r"|præsident\w*|präsident\w*|\w*direktør\w*|\w*direktor\w*|director|rector|rektor\w*|dean|chair\w*|professor|prof"
    r"|dr|mr|mrs|ms|hr|fru|herr|frau|mayor|borgmester\w*|bürgermeister\w*|staatssekretär\w*|king|kong|queen"
    r"|dronning|ambassador|botschafter\w*|ambassadør\w*|minister-president)\b"
)
_NOT_ONE: Final = frozenset(
    fold(
        "agreement agreements memorandum abkommen vereinbarung vereinbarungen aftale aftaler it they both this that these"
        " these countries länder lande partner partners monday tuesday wednesday thursday friday effect today"
        " i er sie es han hun de on in at am im den after nach efter eu wirkung blick vertretern sitz unterstützung"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Party:
    """From ``start`` to ``end`` of a sentence: a record (``key``), a country (``code`` alone), or a name as
    written, with the ``code`` of a region's country. ``sure`` where the words say that it is no person;
    ``generic`` for "the ministry" and "we": whoever published the text."""

    start: int
    end: int
    key: str = ""
    code: str = ""
    name: str = ""
    sure: bool = True
    generic: bool = False


@dataclass(frozen=True)
class PartyReader:
    """``german``: every noun has a capital there, so a name needs a word of organisations."""

    text: str
    named: Sequence[Named]
    countries: Sequence[CountryNamed]
    german: bool = False

    def run(self, at: int, *, loose: bool = False) -> list[Party]:
        """Those that stand from here on, joined by commas and "and". ``loose`` takes names without a word
        of organisations, too, as they stand after "with"."""
        found: list[Party] = []
        while len(found) < 40 and (one := self.at(at, loose=loose)) is not None:
            found.append(one)
            joined = _AND.match(self.text, one.end)
            if joined is None:
                break
            at = joined.end()
        return found

    def at(self, at: int, *, loose: bool = False) -> Party | None:
        article = _ARTICLE.match(self.text, at)
        begin = article.end() if article else at
        written = self._written(begin, loose=loose)
        known = self._known(at, begin)
        if written is None:
            return known
        # "Coral Institute of Palau" is no country
        is_longer = known is not None and written.end > known.end + 1
        if known is None or (is_longer and written.sure and not known.key):
            return written
        return known

    def _known(self, at: int, begin: int) -> Party | None:
        for house in self.named:
            if at <= house.start <= begin or house.start < begin < house.end:
                return Party(house.start, house.end, key=house.key)
        for country in self.countries:
            if at <= country.start <= begin or country.start < begin < country.end:
                return Party(country.start, country.end, code=country.code)
        return None

    def _written(self, begin: int, *, loose: bool) -> Party | None:
        found = _WRITTEN.match(self.text, begin)
        if found is None or _TITLED.match(found[0]):
            return None
        name, end = self._trimmed(found[0], begin)
        region = country_of_region(name)
        if region:
            return Party(begin, end, code=region, name=name)
        is_house = _HOUSE.search(name) is not None and " " in name
        is_short = len(name) > 2 and name.isupper()
        if not name or fold(name) in _NOT_ONE or _is_generic(name):
            return None
        if is_house:
            name, end = self._with_rest(name, end)
        elif not (loose and (is_short or not self.german)):
            return None
        return Party(begin, end, name=name, sure=is_house)

    def _trimmed(self, name: str, begin: int) -> tuple[str, int]:
        """Without a month, a point or a word of agreements at its end, and no further than a known name."""
        words = name.split(" ")
        while words and (
            fold(words[-1]).strip(".,") in MONTHS
            or fold(words[-1]).strip(".,") in _NOT_ONE
            or re.fullmatch(_LINK, words[-1])
        ):
            words.pop()
        bare = " ".join(words).rstrip(".,-/")
        return bare, begin + len(bare)

    def _with_rest(self, name: str, end: int) -> tuple[str, int]:
        """ "Institute for Rivers and Lakes" is one."""
        more = _MORE.match(self.text, end)
        if more is None or not re.search(r"\s(?:of|for|für|til)\s", name):
            return name, end
        starts = {one.start for one in self.named} | {one.start for one in self.countries}
        alone = more.start("more") not in starts and not _HOUSE.search(more["more"])
        if not alone or country_of_region(more["more"]) or more["more"].isupper():
            return name, end
        return name + more[0], more.end()


def generic(text: str, begin: int, end: int) -> Party | None:
    """The subject "the ministry" or "we" that stands there, as it is written; with a country's code for "the
    Danish government"."""
    if ours := _WE.match(text, begin):
        return Party(begin, ours.end(), generic=True)
    found = _GENERIC.match(text, begin)
    if found is None or found.end() > end:
        return None
    code = _country_of(found["of"] or "")
    if found["of"] and not code:
        return None
    if not _GOVERNMENT.search(found[0]):
        code = ""  # an authority of the country is not the country
    return Party(begin, found.end(), name=found[0].strip(), code=code, generic=True)


def _is_generic(name: str) -> bool:
    found = _GENERIC.fullmatch(name)
    return found is not None and (not found["of"] or bool(_country_of(found["of"])))


def _country_of(adjective: str) -> str:
    """ "Danish", "dansk", "dänische" """
    for form in (adjective, re.sub(r"e[nrs]?$", "", adjective)):
        if len(form) > 3 and (code := read_country(form)):
            return code
    return ""
