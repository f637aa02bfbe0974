"""Handing a visit to a colleague or partner as one file, taking one in, and merging it back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.handouts import CopyDirection, VisitCopy
from planner.domain.ids import (
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    ReleaseId,
    ThemeId,
    VisitId,
    new_id,
)
from planner.domain.library import BY_NAME
from planner.domain.organisations import Organisation
from planner.domain.people import ExternalKey, Person, Position
from planner.domain.privacy import Profile, Way
from planner.domain.releases import CalendarMark, Release
from planner.domain.told import told_of_plan
from planner.domain.visit_files import SUFFIX, VisitFile
from planner.domain.visit_merging import Resolved, resolve
from planner.domain.visit_records import BESIDE, VisitState
from planner.domain.visits import Theme, Visit, VisitTheme
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services import visit_arrivals
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.files import Files
from planner.services.leaving import save_on_record
from planner.services.visit_arrivals import SCHEME, Arrival
from planner.services.visit_file_checking import MOST_EARLIER
from planner.storage import reading
from planner.text import fold, safe_file_name

_LIBRARY_ID = re.compile("[0-9a-f]{32}")

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file would hold; ``items_kept`` are entries that are not for its readers."""

    items: int
    items_kept: int
    delegates: int
    follow_ups: int
    briefs: int = 0
    gifts: int = 0
    costs: int = 0
    outcomes: int = 0
    mentions: int = 0
    invitations: int = 0
    signings: int = 0
    """Of agreements, which no file holds."""
    attachments: int = 0
    """Files of the visit, which stay here as well."""


class VisitFiles:
    """A file given and taken back is merged with review; each hand-over is put on record."""

    def __init__(self, core: Core, disclosures: Disclosures) -> None:
        self._core = core
        self._disclosures = disclosures

    def copies(self, visit: VisitId) -> list[VisitCopy]:
        """The hand-overs of a visit, both ways, the latest first."""
        known = visit_arrivals.copies_of(self._core.reader, visit)
        return [copy for copy in known if copy.content]

    def file_name(self, visit: VisitId) -> str:
        """A name for the file that is safe on all systems: day, code or title."""
        about = self._state(visit).plan.visit
        day = about.first_day.isoformat() if about.first_day else ""
        stem = "_".join(part for part in (day, about.code or about.title) if part)
        return safe_file_name(f"{stem}{SUFFIX}")

    def contents(self, visit: VisitId, profile: Profile) -> Contents:
        """What a file for ``profile`` would hold; nothing is written."""
        whole = self._state(visit)
        shown = whole.shown(profile)
        return Contents(
            len(shown.plan.items),
            len(whole.plan.items) - len(shown.plan.items),
            len(shown.plan.delegates),
            **{name: len(getattr(shown, name)) for name in BESIDE},
            signings=self._signings(visit),
            attachments=len(Files(self._core).of(Visit.WORD, visit)),
        )

    def _signings(self, visit: VisitId) -> int:
        sql = (
            "SELECT count(*) FROM signing s JOIN item i ON i.id = s.item_id WHERE i.visit_id = :id"
        )
        return int(self._core.reader.rows(sql, {"id": visit})[0][0])

    def give(
        self,
        visit: VisitId,
        target: Path,
        to: str,
        *,
        profile: Profile = Profile.INTERNAL,
        passphrase: str = "",
        purpose: str = "",
    ) -> VisitCopy:
        """Write the visit, as ``profile`` may see it, for somebody to go on with.

        :raises UserError: nobody is named.
        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        from planner.interchange import visit_file

        if not to.strip():
            raise UserError(_("Nobody is named."), _("Say to whom the visit is handed."))
        state = self._state(visit).shown(profile)
        copy = VisitCopy(
            id=RecordId(new_id()),
            visit_id=visit,
            copy_id=new_id(),
            direction=CopyDirection.GIVEN,
            other=to.strip(),
            profile=profile,
            at=self._core.stamp(),
            content=(content := _content(state)),
            content_hash=_hash(content),
        )
        data = visit_file.written(self._file(copy, state), passphrase)
        given = Given(
            file_name=target.name,
            content=data,
            subjects=told_of_plan(state.plan),
            recipient=copy.other,
            profile=profile,
            way=Way.VISIT_FILE,
            paper="visit file",
            purpose=purpose,
            visit_id=visit,
        )

        def record(work: Work) -> None:
            work.add(copy)
            self._disclosures.record(work, given)

        facts = {"name": state.plan.visit.title, "other": copy.other, "word": "visit_copy"}
        step = self._core.work(N_("Hand {name} to {other}"), facts, lasting=True)
        save_on_record(target, data, step, record)
        return copy

    def is_visit_file(self, path: Path) -> bool:
        """Whether a file is one of ours, by what stands in it."""
        from planner.interchange import visit_file

        return visit_file.is_one(path)

    def is_sealed(self, path: Path) -> bool:
        """Whether a passphrase is needed. :raises UserError: it is no visit file."""
        from planner.interchange import visit_file

        return visit_file.is_sealed(path)

    def read(self, path: Path, passphrase: str = "") -> VisitFile:
        """The visit in a file, nothing written.

        :raises PassphraseNeeded: it is sealed and no passphrase was given.
        :raises NotAVisitFile: it is none, is damaged, or the passphrase is another.
        """
        from planner.interchange import visit_file

        return visit_file.read(path, passphrase)

    def look(self, file: VisitFile, people: Mapping[str, str] | None = None) -> Arrival:
        """What the file would bring, nothing written.

        ``people`` says, by the id of somebody in the file, who of this library is meant; "" for
        somebody new.

        :raises UserError: the file contradicts itself, or holds entries of another visit.
        """
        return visit_arrivals.arrival(self._core.reader, file, people or {})

    def take(
        self, arrival: Arrival, taken: Collection[str] | None = None, *, origin: object = None
    ) -> Resolved:
        """Take the visit in, or what is ``taken`` of the differences, as one step.

        Without ``taken`` all but the clashes. What was declined stays ours; it is not asked about
        again until they change it once more.

        :raises UserError: the visit changed since it was looked at; nothing is written.
        """
        file, theirs = arrival.file, arrival.state.records
        wanted = arrival.usual if taken is None else taken
        done = resolve(arrival.affected, arrival.start, arrival.ours, theirs, wanted)
        label = (
            N_("Take in {name} from {other}") if arrival.is_new else N_("Merge {name} from {other}")
        )
        facts = {"name": arrival.state.plan.visit.title, "other": file.author, "word": "visit"}
        with self._core.work(label, facts, origin=origin, before="import") as work:
            # Within the work nobody else writes: what is compared now is what is changed.
            if visit_arrivals.arrival(work, file, _said(arrival)).ours != arrival.ours:
                raise UserError(
                    _("The visit was changed here in the meantime."),
                    _("Nothing was taken in. Look at the differences once more."),
                )
            _write(work, done)
            self._keep_keys(work, arrival)
            _put_posts(work, arrival, done)
            _put_marks(work, arrival)
            _put_release(work, arrival)
            if arrival.is_new:
                _put_themes(work, arrival)
            self._put_copies(work, arrival)
        return done

    # parts

    def _state(self, visit: VisitId) -> VisitState:
        state = visit_arrivals.state_of(self._core.reader, visit)
        if state is None:
            raise NotFound(_("This visit is not in the library."), _("It may have been removed."))
        return state

    def _file(self, copy: VisitCopy, state: VisitState) -> VisitFile:
        people = [person.id for person in state.plan.people]
        aliases: dict[str, tuple[str, ...]] = {}
        for key in reading.having(self._core.reader, ExternalKey, "person_id", people):
            if key.scheme == SCHEME and key.person_id and _may_leave(key.value, copy.profile):
                aliases[key.person_id] = (*aliases.get(key.person_id, ()), key.value)
        assert copy.at is not None
        return VisitFile(
            copy_id=copy.copy_id,
            made_at=copy.at,
            author=self._core.author,
            other=copy.other,
            profile=copy.profile,
            state=state,
            earlier=tuple(
                one.copy_id for one in visit_arrivals.copies_of(self._core.reader, copy.visit_id)
            )[:MOST_EARLIER],
            aliases=aliases,
            release=self._latest(copy.visit_id) if copy.profile is Profile.INTERNAL else None,
        )

    def _latest(self, visit: VisitId) -> Release | None:
        found = reading.where(
            self._core.reader, Release, "visit_id = :id", {"id": visit}, "number DESC"
        )
        return found[0] if found else None

    def _keep_keys(self, work: Work, arrival: Arrival) -> None:
        """Under which id the others know somebody of ours, so that the next file finds them."""
        people = {person.id for person in arrival.file.state.plan.people}
        for their, our in arrival.ids.items():
            if their not in people:
                continue
            known = reading.where(work, ExternalKey, "person_id = :id", {"id": our})
            if not any(key.scheme == SCHEME and key.value == their for key in known):
                work.add(
                    ExternalKey(
                        id=RecordId(new_id()), person_id=PersonId(our), scheme=SCHEME, value=their
                    )
                )

    def _put_copies(self, work: Work, arrival: Arrival) -> None:
        """The copy taken in, and the ids of those that were handed on before it reached us: a visit
        that goes from hand to hand comes back to one who knows only the first of them."""
        visit = arrival.state.plan.visit.id
        known = {one.copy_id for one in visit_arrivals.copies_of(work, visit)}
        earlier = [key for key in dict.fromkeys(arrival.file.earlier) if key not in known]
        # Their order is that of their ids, and those made within one moment come as they like.
        ids = sorted(new_id() for _one in (*earlier, ""))
        taken = replace(self._taken_copy(arrival), id=RecordId(ids.pop()))
        unread = replace(taken, content="", content_hash="")
        work.add_all(
            replace(unread, id=RecordId(id_), copy_id=key)
            for id_, key in zip(ids, reversed(earlier), strict=True)
        )
        work.add(taken)

    def _taken_copy(self, arrival: Arrival) -> VisitCopy:
        file = arrival.file
        return VisitCopy(
            id=RecordId(new_id()),
            visit_id=VisitId(arrival.state.plan.visit.id),
            copy_id=file.copy_id,
            direction=CopyDirection.TAKEN,
            other=file.author,
            profile=file.profile,
            at=self._core.stamp(),
            content=(content := _content(arrival.state)),
            content_hash=_hash(content),
        )


def _may_leave(alias: str, profile: Profile) -> bool:
    """Ids of libraries tell nothing. Cards of others name people by addresses and accounts, too."""
    return profile is Profile.INTERNAL or _LIBRARY_ID.fullmatch(alias) is not None


def _said(arrival: Arrival) -> dict[str, str]:
    people = [person.id for person in arrival.file.state.plan.people]
    return {key: arrival.ids.get(key, "") for key in people}


def _content(state: VisitState) -> str:
    return json.dumps(plain(state), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _write(work: Work, done: Resolved) -> None:
    for kind, key in done.removed:
        if work.find(BY_NAME[kind], key) is not None:  # it may have gone with what it belongs to
            work.remove(BY_NAME[kind], key)
    work.add_all(done.added)
    for changed in done.changed:
        work.put(changed)


def _put_posts(work: Work, arrival: Arrival, done: Resolved) -> None:
    """The post of a host who is new here, at a house that is known or came along."""
    plan = arrival.state.plan
    houses = {fold(one.name): one.id for one in plan.organisations if one.name}
    for person in (one for one in done.added if isinstance(one, Person)):
        house = houses.get(fold(plan.employers.get(person.id, "")))
        title = plan.titles.get(person.id, "")
        if house is None or not title:
            continue
        if reading.one(work, Organisation, house) is None:
            work.add(plan.organisation[OrganisationId(house)])
        work.add(
            Position(
                id=RecordId(new_id()),
                person_id=person.id,
                organisation_id=OrganisationId(house),
                title=title,
            )
        )


def _put_marks(work: Work, arrival: Arrival) -> None:
    """Numbers that calendars got from either side never fall: the higher one counts."""
    marks = arrival.state.plan.marks
    there = {
        mark.item_id: mark for mark in reading.having(work, CalendarMark, "item_id", list(marks))
    }
    items = {item.id for item in arrival.state.plan.items}
    for item, mark in marks.items():
        own = there.get(ItemId(item))
        if item not in items or work.find(BY_NAME["item"], item) is None:
            continue
        if own is None or (own.sequence, own.stamped_at) < (mark.sequence, mark.stamped_at):
            work.add_or_put(
                CalendarMark(
                    id=own.id if own else RecordId(new_id()),
                    item_id=ItemId(item),
                    sequence=mark.sequence,
                    stamped_at=mark.stamped_at,
                )
            )


def _put_release(work: Work, arrival: Arrival) -> None:
    """Their latest version, so that ours goes on counting after it."""
    release, visit = arrival.file.release, arrival.state.plan.visit.id
    if release is None or release.visit_id != visit:
        return
    taken = work.rows(
        "SELECT id FROM release WHERE id = :id OR (visit_id = :visit AND number >= :number)",
        {"id": release.id, "visit": visit, "number": release.number},
    )
    if not taken:
        work.add(release)
        work.make_lasting(Release, ReleaseId(release.id))


def _put_themes(work: Work, arrival: Arrival) -> None:
    known = {fold(theme.name): theme for theme in reading.where(work, Theme, "1 = 1")}
    visit = work.get(Visit, arrival.state.plan.visit.id)
    for name in arrival.state.plan.themes:
        theme = known.get(fold(name))
        if theme is None:
            theme = Theme(id=ThemeId(new_id()), name=name)
            work.add(theme)
        work.add(VisitTheme(id=RecordId(new_id()), visit_id=visit.id, theme_id=theme.id))
