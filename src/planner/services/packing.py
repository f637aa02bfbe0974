"""Packing: who gets a release, what each one holds, and a parcel for each; nothing is written."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planner.documents.kinds import DOCUMENTS
from planner.domain.file_names import file_stem, safe_name, unused
from planner.domain.ids import ItemId
from planner.domain.left_out import left_out
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.privacy import PROFILES, Profile
from planner.domain.recipients import Recipient, RecipientKind
from planner.domain.redaction import redacted
from planner.domain.release_changes import RecipientChanges, changes_for
from planner.errors import NotFound
from planner.i18n import LANGUAGES, _, language
from planner.release_phrases import notice
from planner.services.access import states_of
from planner.services.calendars import items_for
from planner.services.core import Core
from planner.services.letters import Writing, letter, update_letter
from planner.services.occasions import Occasion, Paper, Setting, as_usual, spoken_by
from planner.services.papers import PAPERS
from planner.services.parcels import Caution, CautionKind, Package, Parcel, SendRequest, Standing
from planner.services.released import CALENDARS, Released

if TYPE_CHECKING:
    from planner.interchange.mailboxes import Mailbox
    from planner.services.sheet_columns import States
    from planner.services.shelf import Shelf

_FOLDER_LIMIT: Final = 60


class Packing:
    """Makes the parcels of one version."""

    def __init__(self, core: Core, version: Released) -> None:
        self._core = core
        self._version = version
        self.plan = version.plan

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
            release=self._version.number,
            release_id=self._version.release.id,
            title=visit.title,
            name=file_stem(visit, (), self._version.number, draft=""),
            parcels=tuple(packed),
            without=tuple(without),
            cautions=tuple(self._about_all(request, sender)),
            sender=sender,
        )

    def _chosen(self, request: SendRequest) -> list[Standing]:
        known = {one.recipient.key: one for one in self._version.standings}
        if missing := [key for key in request.recipients if key not in known]:
            raise NotFound(
                _("There is no recipient “{key}” in version {number}.").format(
                    key=missing[0], number=self._version.number
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
        if not self._version.is_latest:
            yield Caution(
                kind=CautionKind.NOT_LATEST,
                text=_("Version {number} is not the latest one.").format(
                    number=self._version.number
                ),
            )

    def _parcel(
        self, request: SendRequest, standing: Standing, sender: Mailbox | None, taken: set[str]
    ) -> Parcel:
        from planner.interchange.mailboxes import mailbox

        one = _as_asked(request, standing.recipient)
        to = mailbox(one.name, one.email)
        calendar = standing.calendar if request.since is None else request.since
        held = self._version.held_before(one) if request.since is None else request.since
        speak = language(one.language)
        views = {True: redacted(self.plan, one.profile, one, own=True)}
        given_as = one.profile if calendar is None else self._version.given_as(one, calendar)
        occasion = Occasion(
            plan=views[True],
            recipient=one,
            speak=speak,
            at=self._at,
            before=None
            if calendar is None
            else redacted(self._version.old(calendar), given_as, one, own=True),
            given_as=given_as,
            organizer=sender,
            attendee=to,
            staying=self._staying(one),
            marks=self.plan.marks,
            states=self._states if one.profile is Profile.INTERNAL else {},
            columns=request.columns,
            setting=as_usual(_nothing_special(request.setting), self._core.settings),
            language=self._paper_language(request, one),
            shelf=self._shelf,
            today=self._core.today(),
            alarm_minutes=self._core.settings.whole("alarm_minutes"),
        )
        changes = self._changes(held, one, gone=standing.gone)
        papers = self._papers(_kinds(request, standing, occasion, changes), occasion, views, held)
        writing = Writing(
            plan=views[True],
            person=self._person(one, held),
            speak=speak,
            on=self._version.release.released_at.date(),
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
            cautions=(
                *standing.cautions,
                *self._about_one(standing.recipient, one, to),
                *(
                    Caution(kind=CautionKind.LIMITS, text=it)
                    for one in papers
                    for it in one.remarks
                ),
            ),
            to=to,
            plan=views.get(False, views[True]),
        )

    def _changes(self, since: int | None, one: Recipient, *, gone: bool) -> RecipientChanges | None:
        """Who is no longer in the visit learns nothing more of it than what is called off."""
        if since is None:
            return None
        found = changes_for(self._version.old(since), self.plan, one, one.profile)
        return replace(found, parts=()) if gone else found

    def _papers(
        self,
        kinds: Iterable[str],
        occasion: Occasion,
        views: dict[bool, Plan],
        since: int | None,
    ) -> tuple[Paper, ...]:
        """The papers of these kinds; ``views`` gets what the recipient sees of the whole visit."""
        one = occasion.recipient
        made: list[Paper] = []
        held: dict[bool, Plan] = {}
        for kind in kinds:
            own = PAPERS[kind].own
            if own not in views:
                views[own] = redacted(self.plan, one.profile, one)
            if since is not None and own not in held and kind in DOCUMENTS:
                held[own] = redacted(self._version.old(since), one.profile, one, own=own)
            made += PAPERS[kind].make(replace(occasion, plan=views[own], held=held.get(own)))
        names: set[str] = set()
        return tuple(replace(paper, name=unused(paper.name, names)) for paper in made)

    def _paper_language(self, request: SendRequest, one: Recipient) -> str:
        """Papers set as pages speak languages that nothing else is written in."""
        if request.languages.get(one.key) or request.language:
            return one.language
        return spoken_by(one, self._person(one), self.plan)

    @cached_property
    def _shelf(self) -> Shelf:
        from planner.services.shelf import Shelf

        return Shelf(self._core.reader, self.plan, self._core.today())

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
        for standing in self._version.standings:
            if standing.recipient.email and not standing.gone:
                found[standing.recipient.email.casefold()].append(standing.recipient)
        return found

    @cached_property
    def _states(self) -> States:
        """How far delegates are with sites, as of now: a release does not freeze it."""
        return states_of(self._core.reader, self.plan)

    @cached_property
    def _at(self) -> dt.datetime:
        return self._version.release.released_at.replace(tzinfo=dt.UTC)

    def _person(self, one: Recipient, held: int | None = None) -> Person | None:
        """As the library knows the person now: a form of address may have been confirmed since.

        Who left the visit is in the version ``held`` alone, and is greeted by name all the same.
        """
        if one.person_id is None:
            return None
        plans = [self._version.draft, self.plan]
        if held is not None:
            plans.append(self._version.old(held))
        known = (plan.person.get(one.person_id) for plan in plans)
        return next((person for person in known if person is not None), None)

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


def _nothing_special(setting: Setting) -> Setting:
    """A sending goes to many and is looked at unveiled: needs beside names and hidden details leave as
    a paper of their own, with recipient and reason (:mod:`planner.services.printing`)."""
    wishes = replace(setting.wishes, named_needs=False, hidden_details=False)
    return replace(setting, wishes=wishes)


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
    if not set(kinds) >= CALENDARS:
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
