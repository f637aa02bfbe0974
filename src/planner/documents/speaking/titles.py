"""Which of two titles stands in which language of a paper, and where a translation is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from planner.domain.itinerary import Item
from planner.domain.organisations import Organisation, OrganisationName
from planner.domain.people import Position
from planner.domain.sites import Site
from planner.i18n import primary
from planner.text import is_native

_SPOKEN_IN: Final = {"DK": "da", "DE": "de", "AT": "de", "SE": "sv", "JP": "ja"}
"""Countries whose own name for a thing is in one language of papers."""


def is_japanese(text: str) -> bool:
    """Whether the text is in kanji or kana; Hangul is not."""
    return is_native(text) and not any("\uac00" <= sign <= "\ud7af" for sign in text)


def item_title(item: Item, code: str, guests: Sequence[str]) -> str:
    """The title for a paper in a language; ``guests`` are the languages of the visit (IETF tags).

    The second title is in the guests' language, so it stands in a paper of theirs. Where one of the
    two is in Japanese script and the other is not, the script decides.
    """
    return _chosen(item.title, item.second_title, code, guests)


def missing_title(item: Item, code: str, guests: Sequence[str]) -> bool:
    """Whether the title of the paper is in another language, as far as can be told.

    Certain for Japanese, by the script. Between languages in Latin letters it is told by the rule:
    guests read their own paper and nobody typed their title.
    """
    shown = item_title(item, code, guests)
    if not any(sign.isalpha() for sign in shown):
        return False
    if (primary(code) == "ja") != is_japanese(shown):
        return True
    # An office types its titles in English or in its own language: English is never called missing.
    theirs = {primary(tag) for tag in guests} - {"en"}
    return primary(code) in theirs and primary(code) != "ja" and not item.second_title


def organisation_name(
    organisation: Organisation, code: str, names: Iterable[OrganisationName] = ()
) -> str:
    """The organisation's name in the language: one that was recorded for it wins, then its own name
    in a paper of its country's language, else the one that all read."""
    for one in names:
        ours = one.organisation_id == organisation.id and one.name and not one.valid_to
        if ours and one.language and primary(one.language) == primary(code):
            return one.name
    return _own(organisation.name, organisation.native_name, organisation.country, code)


def site_name(site: Site, code: str) -> str:
    return _own(site.name, site.native_name, site.country, code)


def post_title(post: Position, country: str, code: str) -> str:
    """The title of a post; ``country`` is that of the person or of the organisation."""
    return _own(post.title, post.native_title, country, code)


def _own(name: str, native: str, country: str, code: str) -> str:
    if not (name and native):
        return name or native
    if is_japanese(native) or is_japanese(name):
        japanese, other = (native, name) if is_japanese(native) else (name, native)
        if is_japanese(other):
            return name
        # Kanji of a Chinese name are no Japanese name.
        own = country.upper() in ("", "JP")
        return japanese if primary(code) == "ja" and own else other
    return native if _SPOKEN_IN.get(country.upper()) == primary(code) else name


def _chosen(title: str, second: str, code: str, guests: Sequence[str]) -> str:
    if not (title and second):
        return title or second
    if is_japanese(title) != is_japanese(second):
        japanese, other = (title, second) if is_japanese(title) else (second, title)
        return japanese if primary(code) == "ja" else other
    return second if primary(code) in {primary(tag) for tag in guests} else title
