"""Packing: who gets a release, what each one holds, and a parcel for each; nothing is written."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planner.domain.file_names import file_stem, safe_name, unused
from planner.domain.handouts import Addressing
from planner.domain.ids import ItemId, VisitId
from planner.domain.left_out import left_out
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.privacy import PROFILES, Profile
from planner.domain.recipients import Recipient, RecipientKind, recipients
from planner.domain.redaction import redacted
from planner.domain.release_changes import RecipientChanges, changes_for
from planner.domain.releases import Release
from planner.domain.words import from_plain
from planner.errors import NotFound
from planner.i18n import LANGUAGES, _, language
from planner.release_phrases import notice
from planner.services.calendars import items_for
from planner.services.core import Core
from planner.services.letters import Writing, letter, update_letter
from planner.services.papers import PAPERS, Occasion, Paper
from planner.services.parcels import Caution, CautionKind, Package, Parcel, SendRequest, Standing
from planner.storage import reading
from planner.storage.queries import visits as queries

if TYPE_CHECKING:
    from planner.interchange.mailboxes import Mailbox
    from planner.services.releases import Releases
    from planner.services.visits import Visits

_CALENDARS: Final = frozenset({"calendar", "updates"})
"""Papers that put the own entries of a recipient into a calendar."""
_FOLDER_LIMIT: Final = 60


class Packing:
    """One version of one visit, read once for all its recipients."""

    def __init__(
        self,
        core: Core,
        visits: Visits,
        releases: Releases,
        visit: VisitId,
        number: int | None,
    ) -> None:
        self._core = core
        self._releases = releases
        self._visit = visit
        latest = self._latest()
        self.release = self._found(latest if number is None else number)
        self.number = self.release.number
        self._is_latest = self.number == latest
        self.plan = from_plain(Plan, json.loads(self.release.content))
        self._plans: dict[int, Plan] = {self.number: self.plan}
        self._draft = visits.plan(visit)

    def _latest(self) -> int:
        rows = self._core.reader.rows(
            "SELECT max(number) FROM release WHERE visit_id = :id", {"id": self._visit}
        )
        if not rows or rows[0][0] is None:
            raise NotFound(
                _("This visit has not been released yet."),
                _("Release it first: what is sent is always a version with a number."),
            )
        return int(rows[0][0])

    def _found(self, number: int) -> Release:
        found = queries.release(self._core.reader, self._visit, number)
        if found is None:
            raise NotFound(
                _("There is no version {number} of this visit.").format(number=number),
                _("See its releases."),
            )
        return found

    def _old(self, number: int) -> Plan:
        if number not in self._plans:
            self._plans[number] = self._releases.plan(self._visit, number)
        return self._plans[number]

    # who, and what each one holds

    def standings(self) -> tuple[Standing, ...]:
        """Everybody of this version, then who holds an earlier one and is no longer in it."""
        known = {one.key: one for one in recipients(self.plan, self._said, home=self._home)}
        now = {one.key: one for one in recipients(self._draft, self._said, home=self._home)}
        found = [self._standing(one, now.get(key)) for key, one in known.items()]
        for key, held in self._held.items():
            earlier = [number for number in held if number < self.number]
            if key in known or not earlier:
                continue
            if self._has(max(earlier)):
                then = recipients(self._old(max(earlier)), self._said, home=self._home)
                found += [
                    self._standing(one, now.get(key), gone=True) for one in then if one.key == key
                ]
        return tuple(found)

    def _has(self, number: int) -> bool:
        return queries.release(self._core.reader, self._visit, number) is not None

    def _standing(self, one: Recipient, now: Recipient | None, *, gone: bool = False) -> Standing:
        """With the address of today: a mail to the address of then would not arrive."""
        held = self._held.get(one.key, {})
        cautions = []
        if now is not None and now.email != one.email:
            if one.email and now.email:
                cautions.append(
                    Caution(
                        kind=CautionKind.NEW_EMAIL,
                        text=_(
                            "The address was {old} in version {number} and is {new} now: the new one"
                            " is used."
                        ).format(old=one.email, number=self.number, new=now.email),
                    )
                )
            one = replace(one, email=now.email)
        if gone:
            text = _("No longer in version {number}: only what is called off is sent.")
            cautions.append(Caution(kind=CautionKind.GONE, text=text.format(number=self.number)))
        return Standing(
            recipient=one,
            holds=max(held, default=None),
            calendar=max(
                (n for n, papers in held.items() if n < self.number and papers & _CALENDARS),
                default=None,
            ),
            gone=gone,
            cautions=(*cautions, *self._about_holding(held)),
        )

    def _about_holding(self, held: dict[int, set[str]]) -> Iterable[Caution]:
        last = max(held, default=0)
        if last > self.number:
            text = _("Holds version {number} already, which is newer than what is sent.")
            yield Caution(kind=CautionKind.HOLDS_NEWER, text=text.format(number=last))
        elif last:
            yield Caution(
                kind=CautionKind.HOLDS, text=_("Holds version {number}.").format(number=last)
            )

    @cached_property
    def _said(self) -> list[Addressing]:
        return reading.having(self._core.reader, Addressing, "visit_id", [self._visit])

    @cached_property
    def _home(self) -> str:
        chosen = self._core.settings.text("language")[:2]
        return chosen if chosen in LANGUAGES else "en"

    @cached_property
    def _held(self) -> dict[str, dict[int, set[str]]]:
        """Of each recipient the versions that were given, with the papers of each."""
        found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for key, number, paper in self._core.reader.rows(
            "SELECT DISTINCT recipient_key, release_number, paper FROM disclosure"
            " WHERE visit_id = :id AND recipient_key <> '' AND release_number IS NOT NULL",
            {"id": self._visit},
        ):
            found[str(key)][int(number)].add(str(paper))
        return {key: dict(held) for key, held in found.items()}

    # parcels

    def package(
        self, request: SendRequest, progress: Callable[[int, int], None] | None = None
    ) -> Package:
        """One parcel for each recipient who gets something.

        :raises NotFound: a key of the request belongs to nobody.
        """
        chosen = self._chosen(request)
        sender = self._sender()
        packed: list[Parcel] = []
        without: list[tuple[Recipient, Caution]] = []
        taken: set[str] = set()
        for number, standing in enumerate(chosen):
            if progress:
                progress(number, len(chosen))
            parcel = self._parcel(request, standing, sender, taken)
            if parcel.papers or parcel.updates or _has_news(parcel):
                packed.append(parcel)
            else:
                without.append((parcel.recipient, self._nothing(parcel)))
        if progress:
            progress(len(chosen), len(chosen))
        visit = self.plan.visit
        return Package(
            request=request,
            release=self.number,
            release_id=self.release.id,
            title=visit.title,
            name=file_stem(visit, (), self.number, draft=""),
            parcels=tuple(packed),
            without=tuple(without),
            cautions=tuple(self._about_all(request, sender)),
            sender=sender,
        )

    def _chosen(self, request: SendRequest) -> list[Standing]:
        known = {one.recipient.key: one for one in self.standings()}
        if missing := [key for key in request.recipients if key not in known]:
            raise NotFound(
                _("There is no recipient “{key}” in version {number}.").format(
                    key=missing[0], number=self.number
                ),
                _("See “planner visit recipients”."),
            )
        if request.recipients:
            return [known[key] for key in dict.fromkeys(request.recipients)]
        return [one for one in known.values() if not one.recipient.left_out]

    def _sender(self) -> Mailbox | None:
        from planner.interchange.mailboxes import mailbox

        return mailbox(self._core.author, self._core.settings.text("email"))

    def _about_all(self, request: SendRequest, sender: Mailbox | None) -> Iterable[Caution]:
        if "updates" in request.papers and sender is None:
            yield Caution(
                kind=CautionKind.NO_SENDER,
                text=_(
                    "Changes of calendars need your e-mail address, which is not in the settings:"
                    " whole calendars are made instead."
                ),
            )
        if not self._is_latest:
            yield Caution(
                kind=CautionKind.NOT_LATEST,
                text=_("Version {number} is not the latest one.").format(number=self.number),
            )

    def _parcel(
        self, request: SendRequest, standing: Standing, sender: Mailbox | None, taken: set[str]
    ) -> Parcel:
        from planner.interchange.mailboxes import mailbox

        one = _as_asked(request, standing.recipient)
        to = mailbox(one.name, one.email)
        calendar = standing.calendar if request.since is None else request.since
        held = self._held_before(one) if request.since is None else request.since
        speak = language(one.language)
        views = {True: redacted(self.plan, one.profile, one, own=True)}
        occasion = Occasion(
            plan=views[True],
            recipient=one,
            speak=speak,
            at=self._at,
            before=None
            if calendar is None
            else redacted(self._old(calendar), one.profile, one, own=True),
            organizer=sender,
            attendee=to,
            staying=self._staying(one),
        )
        changes = (
            changes_for(self._old(held), self.plan, one, one.profile) if held is not None else None
        )
        papers = self._papers(_kinds(request, standing, occasion, changes), occasion, views)
        writing = Writing(
            plan=views[True],
            person=self._person(one),
            speak=speak,
            on=self.release.released_at.date(),
            since=calendar,
            author=self._core.author,
            note=request.note,
        )
        told = notice(changes, held, speak) if changes and held is not None else ()
        return Parcel(
            recipient=one,
            papers=papers,
            letter=letter(writing, papers, told),
            updates=tuple((one, update_letter(writing, one)) for one in papers if one.method),
            folder=unused(safe_name(one.name, fallback="recipient", limit=_FOLDER_LIMIT), taken),
            since=held,
            changes=changes,
            left_out=left_out(self.plan, views.values()),
            cautions=(*standing.cautions, *self._about_one(standing.recipient, one, to)),
            to=to,
            plan=views.get(False, views[True]),
        )

    def _papers(
        self, kinds: Iterable[str], occasion: Occasion, views: dict[bool, Plan]
    ) -> tuple[Paper, ...]:
        """The papers of these kinds; ``views`` gets what the recipient sees of the whole visit."""
        one = occasion.recipient
        made: list[Paper] = []
        for kind in kinds:
            own = PAPERS[kind].own
            if own not in views:
                views[own] = redacted(self.plan, one.profile, one)
            made += PAPERS[kind].make(replace(occasion, plan=views[own]))
        names: set[str] = set()
        return tuple(replace(paper, name=unused(paper.name, names)) for paper in made)

    def _held_before(self, one: Recipient) -> int | None:
        """The latest version before this one of which the recipient holds anything."""
        held = self._held.get(one.key, {})
        return max((known for known in held if known < self.number), default=None)

    def _staying(self, one: Recipient) -> frozenset[ItemId]:
        """Entries of others with the same address: their mailbox and calendar are one."""
        others = self._by_address.get(one.email.casefold(), ()) if one.email else ()
        return frozenset(
            item.id
            for other in others
            if other.key != one.key
            for item in items_for(
                redacted(self.plan, other.profile, other, own=True), other.profile
            )
        )

    @cached_property
    def _by_address(self) -> dict[str, list[Recipient]]:
        found: dict[str, list[Recipient]] = defaultdict(list)
        for standing in self.standings():
            if standing.recipient.email and not standing.gone:
                found[standing.recipient.email.casefold()].append(standing.recipient)
        return found

    @cached_property
    def _at(self) -> dt.datetime:
        return self.release.released_at.replace(tzinfo=dt.UTC)

    def _person(self, one: Recipient) -> Person | None:
        """As the library knows the person now: a form of address may have been confirmed since."""
        if one.person_id is None:
            return None
        return self._draft.person.get(one.person_id) or self.plan.person.get(one.person_id)

    def _about_one(self, usual: Recipient, one: Recipient, to: Mailbox | None) -> Iterable[Caution]:
        if not one.email:
            yield Caution(
                kind=CautionKind.NO_EMAIL, text=_("No e-mail address: fill it in in the draft.")
            )
        elif to is None:
            text = _("“{address}” is not an address that can be written to.")
            yield Caution(kind=CautionKind.BAD_EMAIL, text=text.format(address=one.email))
        if one.left_out:
            yield Caution(kind=CautionKind.LEFT_OUT, text=_("Is left out unless chosen, as now."))
        person = self._person(one)
        spoken = [tag[:2] for tag in person.languages] if person else []
        if spoken and one.language not in spoken:
            text = _("Speaks {languages}; the papers are in {language}.")
            yield Caution(
                kind=CautionKind.LANGUAGE,
                text=text.format(languages=", ".join(spoken), language=one.language),
            )
        if one.profile is Profile.INTERNAL and one.kind is not RecipientKind.COLLEAGUE:
            text = _("Gets what only “{profile}” may see: notes, phone numbers, everything.")
            yield Caution(
                kind=CautionKind.PROFILE, text=text.format(profile=_(PROFILES[one.profile]))
            )
        elif one.profile is not usual.profile:
            text = _("Gets what “{profile}” may see, not the usual for “{usual}”.")
            yield Caution(
                kind=CautionKind.PROFILE,
                text=text.format(
                    profile=_(PROFILES[one.profile]), usual=_(PROFILES[usual.profile])
                ),
            )

    def _nothing(self, parcel: Parcel) -> Caution:
        text = (
            _("Nothing changed since version {number}: nothing is sent.").format(
                number=parcel.since
            )
            if parcel.since is not None
            else _("There is no entry for this recipient yet: nothing is sent.")
        )
        return Caution(kind=CautionKind.NOTHING, text=text)


def _has_news(parcel: Parcel) -> bool:
    return parcel.changes is not None and parcel.changes.concerned


def _kinds(
    request: SendRequest, standing: Standing, occasion: Occasion, changes: RecipientChanges | None
) -> list[str]:
    """The papers for one recipient: the calendar the first time, its changes from then on.

    Where changes cannot be sent the whole calendar goes again, if anything in it changed.
    """
    kinds = list(dict.fromkeys(request.papers))
    if standing.gone:
        return [kind for kind in kinds if kind == "updates"]
    if not set(kinds) >= _CALENDARS:
        return kinds
    if occasion.before is None:
        return [kind for kind in kinds if kind != "updates"]
    if occasion.organizer and occasion.attendee:
        return [kind for kind in kinds if kind != "calendar"]
    same = changes is not None and not changes.items
    return [kind for kind in kinds if kind != "updates" and not (same and kind == "calendar")]


def _as_asked(request: SendRequest, one: Recipient) -> Recipient:
    """In the language and with the profile that the request says."""
    spoken = request.languages.get(one.key) or request.language or one.language
    profile = request.profiles.get(one.key) or request.profile or one.profile
    return replace(
        one, language=spoken if spoken[:2] in LANGUAGES else "en", profile=Profile(profile)
    )
