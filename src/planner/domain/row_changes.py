"""From what a row says and what the library holds to the edits that make them agree; nothing is emptied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from planner.domain.drafts import Draft, When
from planner.domain.ids import (
    DelegateId,
    GroupId,
    OrganisationId,
    PersonId,
    RecordId,
    VisitId,
    new_id,
)
from planner.domain.name_forms import is_courtesy
from planner.domain.own_keys import OwnKey
from planner.domain.people import (
    ContactKind,
    ContactPoint,
    ExternalKey,
    KeptProperty,
    Person,
    Photo,
    Position,
)
from planner.domain.private_details import DETAIL_KINDS, DOTS, DetailKind, PrivateDetail
from planner.domain.retention import HIDDEN_DAYS
from planner.domain.staging import Add, Change, Edit, Remove, SetField
from planner.domain.visits import (
    CATEGORIES,
    NEED_KINDS,
    Category,
    Delegate,
    GroupMember,
    Need,
    NeedKind,
    Visit,
)
from planner.domain.words import Word
from planner.i18n import _
from planner.text import fold, is_native, spellings

NEED_DAYS: Final = HIDDEN_DAYS
"""Needs are to be erased this many days after the visit."""


@dataclass(frozen=True, slots=True)
class Way:
    """An address or number of a row, as typed, in normal form and with its label ("mobile")."""

    kind: ContactKind
    value: str
    normal: str
    label: str = ""


@dataclass(frozen=True)
class Row:
    """A draft with everything looked up: where its organisation and groups are, how it is reached."""

    draft: Draft
    ways: tuple[Way, ...] = ()
    organisation_id: OrganisationId | None = None
    groups: Mapping[GroupId, str] = field(default_factory=dict)
    key: tuple[str, str] = ("", "")
    """Scheme and value of an external key; empty without one."""

    @property
    def own(self) -> OwnKey | None:
        """What it is by the key of a sheet that went out from here."""
        return self.draft.own


@dataclass(frozen=True)
class Target:
    """Where a list goes: a visit or nowhere in particular, and the groups that the list speaks of."""

    visit: Visit | None = None
    groups: Mapping[GroupId, str] = field(default_factory=dict)
    today: dt.date | None = None
    """The day on which posts are looked at; without one open ones count, by their order."""

    @property
    def visit_id(self) -> VisitId | None:
        return self.visit.id if self.visit else None


@dataclass(frozen=True)
class Held:
    """What the library holds of one person, or of one placeholder when ``person`` is None."""

    person: Person | None = None
    ways: tuple[ContactPoint, ...] = ()
    posts: tuple[Position, ...] = ()
    organisations: Mapping[str, str] = field(default_factory=dict)
    delegate: Delegate | None = None
    members: tuple[GroupMember, ...] = ()
    needs: tuple[Need, ...] = ()
    keys: tuple[ExternalKey, ...] = ()
    lines: tuple[KeptProperty, ...] = ()
    """Of the card that the person came from; of several since two were merged."""
    has_photo: bool = False
    details: tuple[PrivateDetail, ...] = ()


def additions(row: Row, target: Target) -> tuple[Edit, ...]:
    """The edits that add a row as somebody new; nothing for a row that names nobody."""
    draft = row.draft
    edits: list[Edit] = []
    person_id: PersonId | None = None
    if draft.is_named:
        person_id = PersonId(new_id())
        edits.append(Add(_person(person_id, row, target)))
        edits += [Add(contact_point(person_id, way, rank)) for rank, way in enumerate(row.ways)]
        if row.organisation_id:
            edits.append(Add(position_of(person_id, row, 0)))
        edits += [change.edit for change in _card_changes(row, Held(), person_id)]
    elif not (draft.placeholder and target.visit):
        return ()
    if target.visit:
        delegate = _delegate(row, target.visit, person_id)
        edits.append(Add(delegate))
        edits += [Add(membership(group, delegate.id)) for group in row.groups]
        edits += [Add(_need(delegate.id, kind, text, target.visit)) for kind, text in draft.needs]
        if person_id is not None:
            edits += [
                Add(_detail(person_id, kind, text, target.visit)) for kind, text in draft.details
            ]
    return tuple(edits)


def changes(row: Row, held: Held, target: Target) -> tuple[Change, ...]:
    """What the row changes about somebody known: filled fields that differ, and what is missing."""
    found: list[Change] = []
    if held.person:
        found += _person_changes(row, held, target)
        found += _way_changes(row.ways, held)
        found += _post_changes(row, held)
        found += _card_changes(row, held, held.person.id)
    if target.visit:
        found += delegate_changes(row, held, target)
        if held.person:
            found += _detail_changes(row.draft, held, held.person.id, target.visit)
    return tuple(found)


def _detail_changes(draft: Draft, held: Held, person: PersonId, visit: Visit) -> Iterator[Change]:
    """Hidden details that are new or otherwise; which one is said, never what it is."""
    now = {one.kind: one for one in held.details}
    for kind, text in draft.details:
        known = now.get(kind)
        said = f"{_(DETAIL_KINDS[kind])}: {DOTS}"
        if known is None:
            yield Change("private_detail", "", said, Add(_detail(person, kind, text, visit)))
        elif known.text != text:
            edit = SetField("private_detail", known.id, "text", known.text, text)
            yield Change("private_detail", said, said, edit)


def _detail(person: PersonId, kind: DetailKind, text: str, visit: Visit) -> PrivateDetail:
    purge = visit.last_day + dt.timedelta(NEED_DAYS) if visit.last_day else None
    return PrivateDetail(
        id=RecordId(new_id()), person_id=person, kind=kind, text=text, purge_after=purge
    )


# the person


def post_in_notes(row: Row, target: Target) -> str:
    """A title or department for which the list names no organisation; at a visit it is the delegate's."""
    if row.organisation_id or target.visit:
        return ""
    return ", ".join(part for part in (row.draft.position, row.draft.department) if part)


def _notes(draft: Draft, now: str, target: Target, post: str) -> str:
    """The notes as the list has them, with a post that belongs nowhere; "" where nothing is new."""
    said = "" if target.visit else with_notes(now, draft.notes)
    if post and fold(post) not in fold(said or now):
        line = _("Position: {title}").format(title=post)
        said = "\n".join(part for part in (said or now, line) if part)
    return said


def _person(person_id: PersonId, row: Row, target: Target) -> Person:
    draft = row.draft
    return Person(
        id=person_id,
        family_name=draft.name.family_name,
        given_name=draft.name.given_name,
        prefix=draft.name.prefix,
        suffix=draft.suffix,
        native_name=draft.name.native_name,
        reading=draft.name.reading,
        salutation=draft.salutation,
        country=draft.country,
        notes=_notes(draft, "", target, post_in_notes(row, target)),
    )


def _person_changes(row: Row, held: Held, target: Target) -> list[Change]:
    draft, person = row.draft, held.person
    assert person is not None
    post = "" if _post_meant(row, held) else post_in_notes(row, target)
    said = {
        "family_name": draft.name.family_name,
        "given_name": draft.name.given_name,
        "native_name": draft.name.native_name,
        "reading": draft.name.reading,
        "prefix": draft.name.prefix,
        "suffix": draft.suffix,
        # "Herr" of one list says nothing against "Mr" of another, nor against what was agreed.
        "salutation": ""
        if person.salutation and is_courtesy(draft.salutation)
        else draft.salutation,
        "country": draft.country,
        "notes": _notes(draft, person.notes, target, post),
    }
    if _same_whole_name(draft, person):
        # "Haruto Tanaka" taken apart the other way round is no correction of "Tanaka Haruto".
        said["family_name"] = _richer(person.family_name, draft.name.family_name)
        said["given_name"] = _richer(person.given_name, draft.name.given_name)
    return [
        set_field(person, name, value, name)
        for name, value in said.items()
        if value and _differs(name, str(getattr(person, name)), value)
    ]


def with_notes(now: str, said: str) -> str:
    """What a list notes comes below what is there: nobody's own words are written over."""
    if not now or not said or fold(now) in fold(said):
        return said
    return now if fold(said) in fold(now) else f"{now}\n{said}"


def _same_whole_name(draft: Draft, person: Person) -> bool:
    ours = fold(f"{draft.name.family_name} {draft.name.given_name}").split()
    theirs = fold(f"{person.family_name} {person.given_name}").split()
    return sorted(ours) == sorted(theirs)


def _richer(old: str, new: str) -> str:
    """The new spelling where it only brings marks that the old one lost: "Soren" becomes "Søren"."""
    return new if fold(new) == fold(old) and old.isascii() and not new.isascii() else ""


def _is_shorter(old: str, new: str) -> bool:
    """Whether the new form is the old one with initials: "P." for "Peter", "Peter A." for "Peter Arne"."""
    ours, theirs = fold(old).split(), [word.rstrip(".") for word in fold(new).split()]
    pairs = list(zip(ours, theirs, strict=False))
    return (
        len(theirs) <= len(ours)
        and any(len(short) == 1 < len(long) for long, short in pairs)
        and all(
            long == short or (len(short) == 1 and long.startswith(short)) for long, short in pairs
        )
    )


def _leaves_out(old: str, new: str) -> bool:
    """Whether further given names are only not written: "Åse" for "Åse Ø."."""
    ours, theirs = fold(old).split(), fold(new).split()
    return len(theirs) < len(ours) and ours[: len(theirs)] == theirs


def _differs(name: str, old: str, new: str) -> bool:
    if name in ("family_name", "given_name"):
        if old and (_is_shorter(old, new) or (name == "given_name" and _leaves_out(old, new))):
            return False  # an initial, or fewer names, say less than the name that is there
        return not spellings(old) & spellings(new) or bool(_richer(old, new))
    if name in ("native_name", "reading"):
        return "".join(fold(old).split()) != "".join(fold(new).split())
    if name == "notes":
        return old != new
    return fold(old).rstrip(".") != fold(new).rstrip(".")


def set_field(
    record: Word,
    name: str,
    value: Any,
    shown_as: str,
    old: str | None = None,
    new: str | None = None,
) -> Change:
    seen = getattr(record, name)
    shown = str(seen or "") if old is None else old
    edit = SetField(record.WORD, record.id, name, seen, value)
    return Change(shown_as, shown, str(value) if new is None else new, edit)


def contact_point(person_id: PersonId, way: Way, rank: int) -> ContactPoint:
    return ContactPoint(
        id=RecordId(new_id()),
        person_id=person_id,
        kind=way.kind,
        value=way.value,
        normal=way.normal,
        label=way.label,
        rank=rank,
    )


def _way_changes(ways: Sequence[Way], held: Held) -> list[Change]:
    assert held.person is not None
    known = {(point.kind, point.normal) for point in held.ways}
    rank = 1 + max((point.rank for point in held.ways), default=-1)
    typed = {(point.kind, point.value) for point in held.ways}
    missing = [
        way
        for way in ways
        if (way.kind, way.normal) not in known and (way.kind, way.value) not in typed
    ]
    return [
        Change(way.kind.value, "", way.value, Add(contact_point(held.person.id, way, rank + place)))
        for place, way in enumerate(missing)
    ]


def _card_changes(row: Row, held: Held, person_id: PersonId) -> list[Change]:
    """The key, the photo and the lines of a contact card; a photo that is there already stays."""
    found: list[Change] = []
    scheme, value = row.key
    own = value == person_id  # it went out from here
    if value and not own and not any((key.scheme, key.value) == row.key for key in held.keys):
        key = ExternalKey(id=RecordId(new_id()), person_id=person_id, scheme=scheme, value=value)
        found.append(Change("key", "", value, Add(key)))
    if row.draft.photo and not held.has_photo:
        media, width, height, data = row.draft.photo.split(";", 3)
        photo = Photo(
            id=RecordId(new_id()),
            person_id=person_id,
            media_type=media,
            data=data,
            width=int(width),
            height=int(height),
        )
        found.append(Change("photo", "", f"{width} × {height}", Add(photo)))
    version, _, lines = row.draft.card_lines.partition("\n")
    known = {line for kept in held.lines for line in kept.line.split("\n")}
    if lines and not held.lines:
        kept = KeptProperty(id=RecordId(new_id()), person_id=person_id, version=version, line=lines)
        found.append(Change("card_lines", "", lines, Add(kept)))
    elif lines and len(held.lines) == 1 and held.lines[0].line != lines:
        found.append(set_field(held.lines[0], "line", lines, "card_lines"))
    elif more := [line for line in lines.split("\n") if line and line not in known]:
        first = held.lines[0]  # of two who were merged each keeps its own
        joined = "\n".join([first.line, *more])
        found.append(set_field(first, "line", joined, "card_lines"))
    return found


# posts


def position_of(person_id: PersonId, row: Row, rank: int) -> Position:
    assert row.organisation_id is not None
    return Position(
        id=RecordId(new_id()),
        person_id=person_id,
        organisation_id=row.organisation_id,
        title=row.draft.position,
        department=row.draft.department,
        rank=rank,
    )


def _post_meant(row: Row, held: Held) -> Position | None:
    """The post that a row without an organisation speaks of: the only one, or one of that title."""
    current = [post for post in held.posts if not post.valid_to]
    if len(current) == 1:
        return current[0]
    wanted = fold(row.draft.position)
    return next((post for post in current if wanted and fold(post.title) == wanted), None)


def _post_changes(row: Row, held: Held) -> list[Change]:
    assert held.person is not None
    draft = row.draft
    current = [post for post in held.posts if not post.valid_to]
    if row.organisation_id:
        post = next((one for one in current if one.organisation_id == row.organisation_id), None)
        if post is None:
            rank = min((one.rank for one in current), default=1) - 1
            old = held.organisations.get(current[0].organisation_id, "") if current else ""
            added = Add(position_of(held.person.id, row, rank))
            return [Change("organisation", old, draft.organisation, added)]
    else:
        post = _post_meant(row, held)
    if post is None:
        return []
    found = []
    if draft.position and fold(draft.position) not in (fold(post.title), fold(post.native_title)):
        found += _title_changes(post, draft.position)
    if draft.department and fold(draft.department) != fold(post.department):
        found.append(set_field(post, "department", draft.department, "department"))
    return found


def _says_it_natively(now: str, said: str) -> bool:
    """Whether a title in native script stands against one in Latin letters."""
    return bool(now) and is_native(said) and not is_native(now)


def _title_changes(post: Position, said: str) -> list[Change]:
    """A title in another script is the same title in the person's own language, or the Latin one of it."""
    if _says_it_natively(post.title, said):
        return [set_field(post, "native_title", said, "position")]
    found = [set_field(post, "title", said, "position")]
    if _says_it_natively(said, post.title) and not post.native_title:
        found.append(set_field(post, "native_title", post.title, "position"))
    return found


# the delegate


def _delegate(row: Row, visit: Visit, person_id: PersonId | None) -> Delegate:
    draft = row.draft
    arrives, departs = arrival_of(draft.arrives, visit), departure_of(draft.departs, visit)
    return Delegate(
        id=DelegateId(new_id()),
        visit_id=visit.id,
        person_id=person_id,
        placeholder=draft.placeholder if person_id is None else "",
        organisation_id=row.organisation_id,
        title=draft.position,
        role=draft.role,
        category=draft.category or Category.OTHER,
        rank=draft.rank,
        payer=draft.payer,
        arrives_local=arrives,
        arrives_zone=visit.zone if arrives else "",
        departs_local=departs,
        departs_zone=visit.zone if departs else "",
        notes=draft.notes,
    )


def arrival_of(when: When | None, visit: Visit) -> dt.datetime | None:
    """Local time of arrival; a bare date is its beginning, and the first day is *with the visit*."""
    if when is None or (when.time is None and when.date == visit.first_day):
        return None
    return dt.datetime.combine(when.date, when.time or dt.time(0, 0))


def departure_of(when: When | None, visit: Visit) -> dt.datetime | None:
    if when is None or (when.time is None and when.date == visit.last_day):
        return None
    return dt.datetime.combine(when.date, when.time or dt.time(23, 59))


def delegate_changes(row: Row, held: Held, target: Target) -> list[Change]:
    assert target.visit is not None
    visit, draft, known = target.visit, row.draft, held.delegate
    if known is None:
        person_id = held.person.id if held.person else None
        delegate = _delegate(row, visit, person_id)
        return [
            Change("delegate", "", visit.title or visit.code, Add(delegate)),
            *(
                Change("group", "", name, Add(membership(group, delegate.id)))
                for group, name in row.groups.items()
            ),
            *(_added_need(delegate.id, kind, text, visit) for kind, text in draft.needs),
        ]
    said: list[tuple[str, Any, str]] = [
        (
            "title",
            "" if _says_it_natively(known.title, draft.position) else draft.position,
            "visit_position",
        ),
        ("role", draft.role, "role"),
        ("payer", draft.payer, "payer"),
        ("notes", with_notes(known.notes, draft.notes), "notes"),
    ]
    found = [
        set_field(known, name, value, shown)
        for name, value, shown in said
        if value and fold(value) != fold(str(getattr(known, name)))
    ]
    if row.organisation_id and row.organisation_id != known.organisation_id:
        old = held.organisations.get(known.organisation_id or "", "")
        found.append(
            set_field(
                known,
                "organisation_id",
                row.organisation_id,
                "visit_organisation",
                old,
                draft.organisation,
            )
        )
    if draft.category and draft.category != known.category:
        old_words, words = _(CATEGORIES[known.category]), _(CATEGORIES[draft.category])
        found.append(set_field(known, "category", draft.category, "category", old_words, words))
    if draft.rank and draft.rank != known.rank:
        found.append(set_field(known, "rank", draft.rank, "rank"))
    found += _time_changes(known, "arrives", draft.arrives, arrival_of(draft.arrives, visit), visit)
    found += _time_changes(
        known, "departs", draft.departs, departure_of(draft.departs, visit), visit
    )
    return [
        *found,
        *group_changes(row, held, known, target),
        *need_changes(draft, held, known, visit),
    ]


def _time_changes(
    known: Delegate, end: str, when: When | None, value: dt.datetime | None, visit: Visit
) -> list[Change]:
    """A bare date never overwrites a time that is known for that same day."""
    now: dt.datetime | None = getattr(known, f"{end}_local")
    if (
        when is None
        or value is None
        or now == value
        or (when.time is None and now and now.date() == when.date)
    ):
        return []
    shown = value.isoformat(sep=" ", timespec="minutes")
    old = now.isoformat(sep=" ", timespec="minutes") if now else ""
    found = [set_field(known, f"{end}_local", value, end, old, shown)]
    if getattr(known, f"{end}_zone") != visit.zone:
        found.append(set_field(known, f"{end}_zone", visit.zone, end))
    return found


def membership(group: GroupId, delegate: DelegateId) -> GroupMember:
    return GroupMember(id=RecordId(new_id()), group_id=group, delegate_id=delegate)


def group_changes(row: Row, held: Held, known: Delegate, target: Target) -> list[Change]:
    """Into the groups that the row names, and out of those that only other rows of the list name."""
    if not row.groups:
        return []
    now = {member.group_id for member in held.members}
    leaving = [
        member
        for member in held.members
        if member.group_id in target.groups and member.group_id not in row.groups
    ]
    old = ", ".join(target.groups[member.group_id] for member in leaving)
    found = [
        Change("group", old, name, Add(membership(group, known.id)))
        for group, name in row.groups.items()
        if group not in now
    ]
    found += [
        Change("group", target.groups[member.group_id], "", Remove(GroupMember.WORD, member.id))
        for member in leaving
    ]
    return found


def _need(delegate: DelegateId, kind: NeedKind, text: str, visit: Visit) -> Need:
    purge = visit.last_day + dt.timedelta(NEED_DAYS) if visit.last_day else None
    return Need(
        id=RecordId(new_id()), delegate_id=delegate, kind=kind, text=text, purge_after=purge
    )


def need_changes(draft: Draft, held: Held, known: Delegate, visit: Visit) -> list[Change]:
    now = {(need.kind, fold(need.text)) for need in held.needs}
    return [
        _added_need(known.id, kind, text, visit)
        for kind, text in draft.needs
        if (kind, fold(text)) not in now
    ]


def _added_need(delegate: DelegateId, kind: NeedKind, text: str, visit: Visit) -> Change:
    return Change(
        "need", "", f"{_(NEED_KINDS[kind])}: {text}", Add(_need(delegate, kind, text, visit))
    )
