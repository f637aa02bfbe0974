"""A person of whom every column of every table says a word of its own, so that what stays is found."""

from __future__ import annotations

import datetime as dt
import enum
import itertools
import typing
from dataclasses import replace
from typing import Any

from factories import MONDAY, item, organisation, person, site, visit
from planner.domain.agreements import Agreement
from planner.domain.data_rights import Correction
from planner.domain.erasing import REMOVED, STAYING, Fate
from planner.domain.ids import DelegateId, DisclosureId, PersonId, RecordId, new_id
from planner.domain.library import BY_NAME
from planner.domain.people import Person
from planner.domain.privacy import Disclosure
from planner.domain.sources import Source
from planner.domain.travel import Leg, Mode
from planner.domain.visits import Delegate, Group
from planner.domain.words import Word, field_names
from planner.services.planner import Planner
from planner.storage.links import links_of

MARK = "Xmarkedq"
"""Long enough that no sealed text has it by chance."""
_BEFORE = ("person", "merge", "not_duplicate", "delegate")


class Marked:
    """``records`` are of one person, every text of them a mark; ``others`` is what they need."""

    def __init__(self) -> None:
        self._numbers = itertools.count(100)
        self._given: list[str] = []
        self.visit = visit()
        self.item = item(self.visit.id, "Meeting", "10:00", "11:00")
        self.house = organisation()
        self.site = site()
        self.person = self._filled(Person, {"id": PersonId(new_id())})
        self.delegate = Delegate(
            **{
                **self._values(Delegate, {}),
                "id": DelegateId(new_id()),
                "visit_id": self.visit.id,
                "person_id": self.person.id,
                "organisation_id": self.house.id,
                "arrives_zone": "UTC",
                "departs_zone": "UTC",
                "placeholder": "",
            }
        )
        self.disclosure = Disclosure(
            id=DisclosureId(new_id()),
            at=dt.datetime(2027, 4, 1),
            recipient="The hotel",
            file_name=f"2027_{self.whole.replace(' ', '_')}.vcf",
        )
        self.group = Group(id=typing.cast(Any, new_id()), visit_id=self.visit.id, letter="A")
        self.leg = Leg(id=RecordId(new_id()), item_id=self.item.id, mode=Mode.CAR)
        self.source = Source(id=typing.cast(Any, new_id()), title="A mail", text=self.sentence)
        self.agreement = Agreement(id=typing.cast(Any, new_id()), title="A memorandum")
        self.others: list[Word] = [
            self.visit, self.item, self.house, self.site, self.disclosure, self.group, self.leg, self.source,
            self.agreement, person(), person("Berg", "Eva"),
        ]  # fmt: skip
        self.records = [self.person, self.delegate, *self._of_all()]

    @property
    def whole(self) -> str:
        return f"{self.person.given_name} {self.person.family_name}"

    @property
    def sentence(self) -> str:
        return f"Call {self.whole} before the talk"

    def _mark(self) -> str:
        self._given.append(f"{MARK}{next(self._numbers)}q")
        return self._given[-1]

    @property
    def count(self) -> int:
        """How many marks were given so far."""
        return len(self._given)

    def changed(self, record: Word) -> dict[str, str]:
        """Other marks for all texts of a record that were marks; the name stays, to be found by."""
        return {
            name: self._mark()
            for name in field_names(type(record))
            if isinstance(text := getattr(record, name), str)
            and text.startswith(MARK)
            and name not in ("family_name", "given_name")
        }

    def _of_all(self) -> list[Word]:
        known: dict[str, str] = {
            "person": self.person.id,
            "delegate": self.delegate.id,
            "visit": self.visit.id,
            "item": self.item.id,
            "organisation": self.house.id,
            "disclosure": self.disclosure.id,
            "visit_group": self.group.id,
            "leg": self.leg.id,
            "source": self.source.id,
            "agreement": self.agreement.id,
            "site": self.site.id,
        }
        made: list[Word] = []
        words = sorted(
            (REMOVED | set(STAYING)) - set(_BEFORE), key=lambda one: one == "need_passed"
        )
        for word in ("resource", *(one for one in words if one != "resource")):
            kind = BY_NAME[word]
            links: dict[str, Any] = {
                link.column: known.get(link.target)
                for link in links_of(word)
                if link.target in known
            }
            if word in ("citation", "attachment"):
                links = {"subject_kind": "person", "subject_id": self.person.id}
                links |= {"source_id": self.source.id} if word == "citation" else {}
                links |= {"file_hash": "0" * 64} if word == "attachment" else {}
            if word == Correction.WORD:
                links["disclosure_id"] = self.disclosure.id
            if word == "addressing":
                links["organisation_id"] = None
            if word in ("contact_point", "external_key"):
                links["organisation_id"] = None
            record = self._filled(kind, {**links, "id": new_id()})
            known[word] = record.id
            made.append(record)
        return made

    def _filled(self, kind: type[Word], given: dict[str, Any]) -> Any:
        return kind(**{**self._values(kind, given), **given})

    def _values(self, kind: type[Word], given: dict[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, hint in typing.get_type_hints(kind).items():
            if name == "WORD" or name in given:
                continue
            fate = STAYING.get(kind.WORD, {}).get(name, Fate.EMPTIED)
            value = self._value(name, hint, fate)
            if value is not None:
                values[name] = value
        return values

    def _value(self, name: str, hint: Any, fate: Fate) -> Any:
        parts = [part for part in typing.get_args(hint) if part is not type(None)]
        if typing.get_origin(hint) is tuple:
            return (self._mark(),) if fate is not Fate.KEPT else ()
        if parts:
            return None if name.endswith("_id") else self._value(name, parts[0], fate)
        if isinstance(hint, typing.NewType):
            return new_id() if name == "id" else None
        if hint is str:
            if name.endswith(("_id", "_kind", "_hash")) or fate is Fate.KEPT or name == "of_key":
                return ""
            return self.sentence if fate is Fate.WORDS else self._mark()
        if issubclass(hint, enum.Enum):
            return next(iter(hint))
        samples: dict[type, Any] = {
            dt.date: MONDAY,
            dt.datetime: dt.datetime(2027, 5, 10, 9),
            bool: False,
            int: 1,
            bytes: b"",
        }
        return samples[hint]


def written(planner: Planner, marked: Marked) -> None:
    """Everything in the library, as steps of the history; every text is changed once."""
    with planner._core.work("Make {name}", {"name": "a visit"}) as work:
        work.add_all(marked.others)
    for record in marked.records:
        with planner._core.work("Add {name}", {"name": marked.whole, "word": "person"}) as work:
            work.add(record)
    for record in (*marked.records, *marked.records):
        again = marked.changed(record)
        if again and record.WORD not in ("disclosure_subject", "look_up", "correction"):
            with planner._core.work("Edit {name}", {"name": marked.whole}) as work:
                work.put(replace(record, **again))
