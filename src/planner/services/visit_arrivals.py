"""A visit file beside the library: whom of it we know, and what it would change."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.domain.duplicates import Known, Likeness, Match, best
from planner.domain.handouts import CopyDirection, VisitCopy
from planner.domain.library import BY_NAME
from planner.domain.organisations import Organisation
from planner.domain.people import ContactKind, ContactPoint, ExternalKey, Person
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.sites import OpeningHours, Room, Site, SiteRule
from planner.domain.visit_files import VisitFile
from planner.domain.visit_merging import Act, Affected, merge, usual
from planner.domain.visit_records import BESIDE, Records, VisitState, head, links, lives_on
from planner.domain.words import Word, field_names, from_plain
from planner.errors import UserError
from planner.i18n import _
from planner.services.visit_file_checking import check
from planner.storage import reading
from planner.storage.queries.plans import load_plan
from planner.storage.reading import Reader

SCHEME = "vcard"
"""External keys under which a person is known by the id of another library; cards use it, too."""


@dataclass(frozen=True)
class Arrival:
    """Nothing is written yet. ``state`` is theirs in the ids of this library.

    ``ids`` are ours by theirs; ``alike`` are, by the id of somebody new, those who may be meant.
    ``start`` is what both sides began with; None where no earlier hand-over is known here.
    ``is_late``: their author handed over another file, taken in here, of which this one knows
    nothing, so that this one may be the older.
    """

    file: VisitFile
    state: VisitState
    ids: Mapping[str, str]
    alike: Mapping[str, tuple[Match, ...]]
    is_new: bool
    start: Records | None
    ours: Records
    affected: tuple[Affected, ...]
    is_late: bool = False

    @property
    def usual(self) -> frozenset[str]:
        return usual(self.affected)


def state_of(reader: Reader, visit: str) -> VisitState | None:
    """The visit as it stands; None where there is none."""
    plan = load_plan(reader, visit)
    if plan is None:
        return None
    beside: dict[str, Any] = {
        name: tuple(reading.where(reader, kind, "visit_id = :id", {"id": visit}))
        for name, kind in BESIDE.items()
    }
    # Whom they name comes along: who gave a gift, whose house was invited.
    named = {key for words in beside.values() for word in words for _name, key in links(word)}
    people = reading.having(reader, Person, "id", sorted(named - plan.person.keys()))
    houses = reading.having(reader, Organisation, "id", sorted(named - plan.organisation.keys()))
    plan = replace(
        plan,
        people=(*plan.people, *people),
        organisations=(*plan.organisations, *houses),
    )
    return VisitState(plan, **beside)


def copies_of(reader: Reader, visit: str) -> list[VisitCopy]:
    """The hand-overs of a visit, both ways, the latest first. Those without content we only heard
    of: they were made between others, and a file that came here later named them."""
    return reading.where(reader, VisitCopy, "visit_id = :id", {"id": visit}, "at DESC, id DESC")


def arrival(reader: Reader, file: VisitFile, said: Mapping[str, str]) -> Arrival:
    """What a file would bring. ``said`` tells, by their id, who of us is meant; "" for nobody.

    :raises UserError: the file contradicts itself, or holds entries of another visit of ours.
    """
    check(file)
    ids, alike = _known_here(reader, file, said)
    theirs = file.state.called(ids)
    theirs = theirs.called(_same_parts(reader, theirs.plan)).closed()
    ours = state_of(reader, file.state.plan.visit.id)
    own = dict(ours.records) if ours is not None else {}
    own |= _met(reader, theirs.records, own)
    copies = copies_of(reader, file.state.plan.visit.id) if ours is not None else []
    copy, is_latest = _common(copies, file)
    start = seen = None
    if copy is not None and ours is not None:
        began = from_plain(VisitState, json.loads(copy.content))
        start = began.called(ids).shown(file.profile).records
        seen = ours.shown(copy.profile).shown(file.profile).records
    found = merge(start, seen or {}, own, theirs.records, latest=is_latest)
    affected = _of_the_visit(found, own, theirs, ids)
    is_late = _is_late(copies, file)
    # What a redacted file has not may only be hidden in it: a cancelled entry, say.
    if is_late or file.profile is not Profile.INTERNAL:
        affected = _only_offered(affected, {*Act} if is_late else {Act.REMOVED})
    return Arrival(file, theirs, ids, alike, ours is None, start, own, affected, is_late)


def _of_the_visit(
    affected: Collection[Affected], ours: Records, theirs: VisitState, ids: Mapping[str, str]
) -> tuple[Affected, ...]:
    """Without people and places that only come along with what names them.

    What stands in both libraries under two ids was never one record: that it reads otherwise there
    is no change of theirs, so it is offered and not proposed. The visit comes before them.
    """
    among = {**ours, **theirs.records}
    apart = set(ids.values())
    found = []
    for each in affected:
        key = (each.word, each.id)
        if key not in ours and lives_on(among[key]):
            continue
        if each.id in apart:
            differences = tuple(replace(one, clash=True) for one in each.differences)
            each = replace(each, differences=differences)
        found.append(each)
    return tuple(sorted(found, key=lambda each: lives_on(among[each.word, each.id])))


def _common(copies: Sequence[VisitCopy], file: VisitFile) -> tuple[VisitCopy | None, bool]:
    """The latest hand-over of which both sides have the content, and whether it is the latest of
    all that they know: of others we may only have heard."""
    known = {copy.copy_id: copy for copy in copies}
    is_latest = True
    for key in (file.copy_id, *file.earlier):
        copy = known.get(key)
        if copy is not None and copy.content:
            return copy, is_latest
        is_latest = is_latest and copy is None
    return None, False


def _is_late(copies: Sequence[VisitCopy], file: VisitFile) -> bool:
    known = {file.copy_id, *file.earlier}
    return file.copy_id not in {copy.copy_id for copy in copies if copy.content} and any(
        copy.direction is CopyDirection.TAKEN
        and copy.content
        and copy.other == file.author
        and copy.copy_id not in known
        for copy in copies
    )


def _only_offered(affected: Collection[Affected], acts: Collection[Act]) -> tuple[Affected, ...]:
    return tuple(
        replace(
            each,
            differences=tuple(
                replace(one, clash=True) if one.act in acts else one for one in each.differences
            ),
        )
        for each in affected
    )


def _met(reader: Reader, theirs: Records, own: Records) -> dict[tuple[str, str], Word]:
    """Records of theirs that the library has outside of the visit: people, houses, sites."""
    found: dict[tuple[str, str], Word] = {}
    wanted: dict[str, list[str]] = {}
    for key in theirs:
        if key not in own:
            wanted.setdefault(key[0], []).append(key[1])
    for word, keys in wanted.items():
        for record in reading.having(reader, BY_NAME[word], "id", keys):
            owner = theirs.get(head(theirs[word, record.id], theirs))
            if owner is None or not lives_on(owner):
                raise UserError(
                    _("The file holds entries that belong to another visit here."),
                    _("Nothing was taken in. Ask for a file of the visit itself."),
                )
            found[word, record.id] = record
    return found


# who is known here


def _known_here(
    reader: Reader, file: VisitFile, said: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, tuple[Match, ...]]]:
    plan = file.state.plan
    merged = _merged(reader, plan)
    ids = {**_same_places(reader, plan), **merged}
    there = {one.id for one in reading.having(reader, Person, "id", [p.id for p in plan.people])}
    strange = [one for one in plan.people if one.id not in there and one.id not in merged]
    ids |= _by_keys(reader, file, strange)
    strange = [one for one in strange if one.id not in ids]
    alike = _alike(reader, plan, strange)
    for person in strange:
        match = alike.get(person.id, ())
        sure = match[0].known.id if match and match[0].likeness is Likeness.SAME else ""
        if our := said.get(person.id, sure):
            ids[person.id] = our
    # Two of theirs are never one of ours unasked: the second stays who he or she is.
    taken: set[str] = set(there)
    people = {one.id for one in plan.people} - set(merged)
    for key in [key for key in ids if key in people]:
        if ids[key] in taken and key not in said:
            del ids[key]
        else:
            taken.add(ids[key])
    return ids, alike


def _merged(reader: Reader, plan: Plan) -> dict[str, str]:
    """People and houses of theirs that were here and became one with others since."""
    into = {
        (str(kind), str(gone)): str(kept)
        for kind, gone, kept in reader.rows(
            "SELECT subject_kind, gone_id, kept_id FROM merge WHERE apart_at IS NULL"
        )
    }
    found: dict[str, str] = {}
    for word in (*plan.people, *plan.organisations):
        key, seen = word.id, set[str]()
        while (word.WORD, key) in into and key not in seen:
            seen.add(key)
            key = into[word.WORD, key]
        if key != word.id:
            found[word.id] = key
    here = {
        one.id
        for kind in (Person, Organisation)
        for one in reading.having(reader, kind, "id", [*found, *found.values()])
    }
    return {gone: kept for gone, kept in found.items() if gone not in here and kept in here}


def _by_keys(reader: Reader, file: VisitFile, strange: Collection[Person]) -> dict[str, str]:
    """People whom either side noted under the other's id when a file went over before."""
    named = {person.id: (person.id, *file.aliases.get(person.id, ())) for person in strange}
    keys = [key for several in named.values() for key in several]
    here = {str(one.id) for one in reading.having(reader, Person, "id", keys)}
    noted: dict[str, str] = {}
    for one in reading.having(reader, ExternalKey, "value", keys):
        if one.scheme == SCHEME and one.person_id:
            noted.setdefault(one.value, one.person_id)
    found: dict[str, str] = {}
    for person, several in named.items():
        known = [
            *(key for key in several if key in here),
            *(noted[key] for key in several if key in noted),
        ]
        if known:
            found[person] = known[0]
    return found


def _alike(reader: Reader, plan: Plan, strange: Collection[Person]) -> dict[str, tuple[Match, ...]]:
    from planner.services.import_lookup import KnownPeople

    if not strange:
        return {}
    wanted = [_as_known(plan, person) for person in strange]
    known = KnownPeople(reader, None, frozenset())
    known.find(wanted)
    found = {one.id: best(one, known.like(one)) for one in wanted}
    return {key: matches for key, matches in found.items() if matches}


def _as_known(plan: Plan, person: Person) -> Known:
    def ways(kind: ContactKind) -> frozenset[str]:
        return frozenset(
            point.normal
            for point in plan.contact_points
            if point.person_id == person.id and point.kind is kind and point.normal
        )

    return Known(
        person.id,
        person.family_name,
        person.given_name,
        person.native_name,
        person.reading,
        person.country,
        ways(ContactKind.EMAIL),
        ways(ContactKind.PHONE),
        label=person.name,
    )


def _same_places(reader: Reader, plan: Plan) -> dict[str, str]:
    """Houses and sites of theirs that stand here under another id: the same name in one country."""
    houses, sites = _names(plan.organisations), _names(plan.sites)
    return {
        **_same(plan.organisations, reading.having(reader, Organisation, "name", houses)),
        **_same(plan.sites, reading.having(reader, Site, "name", sites)),
    }


def _names(places: Sequence[Organisation | Site]) -> list[str]:
    return [one.name for one in places if one.name]


def _same(
    theirs: Sequence[Organisation | Site], ours: Sequence[Organisation | Site]
) -> dict[str, str]:
    here = {(one.name, one.country): one.id for one in ours}
    free = set(here.values()) - {one.id for one in theirs}
    found: dict[str, str] = {}
    for one in theirs:
        same = here.get((one.name, one.country))
        if same in free and one.id not in here.values():
            found[one.id] = str(same)
            free.discard(str(same))
    return found


def _same_parts(reader: Reader, plan: Plan) -> dict[str, str]:
    """Numbers, rooms, hours and rules that our people and sites have already, under other ids."""
    parts: tuple[tuple[type[Word], str, Sequence[Word]], ...] = (
        (ContactPoint, "person_id", plan.contact_points),
        (Room, "site_id", plan.rooms),
        (OpeningHours, "site_id", plan.hours),
        (SiteRule, "site_id", plan.rules),
    )
    found: dict[str, str] = {}
    for kind, owner, theirs in parts:
        ours = reading.having(reader, kind, owner, [getattr(one, owner) for one in theirs])
        there = {_told(one): one.id for one in ours}
        known = {one.id for one in ours}
        for one in theirs:
            if one.id not in known and (same := there.pop(_told(one), None)) is not None:
                found[one.id] = same
    return found


def _told(word: Word) -> tuple[object, ...]:
    """What a part says, whatever it is called and wherever it stands in its list."""
    unsaid = ("id", "rank", "label", "source_id")
    return tuple(getattr(word, name) for name in field_names(type(word)) if name not in unsaid)
