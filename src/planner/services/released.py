"""One released version of a visit: who may get it, and what each one holds already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planner.domain.handouts import Addressing
from planner.domain.ids import VisitId
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, recipients
from planner.errors import NotFound
from planner.i18n import LANGUAGES, _
from planner.services.core import Core
from planner.services.parcels import Caution, CautionKind, Standing
from planner.storage import reading
from planner.storage.queries import visits as queries

if TYPE_CHECKING:
    from planner.services.releases import Releases
    from planner.services.visits import Visits

CALENDARS: Final = frozenset({"calendar", "updates"})
"""Papers that put the own entries of a recipient into a calendar."""


class Released:
    """One version of one visit, read once for all its recipients.

    ``plan`` is as it was frozen, ``draft`` as the visit stands now.

    :raises NotFound: there is no such release (None: no release at all).
    :raises NotAsReleased: its content was changed after it was frozen.
    """

    def __init__(
        self, core: Core, visits: Visits, releases: Releases, visit: VisitId, number: int | None
    ) -> None:
        self._core = core
        self._releases = releases
        self._visit = visit
        latest = self._latest()
        self.release = releases.frozen(visit, latest if number is None else number)
        self.number = self.release.number
        self.is_latest = self.number == latest
        self.plan = releases.plan(visit, self.number)
        self.draft = visits.plan(visit)
        self._plans: dict[int, Plan] = {self.number: self.plan}

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

    def old(self, number: int) -> Plan:
        """Another version, as it was frozen.

        :raises NotFound: there is none of this number.
        """
        if number not in self._plans:
            self._plans[number] = self._releases.plan(self._visit, number)
        return self._plans[number]

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Everybody of this version, then who holds an earlier one and is no longer in it."""
        known = {one.key: one for one in recipients(self.plan, self._said, home=self._home)}
        now = {one.key: one for one in recipients(self.draft, self._said, home=self._home)}
        found = [self._standing(one, now.get(key)) for key, one in known.items()]
        for key, held in self._held.items():
            earlier = [number for number in held if number < self.number]
            if key in known or not earlier:
                continue
            if self._has(max(earlier)):
                then = recipients(self.old(max(earlier)), self._said, home=self._home)
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
                (n for n, papers in held.items() if n < self.number and papers & CALENDARS),
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

    def held_before(self, one: Recipient) -> int | None:
        """The latest version before this one of which the recipient holds anything."""
        held = self._held.get(one.key, {})
        return max((known for known in held if known < self.number), default=None)

    def given_as(self, one: Recipient, number: int) -> Profile:
        """As what the recipient was given the calendar of a version; where nobody knows, as now."""
        return self._given_as.get((one.key, number), one.profile)

    @cached_property
    def _given_as(self) -> dict[tuple[str, int], Profile]:
        rows = self._core.reader.rows(
            "SELECT recipient_key, release_number, paper, profile FROM disclosure"
            " WHERE visit_id = :id AND recipient_key <> '' AND release_number IS NOT NULL"
            " ORDER BY at, id",
            {"id": self._visit},
        )
        return {
            (str(key), int(number)): Profile(profile)
            for key, number, paper, profile in rows
            if paper in CALENDARS
        }

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
