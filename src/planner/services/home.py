"""What Home shows: the next visits and how they stand, what needs a look, what is due by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from planner.i18n import N_, _, ngettext, plain_day
from planner.services.core import Core
from planner.storage.queries import home as queries

if TYPE_CHECKING:  # Home is the first page: it loads what it shows first, and the rest later
    from planner.domain.deadlines import Deadline
    from planner.domain.findings import Severity
    from planner.domain.ids import VisitId
    from planner.domain.lines import FollowUpLine, VisitLine
    from planner.domain.outlook import Attention, Outlook
    from planner.domain.plan import Plan
    from planner.services.checking import Checking
    from planner.services.invitations import Invitations
    from planner.services.releases import Releases
    from planner.services.retention import Retention
    from planner.services.visits import Visits

NEAREST: Final = 6
"""Visits that are looked at as a whole."""
BOUND: Final = 6
"""Findings of one visit that are shown; of more only the number is said."""
DUE_DAYS: Final = 14
"""How far ahead follow-ups count as due."""
SOON: Final = 90
"""Days before the end or the notice of an agreement from which on it needs attention."""
LONG_OPEN: Final = 10
"""Invitations that are named."""
FEW: Final = 3
"""Agreements that are named for one reason."""
LATEST: Final = 20
"""Agreements that ran out which are looked at one by one."""
MANY: Final = 100
"""Beyond, agreements are not counted any more."""


class RecentLine(NamedTuple):
    """A record that was opened in this window."""

    id: str
    word: str
    title: str
    detail: str


class AtLarge(NamedTuple):
    """What is not about one visit."""

    attention: tuple[Attention, ...]
    deadlines: tuple[Deadline, ...]


class Home:
    """Cheap questions first; :meth:`outlook` and :meth:`at_large` take their time."""

    def __init__(
        self,
        core: Core,
        visits: Callable[[], Visits],
        checking: Callable[[], Checking],
        releases: Callable[[], Releases],
        invitations: Callable[[], Invitations],
        retention: Callable[[], Retention],
    ) -> None:
        """The other services are loaded with the first look at a visit, not with the first page."""
        self._core, self._visits = core, visits
        self._checking, self._releases = checking, releases
        self._invitations, self._retention = invitations, retention

    def is_empty(self) -> bool:
        """Whether there is nothing to show yet but what comes with the program."""
        return queries.is_empty(self._core.reader)

    def coming(self, limit: int = 12) -> list[VisitLine]:
        """Visits that take place and are not over, the nearest first."""
        today = self._core.today()
        since = today - dt.timedelta(queries.LONGEST)
        return queries.coming_visits(self._core.reader, today, since, limit)

    def due(self, limit: int = 12) -> list[FollowUpLine]:
        """Follow-ups of the list "Due" that are overdue or due within two weeks, the oldest first."""
        from planner.storage.queries import follow_ups

        until = self._core.today() + dt.timedelta(DUE_DAYS)
        return follow_ups.due_page(self._core.reader, until, limit)

    def recent(self, keys: Sequence[str], limit: int = 8) -> list[RecentLine]:
        """The records among these keys that are still there, in their order."""
        known = queries.titles(self._core.reader, keys[:50])
        lines = [RecentLine(key, *known[key]) for key in keys if key in known]
        return lines[:limit]

    def outlook(self, visit: VisitId) -> Outlook:
        """How one visit stands, as of now. Takes as long as checking it.

        :raises NotFound: it is not in the library any more.
        """
        from planner.domain.outlook import Outlook
        from planner.domain.owed import visit_deadlines
        from planner.domain.standing import coming_entries, ready_share

        plan = self._visits().plan(visit)
        around = self._checking().circumstances(plan)
        found = self._checking().findings(plan)
        open_ones = sorted(
            (one for one in found if not one.accepted), key=lambda one: -one.severity
        )
        release, changes = self._since_release(plan)
        return Outlook(
            visit_id=visit,
            title=plan.visit.title,
            first_day=plan.visit.first_day,
            last_day=plan.visit.last_day,
            release=release,
            changes=changes,
            ready=ready_share(plan, found),
            findings=tuple(open_ones),
            entries=coming_entries(plan, self._core.now()),
            deadlines=tuple(visit_deadlines(plan, around)),
        )

    def _since_release(self, plan: Plan) -> tuple[int | None, int]:
        """The latest release and how many entries moved on since; -1 where it cannot be compared."""
        from planner.domain.release_changes import compare

        lines = self._releases().list(plan.visit.id)
        if not lines:
            return None, 0
        if not lines[0].is_intact:
            return lines[0].number, -1
        released = self._releases().plan(plan.visit.id, lines[0].number)
        return lines[0].number, len(compare(released, plan).items)

    def attention(self, outlook: Outlook) -> list[Attention]:
        """The findings of one visit, the gravest first, each with the way there."""
        from planner import phrases
        from planner.domain.findings import Severity
        from planner.domain.outlook import Attention

        visit = outlook.visit_id
        lines = [
            Attention(
                f"{visit}/{finding.key}",
                phrases.sentence(finding),
                finding.severity,
                outlook.title,
                "visit_part",
                f"{visit}/finding/{finding.key}",
            )
            for finding in outlook.findings[:BOUND]
        ]
        if (rest := len(outlook.findings) - BOUND) > 0:
            text = ngettext("{count} more finding", "{count} more findings", rest)
            key = f"{visit}/finding/"
            lines.append(Attention(key, text, Severity.NOTE, outlook.title, "visit_part", key))
        return lines

    def at_large(self) -> AtLarge:
        """Agreements, calls, checklists and invitations: what falls due, and what needs a look."""
        from planner.domain.deadlines import HORIZON, in_order, named_few

        today = self._core.today()
        dated, beyond = self._deadlines(today, today + dt.timedelta(HORIZON))
        found = in_order(dated, today)
        attention = (*_missed(found, today, beyond), *self._near(found, today))
        return AtLarge(
            (
                *self._unsigned(today),
                *attention,
                *self._asleep(today),
                *self._invited(),
                *self._kept_too_long(),
            ),
            tuple(named_few(found, today, beyond)),
        )

    def due_deadlines(self) -> list[Deadline]:
        """All deadlines that are near or were missed, in order; of agreements that ran out the latest."""
        from planner.domain.deadlines import HORIZON, in_order

        today = self._core.today()
        return in_order(self._deadlines(today, today + dt.timedelta(HORIZON), MANY)[0], today)

    def _deadlines(
        self, today: dt.date, until: dt.date, latest: int | None = None
    ) -> tuple[list[Deadline], int]:
        """Deadlines, of agreements that ran out only the ``latest``, and how many more of these there are."""
        from planner.domain.deadlines import Deadline, DeadlineKind
        from planner.domain.owed import agreement_deadlines
        from planner.domain.renewal import UNTENDED
        from planner.services.data_requests import request_deadlines
        from planner.storage.queries import home_agreements
        from planner.storage.queries.agreement_tending import tended

        reader = self._core.reader
        weeks, taken = self._core.settings.whole("renewal_weeks"), tended(reader)
        over, count = home_agreements.ran_out(reader, today, latest or LATEST)
        asking = {
            one.id: one for one in (*home_agreements.dated_agreements(reader, today, until), *over)
        }
        found = [
            one
            for key, agreement in asking.items()
            for one in agreement_deadlines(agreement, today, weeks, taken.get(key, UNTENDED))
        ]
        ended = sum(one.kind is DeadlineKind.EXPIRY and one.is_over(today) for one in found)
        for key, title, programme, day in queries.closing_calls(reader, today, until):
            found.append(
                Deadline(day, DeadlineKind.CALL, title or programme, programme, "call", key)
            )
        for step, title, day, visit in queries.steps(reader, today, until):
            found.append(Deadline(day, DeadlineKind.STEP, title, visit, "follow_up", step))
        found += request_deadlines(reader)
        return found, count - ended

    def _near(self, deadlines: Sequence[Deadline], today: dt.date) -> list[Attention]:
        """Agreements of which something is asked soon."""
        from planner.domain.deadlines import DeadlineKind, left_words
        from planner.domain.findings import Severity
        from planner.domain.outlook import Attention

        grave = (DeadlineKind.NOTICE, DeadlineKind.EXPIRY)
        return [
            Attention(
                one.id,
                _("{what} ({days})").format(what=one.sentence, days=left_words(one, today)),
                Severity.WARNING if one.kind in grave else Severity.NOTE,
                one.about,
                one.word,
                one.key,
            )
            for one in deadlines
            if one.word == "agreement" and 0 <= one.days_left(today) <= SOON
        ]

    def _unsigned(self, today: dt.date) -> list[Attention]:
        """Signings of visits that are over, of which nobody said whether they took place."""
        from planner.domain.findings import Severity
        from planner.domain.outlook import Attention
        from planner.storage.queries import home_agreements

        rows = home_agreements.unnoted_signings(
            self._core.reader, self._core.now(), today, LONG_OPEN
        )
        text = _("Was it signed? “{name}”")
        return [
            Attention(
                f"signing/{entry}/{name}", text.format(name=name), Severity.WARNING, visit,
                "item", entry,
            )
            for entry, name, visit in rows
        ]  # fmt: skip

    def _asleep(self, today: dt.date) -> list[Attention]:
        """Agreements under which nothing happens."""
        from planner.domain.findings import Severity
        from planner.domain.renewal import months_before
        from planner.storage.queries import home_agreements

        months = max(1, self._core.settings.whole("quiet_months"))
        reader, since = self._core.reader, months_before(today, months)
        quiet = home_agreements.quiet(reader, since, MANY)
        text = _("Nothing happened for {months} months: {name}")
        return _named(quiet, text, Severity.NOTE, months)

    def _invited(self) -> list[Attention]:
        from planner.domain.findings import Severity
        from planner.domain.outlook import Attention
        from planner.domain.relationship import Counterpart

        lines = []
        for tie in self._invitations().all(only_open=True)[:LONG_OPEN]:
            one = tie.invitation
            when = plain_day(one.given_on) if one.given_on else ""
            text = _(_INVITED[one.direction.value, bool(when)]).format(name=tie.whom, day=when)
            if one.organisation_id or one.country:
                with_whom = Counterpart(organisation_id=one.organisation_id, country=one.country)
                word, key = "relationship", with_whom.key
            else:
                word, key = "visit", str(one.visit_id)
            lines.append(Attention(one.id, text, Severity.NOTE, tie.said_at, word, key))
        return lines

    def _kept_too_long(self) -> list[Attention]:
        """Once a month: that data of people are kept longer than they may be."""
        from planner.domain.findings import Severity
        from planner.domain.outlook import Attention

        people = self._retention().asks_for_review()
        if not people:
            return []
        text = ngettext(
            "Data of {count} person are kept longer than they may be: look through them",
            "Data of {count} people are kept longer than they may be: look through them",
            people,
        )
        return [Attention("retention", text, Severity.NOTE, "", "retention", "")]


_INVITED: Final = {
    ("given", True): N_("Our invitation to {name} of {day} is not answered by a visit."),
    ("given", False): N_("Our invitation to {name} is not answered by a visit."),
    ("received", True): N_("The invitation of {name} of {day} is not answered by a visit."),
    ("received", False): N_("The invitation of {name} is not answered by a visit."),
}


def gravest_first(lines: Sequence[Attention]) -> list[Attention]:
    """Conflicts before warnings before notes; within these as they came."""
    return sorted(lines, key=lambda one: -one.severity)


def _missed(deadlines: Sequence[Deadline], today: dt.date, beyond: int) -> list[Attention]:
    """Agreements that ran out and were not closed, ``beyond`` more than these, and what was to be done
    about others, the latest first."""
    from planner.domain.deadlines import SENTENCES, DeadlineKind, late_words
    from planner.domain.findings import Severity

    over = [one for one in reversed(deadlines) if one.is_over(today)]

    def late(kind: DeadlineKind) -> list[tuple[str, str]]:
        return [
            (
                one.key,
                _("{what} ({days})").format(what=one.name, days=late_words(-one.days_left(today))),
            )
            for one in over
            if one.kind is kind
        ]

    ended = [(one.key, one.name) for one in over if one.kind is DeadlineKind.EXPIRY]
    missed = [
        (one.key, _("{what} ({days})").format(what=one.name, days=one.told))
        for one in over
        if one.kind is DeadlineKind.MISSED
    ]
    return [
        *_named(ended, _("Ran out, not closed: {name}"), Severity.WARNING, beyond=beyond),
        *_named(missed, _(SENTENCES[DeadlineKind.MISSED]), Severity.WARNING),
        *_named(late(DeadlineKind.START), _(SENTENCES[DeadlineKind.START]), Severity.WARNING),
        *_named(late(DeadlineKind.REVIEW), _(SENTENCES[DeadlineKind.REVIEW]), Severity.NOTE),
    ]


def _named(
    found: Sequence[tuple[str, str]],
    text: str,
    severity: Severity,
    months: int = 0,
    beyond: int = 0,
) -> list[Attention]:
    """The first few agreements by name, of the others and of those ``beyond`` how many."""
    from planner.domain.outlook import Attention

    lines = [
        Attention(
            f"{text}{key}", text.format(name=title, months=months), severity, "", "agreement", key
        )
        for key, title in found[:FEW]
    ]
    if (rest := len(found) - FEW + beyond) > 0:
        count = ngettext("{count} more agreement", "{count} more agreements", rest)
        name = count if len(found) + beyond < MANY else _("many more agreements")
        lines.append(
            Attention(text, text.format(name=name, months=months), severity, "", "agreements", "")
        )
    return lines
