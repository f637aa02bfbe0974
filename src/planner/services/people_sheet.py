"""People of the library as one sheet: one row a person, in the columns that are asked for, and behind
them the key by which the sheet is known again when it comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.ids import PersonId
from planner.domain.own_keys import own_key
from planner.domain.people_lines import PersonCard
from planner.domain.posts import standing, title_on
from planner.domain.told import FIELDS, Told, Values, fields_of
from planner.i18n import N_, Language
from planner.interchange.excel_writer import Sheet, SheetColumn
from planner.storage.queries import narrowing as narrowings
from planner.storage.queries import people as queries
from planner.storage.reading import Reader

AREA: Final = "sheet:people"
"""The area of the saved sets of columns."""


@dataclass(frozen=True)
class PeopleColumn:
    """One column: its name in the register of disclosures and in saved sets, and what stands there."""

    name: str
    title: str
    width: int
    value: Callable[[PersonCard], str]
    usual: bool = True


def _post(card: PersonCard, part: str) -> str:
    """Of the post that is shown: the first one."""
    if not card.posts:
        return ""
    if part == "organisation":
        return card.posts[0].organisation
    return str(getattr(card.posts[0].position, part))


# To add a column: one line here. The usual ones go out unless somebody chooses.
PEOPLE_COLUMNS: Final = (
    PeopleColumn("family_name", N_("Family name"), 20, lambda card: card.person.family_name),
    PeopleColumn("given_name", N_("Given name"), 18, lambda card: card.person.given_name),
    PeopleColumn("native_name", N_("Native name"), 16, lambda card: card.person.native_name),
    PeopleColumn("reading", N_("Reading"), 18, lambda card: card.person.reading),
    PeopleColumn("prefix", N_("Honorific"), 12, lambda card: card.person.prefix),
    PeopleColumn("suffix", N_("Title after the name"), 12, lambda card: card.person.suffix, False),
    PeopleColumn("salutation", N_("Salutation"), 24, lambda card: card.person.salutation, False),
    PeopleColumn("organisation", N_("Organisation"), 34, lambda card: _post(card, "organisation")),
    PeopleColumn("department", N_("Department"), 28, lambda card: _post(card, "department"), False),
    PeopleColumn("position", N_("Position"), 30, lambda card: _post(card, "title")),
    PeopleColumn(
        "emails", N_("E-mail"), 32, lambda card: "\n".join(one.value for one in card.emails)
    ),
    PeopleColumn(
        "phones", N_("Phone"), 22, lambda card: "\n".join(one.value for one in card.phones)
    ),
    PeopleColumn("country", N_("Country"), 9, lambda card: card.person.country),
    PeopleColumn(
        "languages", N_("Languages"), 16, lambda card: ", ".join(card.person.languages), False
    ),
    PeopleColumn("notes", N_("Notes"), 40, lambda card: card.person.notes, False),
)

COLUMNS: Final = tuple(column.name for column in PEOPLE_COLUMNS if column.usual)
"""The field names that go out unless others are chosen."""


def chosen_columns(names: Iterable[str]) -> list[PeopleColumn]:
    """The columns of these names in this order; the usual ones when none of them is a column."""
    known = {column.name: column for column in PEOPLE_COLUMNS}
    chosen = [known[name] for name in dict.fromkeys(names) if name in known]
    return chosen or [column for column in PEOPLE_COLUMNS if column.usual]


def cards(
    reader: Reader, today: dt.date, text: str = "", people: Sequence[PersonId] | None = None
) -> list[PersonCard]:
    """With the post of ``today`` first: the people that ``text`` finds, all without it, by family name; or just ``people``, in their order."""
    keys = _found(reader, text) if people is None else iter(people)
    found = (queries.person_card(reader, key) for key in keys)
    return [_as_of(card, today) for card in found if card is not None]


def _as_of(card: PersonCard, today: dt.date) -> PersonCard:
    posts = sorted(card.posts, key=lambda post: standing(post.position, today))
    return replace(card, posts=tuple(posts))


def _found(reader: Reader, text: str) -> list[PersonId]:
    narrowing = narrowings.narrowed(reader, "person", text)
    rows = reader.rows(
        f"SELECT x.id FROM person x WHERE {narrowing.sql} ORDER BY x.sort_key, x.id",
        narrowing.values,
    )
    return [PersonId(row[0]) for row in rows]


def people_sheet(
    people: Sequence[PersonCard], speak: Language, today: dt.date, columns: Iterable[str] = ()
) -> Sheet:
    """Several addresses or numbers stand in one cell, a line each."""
    chosen = chosen_columns(columns)
    return Sheet(
        speak(N_("Contacts")),
        (
            *(SheetColumn(speak(column.title), column.width, "text") for column in chosen),
            SheetColumn(speak(N_("Planner key")), 14, "text", hidden=True),
        ),
        tuple(
            (*(_said(column, card, today, speak) for column in chosen), own_key(card.person.id))
            for card in people
        ),
    )


def _said(column: PeopleColumn, card: PersonCard, today: dt.date, speak: Language) -> str:
    """The cell; a post that is still to come says from when it is held."""
    text = column.value(card)
    if column.name != "position" or not text:
        return text
    return title_on(text, card.posts[0].position.valid_from, today, speak)


def told(card: PersonCard, columns: Iterable[str] | None = None) -> Told:
    """What the sheet says of one person, for the register of disclosures; None is every column."""
    person, (post, *_rest) = card.person, (*card.posts, None)
    values: Values = {
        **{
            name: tuple(filter(None, [getattr(person, name)]))
            for name in (
                *("name", "family_name", "given_name", "native_name", "reading"),
                *("prefix", "suffix", "salutation", "country", "notes"),
            )
        },
        "organisation": (post.organisation,) if post else (),
        "department": tuple(filter(None, [post.position.department])) if post else (),
        "position": tuple(filter(None, [post.position.title])) if post else (),
        "email": tuple(one.value for one in card.emails),
        "phone": tuple(one.value for one in card.phones),
        "languages": tuple(person.languages),
    }
    named = list(FIELDS) if columns is None else fields_of(columns)
    return Told(
        name=person.name,
        person_id=person.id,
        values={name: values[name] for name in named if name in values},
    )
