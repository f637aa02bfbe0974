"""People on their way out of the library: contact cards, text tables, text for a mail."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from planner.domain.cards import ContactCard
from planner.domain.ids import PersonId
from planner.domain.people import ContactKind
from planner.domain.privacy import Way
from planner.domain.told import Told, fields_of, told_of_card
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.leaving import Leaving
from planner.storage.queries import cards as queries
from planner.text import safe_file_name


class CardForm(enum.StrEnum):
    """How people are written. vCard 3.0 is what most address books read without loss."""

    VCARD_3 = "vcard3"
    VCARD_4 = "vcard4"
    CSV = "csv"


CARD_FORMS: Final = {
    CardForm.VCARD_3: N_("Contact cards (vCard 3.0)"),
    CardForm.VCARD_4: N_("Contact cards (vCard 4.0)"),
    CardForm.CSV: N_("Text table (CSV)"),
}

# Thunderbird and Google find their fields by these English headers alone; others they leave empty.
# Between header and value stands the field name for the record of disclosures.
_CSV: Final = (
    ("First Name", "given_name", lambda card: card.given_name),
    ("Last Name", "family_name", lambda card: card.family_name),
    ("Display Name", "", lambda card: card.shown_name),
    ("Title", "prefix", lambda card: card.prefix),
    ("Suffix", "suffix", lambda card: card.suffix),
    ("Organization", "organisation", lambda card: card.organisation),
    ("Department", "department", lambda card: card.department),
    ("Job Title", "title", lambda card: card.title),
    ("Primary Email", "email", lambda card: _nth(card, ContactKind.EMAIL, 0)),
    ("Secondary Email", "email", lambda card: _nth(card, ContactKind.EMAIL, 1)),
    ("Mobile Number", "phone", lambda card: _labelled(card, "mobile")),
    ("Work Phone", "phone", lambda card: _labelled(card, "")),
    ("Fax Number", "phone", lambda card: _labelled(card, "fax")),
    ("Web Page 1", "web", lambda card: _nth(card, ContactKind.WEB, 0)),
    ("Native Name", "native_name", lambda card: card.native_name),
    ("Reading", "reading", lambda card: card.reading),
)
_VCARD: Final = (
    ("family_name", lambda card: card.family_name),
    ("given_name", lambda card: card.given_name),
    ("prefix", lambda card: card.prefix),
    ("suffix", lambda card: card.suffix),
    ("native_name", lambda card: card.native_name),
    ("reading", lambda card: card.reading),
    ("organisation", lambda card: card.organisation),
    ("department", lambda card: card.department),
    ("title", lambda card: card.title),
    ("email", lambda card: card.ways_of(ContactKind.EMAIL)),
    ("phone", lambda card: card.ways_of(ContactKind.PHONE)),
    ("web", lambda card: card.ways_of(ContactKind.WEB)),
    ("notes", lambda card: card.notes),
    ("photo", lambda card: card.photo),
    ("card_lines", lambda card: _kept(card)),
    ("key", lambda card: card.key),
)

_TEXT: Final = (
    *("name", "native_name", "prefix", "suffix", "organisation", "department", "position"),
    *("email", "phone"),
)
"""The fields that a text for a mail tells."""


class HandingOut:
    """Each file is written whole or not at all, and is put on the record of disclosures."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._disclosures = Disclosures(core)

    def cards(
        self, people: Sequence[PersonId], *, photos: bool = True, notes: bool = False
    ) -> list[ContactCard]:
        """The cards of these people, in this order, each once."""
        once = list(dict.fromkeys(people))
        today = self._core.today()
        return queries.contact_cards(self._core.reader, once, today, photos=photos, notes=notes)

    def as_file(self, people: Sequence[PersonId], form: CardForm = CardForm.VCARD_3) -> bytes:
        """The file in memory, for a look or a drag; nothing is put on record."""
        return _content(self.cards(people), form)

    def copied(
        self, people: Sequence[PersonId], text: str, columns: Sequence[str] | None = None
    ) -> None:
        """Put on record that text about people went to another program: for a mail (None), or a list.

        A list shows one address and one number of each.
        """
        cards = self.cards(people, photos=False, notes=columns is not None and "notes" in columns)
        fields = _TEXT if columns is None else fields_of(columns)
        told = [told_of_card(card, fields) for card in cards]
        if columns is not None:
            told = [
                replace(one, values={name: held[:1] for name, held in one.values.items()})
                for one in told
            ]
        self._disclosures.record_alone(
            Given(
                file_name="",
                content=text.encode(),
                subjects=told,
                columns=tuple(columns or ()),
                way=Way.COPY,
                paper="text" if columns is None else "table",
            )
        )

    def line_copied(self, person: PersonId, text: str) -> None:
        """Put on record that one form of somebody's name went to another program."""
        cards = self.cards([person], photos=False)
        self._disclosures.record_alone(
            Given(
                file_name="",
                content=text.encode(),
                subjects=[told_of_card(card, ("name",)) for card in cards],
                way=Way.COPY,
                paper="text",
            )
        )

    def record(self, people: Sequence[PersonId], name: str, content: bytes) -> None:
        """Put on record that a file made by :meth:`as_file` left the house."""
        with self._core.work(
            N_("Hand out {name}"), {"name": name, "word": "disclosure"}, lasting=True
        ) as work:
            form = CardForm.VCARD_3 if content.startswith(b"BEGIN:VCARD") else CardForm.CSV
            self._disclosures.record(work, _given(self.cards(people), name, content, form))

    def write(
        self,
        people: Sequence[PersonId],
        target: Path,
        form: CardForm = CardForm.VCARD_3,
        *,
        each: bool = False,
        photos: bool = True,
        notes: bool = False,
    ) -> list[Path]:
        """Write one file at ``target``, or one for each person into the folder ``target``.

        Outlook opens only the first card of a file: a file each is for its users. In the folder no
        file is overwritten: the new one gets a number.

        :raises UserError: nobody was chosen.
        :raises NotWritten: a file could not be written; those before it are complete and on record.
        """
        found = self.cards(people, photos=photos, notes=notes)
        if not found:
            raise UserError(_("Nobody was chosen."), _("Choose people in the list first."))
        if not each:
            given = _given(found, target.name, _content(found, form), form)
            self._disclosures.save(target, given)
            return [target]
        ending = "csv" if form is CardForm.CSV else "vcf"
        facts: dict[str, str | int] = {"name": target.name, "word": "disclosure"}
        leaving = Leaving(self._disclosures, target)
        with (
            leaving.in_step(),
            self._core.work(N_("Hand out {name}"), facts, lasting=True) as work,
        ):
            for card in found:
                name = f"{safe_file_name(card.shown_name)}.{ending}"
                if not leaving.put(work, _given([card], name, _content([card], form), form)):
                    break
        return list(leaving.finished())


def _given(cards: Sequence[ContactCard], name: str, content: bytes, form: CardForm) -> Given:
    columns = _columns(cards, form)
    return Given(
        file_name=name,
        content=content,
        subjects=[_told(card, form, columns) for card in cards],
        columns=columns,
        paper="list of people" if form is CardForm.CSV else "contact cards",
    )


def _told(card: ContactCard, form: CardForm, columns: Sequence[str]) -> Told:
    """What the file says of one person; a text table has two addresses and three numbers at most."""
    told = told_of_card(card, fields_of(columns))
    if form is not CardForm.CSV:
        return told
    cells: dict[str, list[str]] = {name: [] for name in told.values}
    for _title, column, value in _CSV:
        for name in fields_of([column]):
            if name in cells:
                cells[name] += filter(None, [value(card)])
    return replace(told, values={name: tuple(values) for name, values in cells.items()})


def _content(cards: Sequence[ContactCard], form: CardForm) -> bytes:
    if form is CardForm.CSV:
        from planner.interchange.csv_writer import write_table

        header = [title for title, _field, _value in _CSV]
        return write_table(header, [[value(card) for *_names, value in _CSV] for card in cards])
    from planner.interchange.vcard_writer import write_cards

    return write_cards(cards, "4.0" if form is CardForm.VCARD_4 else "3.0")


def _columns(cards: Sequence[ContactCard], form: CardForm) -> tuple[str, ...]:
    """The field names of what a file with these cards says of anybody in it."""
    if form is CardForm.CSV:
        said = [(field, value) for _title, field, value in _CSV if field]
    else:
        said = list(_VCARD)
    return tuple(dict.fromkeys(field for field, value in said if any(map(value, cards))))


def _kept(card: ContactCard) -> list[str]:
    from planner.interchange.vcard_writer import kept_lines

    return kept_lines(card)


def put_file(path: Path, content: bytes) -> None:
    """Write a file on its way out that only its owner can read.

    :raises NotWritten: it could not be written.
    """
    from planner.interchange.files import save_bytes

    save_bytes(path, content)


def as_text(cards: Sequence[ContactCard]) -> str:
    """The cards as lines for a mail, a blank line between two people."""
    return "\n\n".join("\n".join(filter(None, _text_lines(card))) for card in cards)


def _text_lines(card: ContactCard) -> list[str]:
    name = " ".join(filter(None, (card.prefix, card.shown_name)))
    if card.native_name and card.native_name != card.shown_name:
        name = f"{name} ({card.native_name})"
    return [
        f"{name}, {card.suffix}" if card.suffix else name,
        ", ".join(filter(None, (card.title, card.department))),
        card.organisation,
        *(way.value for way in card.ways_of(ContactKind.EMAIL)),
        *(way.value for way in card.ways_of(ContactKind.PHONE)),
    ]


def _nth(card: ContactCard, kind: ContactKind, place: int) -> str:
    found = card.ways_of(kind)
    return found[place].value if place < len(found) else ""


def _labelled(card: ContactCard, label: str) -> str:
    """The first number with this label; "" is any that is neither mobile nor fax."""
    for way in card.ways_of(ContactKind.PHONE):
        own = way.label.lower()
        if own == label or (not label and own not in ("mobile", "fax")):
            return way.value
    return ""
