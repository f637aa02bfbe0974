"""The organisations and groups that a list names: those that are known, and those that are to be made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.domain.ids import GroupId, OrganisationId, VisitId, new_id
from planner.domain.names import is_native
from planner.domain.organisations import Organisation, kind_of_name
from planner.domain.staging import LikelyHouse
from planner.domain.visits import Group
from planner.domain.words import Word
from planner.services.import_houses import Alike
from planner.storage.reading import Reader, where
from planner.text import clean_line, fold


class OrganisationBook:
    """Which organisation a name in a list means; one that nobody knows is made, once for the whole list."""

    def __init__(self, reader: Reader) -> None:
        self._by_name: dict[str, OrganisationId] = {}
        self._countries: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.making: dict[str, Word] = {}
        self.likely: dict[str, LikelyHouse] = {}
        """By the id of one that is made: which of the library it may be, and why."""
        self._alike: Alike | None = None
        self._reader = reader
        rows = reader.rows(
            "SELECT id, name, acronym, native_name, country FROM organisation ORDER BY id"
        )
        for place in (1, 3, 2):  # a name beats a native name beats an acronym
            for row in rows:
                self._learn(row[place], row[0])
        for row in rows:
            self.names[row[0]] = row[1] or row[3]
            self._countries[row[0]] = row[4]
        for key, name in reader.rows(
            "SELECT organisation_id, name FROM organisation_name ORDER BY id"
        ):
            self._learn(name, key)

    def _learn(self, name: str, key: str) -> None:
        if folded := fold(name or ""):
            self._by_name.setdefault(folded, OrganisationId(key))
            if (country := self._countries.get(key, "")) and _OF_A_STATE.search(name):
                self._by_name.setdefault(f"{folded}\x1f{country}", OrganisationId(key))

    def _known(self, name: str, country: str) -> OrganisationId | None:
        """Every country has a "Ministry of Education": that of the person's country is meant.

        Of other houses the person's country says nothing: Italians work at Swedish facilities.
        """
        found = self._by_name.get(fold(name))
        if found is None or not country or not _OF_A_STATE.search(name):
            return found
        if self._countries.get(found, "") in ("", country):
            return found
        return self._by_name.get(f"{fold(name)}\x1f{country}")

    def country(self, organisation: OrganisationId | None) -> str:
        """Where it is, ISO 3166 alpha-2; "" where nobody knows."""
        return self._countries.get(organisation, "") if organisation else ""

    def with_department(self, text: str) -> tuple[str, str] | None:
        """A known organisation and its part in one cell: "文部科学省 国際課"; None where it is none."""
        head, _gap, part = clean_line(text).partition(" ")
        if not part or not is_native(head) or not part.endswith(_PARTS):
            return None
        if fold(text) in self._by_name or fold(head) not in self._by_name:
            return None
        return head, part

    def meant(self, text: str, country: str) -> OrganisationId | None:
        """The organisation of a cell: "MEXT", "Ministry of Education (MEXT)", "文部科学省 / MEXT"."""
        text = clean_line(text)
        if not text:
            return None
        if known := self._known(text, country):
            return known
        pieces = _name_pieces(text)
        for piece in pieces:
            if known := self._known(piece, country):
                return known
        made = _made(text, pieces, country)
        self._countries[made.id] = made.country
        self.making[made.id] = made
        self.names[made.id] = made.name or made.native_name
        self._alike = self._alike or Alike(self._reader)
        if (house := self._alike.to(made)) is not None:
            self.likely[made.id] = house
        for name in (text, made.name, made.native_name, made.acronym):
            self._learn(name, made.id)
        return made.id


_PARTS = ("部", "課", "局", "室", "係", "班", "科", "センター", "グループ", "チーム")

_OF_A_STATE = re.compile(
    r"(?i)^(?:the )?(?:ministry of|department of|ministeriet? for|ministerium für|bundesministerium|parliament|government"
    r"|embassy of|national agency|kabinet)|ministeriet$|departementet$"
)

_BRACKETED = re.compile(r"^(.{3,}?)\s*[(（]([^()（）]{2,})[)）]$")


def _name_pieces(text: str) -> list[str]:
    """The names that one cell gives one after the other, the longest first."""
    if found := _BRACKETED.match(text):
        return [found[1].strip(), found[2].strip()]
    pieces = [
        piece.strip() for piece in re.split(r"\s*[/／\n]\s*|\s+[–—-]\s+", text) if piece.strip()
    ]
    # "University of Lund / Physics" is one institution with a part, not two names of one.
    if len(pieces) == 2 and is_native(pieces[0]) != is_native(pieces[1]):
        return pieces
    return []


def _made(text: str, pieces: Sequence[str], country: str) -> Organisation:
    name, native, acronym = text, "", ""
    if len(pieces) == 2:
        first, second = pieces
        if is_native(first) != is_native(second):
            name, native = (second, first) if is_native(first) else (first, second)
        elif (
            re.fullmatch(r"[A-ZÆØÅÄÖÜ][\w&.-]{1,11}", second)
            and sum(sign.isupper() for sign in second) >= 2
        ):
            name, acronym = first, second
    elif is_native(text):
        name, native = "", text
    # An organisation that only has a native name goes by it.
    return Organisation(
        id=OrganisationId(new_id()),
        name=name or native,
        acronym=acronym,
        native_name=native,
        country=country,
        kind=kind_of_name(name or native),
    )


class GroupBook:
    """The groups of a visit by letter and name; those that a list names and nobody knows are made."""

    def __init__(self, reader: Reader, visit_id: VisitId | None) -> None:
        self._visit_id = visit_id
        self._by_name: dict[str, GroupId] = {}
        self.named: dict[GroupId, str] = {}
        self.making: dict[str, Word] = {}
        groups = (
            where(reader, Group, "visit_id = :id", {"id": visit_id}, "rank, id") if visit_id else []
        )
        self._taken = len(groups)
        for group in groups:
            for name in (group.letter, group.name):
                if name:
                    self._by_name.setdefault(fold(name), group.id)

    def meant(self, name: str) -> GroupId | None:
        if self._visit_id is None:
            return None
        known = self._by_name.get(fold(name))
        if known is None:
            self._taken += 1
            is_letter = len(name) <= 2
            group = Group(
                id=GroupId(new_id()),
                visit_id=self._visit_id,
                letter=name.upper() if is_letter else "",
                name="" if is_letter else name,
                rank=self._taken,
            )
            known = self._by_name[fold(name)] = group.id
            self.making[known] = group
        self.named[known] = name
        return known
