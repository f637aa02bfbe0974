"""What is offered of one text so far; a statement that the source is on record for is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from planner.domain.ids import RecordId, new_id
from planner.domain.organisations import Organisation
from planner.domain.source_reading.offers import Offer, OfferKind, Shelf
from planner.domain.source_reading.passages import Passage
from planner.domain.source_reading.reading import Reading
from planner.domain.source_reading.sameness import is_said_in
from planner.domain.sources import Citation, Source
from planner.domain.words import Word
from planner.text import clean_line, fold

TONGUES: Final = {"DK": "da", "DE": "de", "AT": "de", "SE": "sv", "JP": "ja"}
"""The language of a country, where the texts of its authorities are in it."""


class Offered:
    def __init__(self, reading: Reading, shelf: Shelf, source: Source) -> None:
        self.reading, self.shelf, self.source = reading, shelf, source
        self.stated = {
            (one.subject_id, one.fact) for one in shelf.citations if one.source_id == source.id
        }
        self.stated_exactly = {
            (one.subject_id, one.fact, fold(one.value))
            for one in shelf.citations
            if one.source_id == source.id
        }
        self.offers: dict[str, Offer] = {}

    def about(
        self, key: str, fact: str, value: str, passage: Passage, sentence: str,
        kind: OfferKind = OfferKind.VISIT, *, exactly: bool = False, **words: str,
    ) -> None:  # fmt: skip
        """A statement about an organisation; ``exactly`` where it may have several of the same fact."""
        house = self.shelf.organisations.get(key)
        if house is not None:
            name = house.name or house.native_name
            self.cite(kind, house, fact, value, passage, sentence, {"name": name, **words},
                exactly=exactly)  # fmt: skip

    def cite(
        self, kind: OfferKind, subject: Word, fact: str, value: str, passage: Passage,
        sentence: str, words: dict[str, str], *, taken: bool = True, exactly: bool = False,
    ) -> None:  # fmt: skip
        if not self._is_told(subject.id, fact, value, exactly=exactly):
            citation = self.citation(subject, fact, value)
            key = f"{fact}|{subject.id}|{fold(value) if exactly else ''}"
            self.keep(Offer(key, kind, sentence, words, passage, (citation,), taken))

    def _is_told(self, subject: str, fact: str, value: str, *, exactly: bool) -> bool:
        """Whether the source is on record for it. One whose text was never read was worked in by hand:
        what it says may stand with what belongs to the record, and in other words."""
        if self.source.text:
            stated = self.stated_exactly if exactly else self.stated
            return ((subject, fact, fold(value)) if exactly else (subject, fact)) in stated
        if (subject, fact) in self.stated:
            return True
        kin = self._kin(subject)
        return bool(value) and any(
            one.source_id == self.source.id
            and one.subject_id in kin
            and is_said_in(value, one.value)
            for one in self.shelf.citations
        )

    def _kin(self, subject: str) -> set[str]:
        """The record with what is below and above it, and its agreements."""
        houses = self.shelf.organisations
        above = houses[subject].parent_id if subject in houses else None
        found = {subject, above or subject}
        found |= {key for key, one in houses.items() if one.parent_id == subject}
        found |= {
            key for key, parties in self.shelf.parties.items()
            if any(one.organisation_id == subject for one in parties)
        }  # fmt: skip
        return found

    def make(
        self, kind: OfferKind, key: str, records: Iterable[Word], subject: Word, fact: str,
        value: str, passage: Passage, sentence: str, words: dict[str, str], *, taken: bool = True,
    ) -> None:  # fmt: skip
        cited = (*records, self.citation(subject, fact, value))
        self.keep(Offer(key, kind, sentence, words, passage, cited, taken, makes=True))

    def citation(self, subject: Word, fact: str, value: str) -> Citation:
        return Citation(
            id=RecordId(new_id()), source_id=self.source.id, subject_kind=subject.WORD,
            subject_id=subject.id, fact=fact, value=clean_line(value), as_of=self.source.as_of,
        )  # fmt: skip

    def keep(self, offer: Offer) -> None:
        self.offers.setdefault(offer.key, offer)

    def english(self, code: str) -> str:
        return self.shelf.english.get(code, code)

    def publisher(self) -> Organisation | None:
        wanted = fold(self.source.publisher)
        for one in self.shelf.organisations.values():
            names = (one.name, one.acronym, one.native_name)
            if wanted and wanted in {fold(name) for name in names if name}:
                return one
        return None

    def source_country(self) -> str:
        publisher = self.publisher()
        return publisher.country if publisher else ""
