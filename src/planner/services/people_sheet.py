"""People of the library as one sheet: one row a person, all ways to reach them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.domain.lines import PersonCard
from planner.i18n import N_, Language
from planner.interchange.excel_writer import Sheet, SheetColumn
from planner.storage.queries import narrowing as narrowings
from planner.storage.queries import people as queries
from planner.storage.reading import Reader

_TITLES: Final = (
    ("family_name", N_("Family name"), 20),
    ("given_name", N_("Given name"), 18),
    ("native_name", N_("Native name"), 16),
    ("reading", N_("Reading"), 18),
    ("prefix", N_("Form of address"), 12),
    ("organisation", N_("Organisation"), 34),
    ("position", N_("Position"), 30),
    ("emails", N_("E-mail"), 32),
    ("phones", N_("Phone"), 22),
    ("country", N_("Country"), 9),
    ("notes", N_("Notes"), 40),
)

COLUMNS: Final = tuple(name for name, _title, _width in _TITLES)
"""The field names that go out: what the register of disclosures keeps."""


def cards(reader: Reader, text: str = "") -> list[PersonCard]:
    """The people that ``text`` finds, all without it, by family name."""
    narrowing = narrowings.narrowed(reader, "person", text)
    found: list[PersonCard] = []
    while True:
        lines = queries.people_page(reader, narrowing, len(found), 500)
        for line in lines:
            card = queries.person_card(reader, line.id)
            if card is not None:
                found.append(card)
        if len(lines) < 500:
            return found


def people_sheet(people: Sequence[PersonCard], speak: Language) -> Sheet:
    """Several addresses or numbers stand in one cell, a line each."""
    return Sheet(
        speak(N_("Contacts")),
        tuple(SheetColumn(speak(title), width, "text") for _name, title, width in _TITLES),
        tuple(_row(card) for card in people),
    )


def _row(card: PersonCard) -> tuple[str, ...]:
    one = card.person
    post = card.posts[0] if card.posts else None
    return (
        one.family_name,
        one.given_name,
        one.native_name,
        one.reading,
        one.prefix,
        post.organisation if post else "",
        post.position.title if post else "",
        "\n".join(point.value for point in card.emails),
        "\n".join(point.value for point in card.phones),
        one.country,
        one.notes,
    )
