"""Countries, languages and the cities of time zones by their name in a paper's language.

From the Unicode CLDR, in ``data/cldr_names.json``; ``packaging/cldr_names.py`` writes that file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from planner import paths
from planner.i18n import PAPER_LANGUAGES, primary
from planner.text import fold

Names = Mapping[str, Mapping[str, str]]


def country_name(country: str, code: str) -> str:
    """The country of an ISO 3166-1 alpha-2 code, standing alone: "Japan", "Dänemark", "デンマーク".

    What is no such code stays as it is.
    """
    return _names(code)["countries"].get(country.strip().upper(), country)


def language_name(tag: str, code: str) -> str:
    """The language of an IETF tag: "Japanese", "japansk", "Japanisch", "japanska", "日本語"."""
    return _names(code)["languages"].get(primary(tag), tag)


def language_names(tags: Sequence[str], code: str) -> str:
    """ "Danish, English", in the order given."""
    return ("、" if primary(code) == "ja" else ", ").join(language_name(tag, code) for tag in tags)


def zone_city(zone: str, code: str) -> str:
    """The city that an IANA zone is called after: "Copenhagen", "København"; empty for "UTC", "Etc/…"."""
    if "/" not in zone or zone.startswith("Etc/"):
        return ""
    return _names(code)["cities"].get(zone) or zone.rsplit("/", 1)[-1].replace("_", " ")


@lru_cache(1024)
def town_name(town: str, zone: str, code: str) -> str:
    """A town as the language calls it, if the zone there is called after it: "Copenhagen" is "København".

    Any other stays as it was typed: a Melbourne in Florida is not the one in Australia.
    """
    known = {fold(zone_city(zone, one)) for one in PAPER_LANGUAGES}
    return zone_city(zone, code) if town and fold(town) in known else town


@cache
def _all_names() -> Mapping[str, Names]:
    text = (paths.data() / "cldr_names.json").read_text(encoding="utf-8")
    known: Mapping[str, Names] = json.loads(text)["names"]
    return known


def _names(code: str) -> Names:
    bare = primary(code)
    return _all_names()[bare if bare in PAPER_LANGUAGES else "en"]


def country_names(code: str) -> Mapping[str, str]:
    """All countries as the language calls them, by their ISO 3166-1 alpha-2 codes."""
    return _names(code)["countries"]
