"""Whatever a visit goes through, and in whatever order mails are opened, calendars end up right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from factories import PlanBuilder, person, site
from interchange.calendar_lint import Block, read
from planner.domain.calendar_facts import facts_hash
from planner.domain.ids import GroupId, RecordId, new_id
from planner.domain.itinerary import AudienceKind, Item, ItemAudience, ItemKind, ItemStatus
from planner.domain.plan import Mark, Plan
from planner.domain.recipients import Recipient, recipients
from planner.domain.redaction import redacted
from planner.i18n import language
from planner.interchange.mailboxes import mailbox
from planner.services.occasions import Occasion, Paper
from planner.services.papers import PAPERS
from planner.services.visit_sheets import SHEETS

NAMES = ("Abe", "Baba", "Chiba", "Doi")
FIRST = dt.datetime(2027, 4, 1, 9, tzinfo=dt.UTC)
OFFICE, READER = mailbox("Office", "visits@example.dk"), mailbox("Reader", "reader@example.org")


def start() -> Plan:
    host, house = person("Nilsson", "Eva"), site("ESS")
    builder = PlanBuilder(*NAMES)
    builder.group("A", "Abe", "Baba")
    builder.group("B", "Chiba")
    builder.item("Talks", "09:00", "10:00", host=host, at_site=house)
    builder.item("Tour", "11:00", "12:00", groups="A", at_site=house)
    builder.item("Lunch", "12:30", "13:30", without=("Doi",))
    builder.item("Dinner", "19:00", "21:00", named=("Abe", "Doi"), host=host)
    builder.item("Late", "Tue 23:30", "Wed 00:30", groups="AB")
    return builder.plan


# Each act takes the plan and the number of an entry, and gives the plan as it is afterwards.


def changed(plan: Plan, number: int, **fields: object) -> Plan:
    items = list(plan.items)
    if items:
        place = number % len(items)
        items[place] = replace(items[place], **fields)
    return replace(plan, items=tuple(items))


def of(plan: Plan, number: int) -> Item | None:
    return plan.items[number % len(plan.items)] if plan.items else None


def moved(plan: Plan, number: int) -> Plan:
    item = of(plan, number)
    if item is None or item.start_local is None or item.end_local is None:
        return plan
    later = dt.timedelta(minutes=15 * (number % 7 + 1))
    return changed(
        plan, number, start_local=item.start_local + later, end_local=item.end_local + later
    )


def renamed(plan: Plan, number: int) -> Plan:
    return changed(plan, number, title=f"Name {number % 5}")


def status(plan: Plan, number: int) -> Plan:
    return changed(plan, number, status=list(ItemStatus)[number // 5 % len(ItemStatus)])


def unscheduled(plan: Plan, number: int) -> Plan:
    item = of(plan, number)
    if item is None:
        return plan
    if item.start_local is None:
        when = dt.datetime(2027, 5, 11, 8 + number % 8)
        return changed(
            plan, number, start_local=when, end_local=when + dt.timedelta(hours=1),
            start_zone="Europe/Copenhagen", end_zone="Europe/Copenhagen",
        )  # fmt: skip
    return changed(plan, number, start_local=None, end_local=None)


def removed(plan: Plan, number: int) -> Plan:
    item = of(plan, number)
    return replace(plan, items=tuple(one for one in plan.items if one is not item))


def other_audience(plan: Plan, number: int) -> Plan:
    """The entry is for all, for some by name, or for a group."""
    item = of(plan, number)
    if item is None or not plan.delegates:
        return plan
    rest = tuple(one for one in plan.audience if one.item_id != item.id)
    kind = (AudienceKind.ALL, AudienceKind.NAMED, AudienceKind.GROUPS)[number // 5 % 3]
    named: tuple[ItemAudience, ...] = ()
    if kind is AudienceKind.NAMED:
        one = plan.delegates[number // 15 % len(plan.delegates)]
        named = (ItemAudience(id=RecordId(new_id()), item_id=item.id, delegate_id=one.id),)
    elif kind is AudienceKind.GROUPS:
        group: GroupId = plan.groups[number // 15 % len(plan.groups)].id
        named = (ItemAudience(id=RecordId(new_id()), item_id=item.id, group_id=group),)
    return replace(changed(plan, number, audience=kind), audience=(*rest, *named))


def without_delegate(plan: Plan, number: int) -> Plan:
    gone = plan.delegates[number % len(plan.delegates)].id if len(plan.delegates) > 1 else ""
    return replace(plan, delegates=tuple(one for one in plan.delegates if one.id != gone))


def blocked(plan: Plan, number: int) -> Plan:
    item = of(plan, number)
    now = item is not None and item.kind is ItemKind.BLOCKER
    return changed(plan, number, kind=ItemKind.MEETING if now else ItemKind.BLOCKER)


ACTS = (
    moved, moved, renamed, status, unscheduled, removed, other_audience, other_audience,
    without_delegate, blocked,
)  # fmt: skip


class Releases:
    """Freezes plans one after the other, and raises marks as the library does."""

    def __init__(self) -> None:
        self.frozen: list[Plan] = []
        self._known: dict[str, tuple[Mark, str]] = {}

    def at(self, number: int) -> dt.datetime:
        return FIRST + dt.timedelta(hours=number)

    def freeze(self, plan: Plan) -> Plan:
        number = len(self.frozen) + 1
        stamp = self.at(number).replace(tzinfo=None)
        marks = {}
        for item in plan.scheduled:
            facts = facts_hash(plan, item)
            mark, was = self._known.get(item.id, (Mark(0, stamp), facts))
            if was != facts:
                mark = Mark(mark.sequence + 1, stamp)
            self._known[item.id] = (mark, facts)
            marks[item.id] = mark
        self.frozen.append(replace(plan, marks=marks, release_number=number))
        return self.frozen[-1]


@dataclass
class Client:
    """A calendar that obeys RFC 5546: what is older than the latest word on an entry is not heard."""

    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _heard: dict[str, tuple[int, str]] = field(default_factory=dict)

    def take(self, content: bytes) -> None:
        calendar = read(content)
        for event in calendar.all("VEVENT"):
            uid = event.value("UID")
            word = (int(event.value("SEQUENCE")), event.value("DTSTAMP"))
            if word < self._heard.get(uid, (-1, "")):
                continue
            self._heard[uid] = word
            if calendar.value("METHOD") == "CANCEL":
                self.shown.pop(uid, None)
            else:
                self.shown[uid] = facts_of(event)


def facts_of(event: Block) -> tuple[str, ...]:
    return tuple(
        event.text(name) for name in ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION")
    )


def made(
    kind: str, plan: Plan, one: Recipient, at: dt.datetime, before: Plan | None
) -> Sequence[Paper]:
    return PAPERS[kind].make(
        Occasion(
            plan=redacted(plan, one.profile, one, own=PAPERS[kind].own),
            recipient=one, speak=language("en"), at=at,
            before=redacted(before, one.profile, one, own=True) if before else None,
            organizer=OFFICE, attendee=READER, marks=plan.marks,
        )
    )  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 200)), max_size=4),
        min_size=1,
        max_size=5,
    ),
    st.data(),
)
def test_any_order_of_mails_ends_with_exactly_the_entries_of_the_last_release(
    steps: list[list[tuple[object, int]]], data: st.DataObject
) -> None:
    releases = Releases()
    plan = releases.freeze(start())
    whom = data.draw(st.sampled_from(recipients(plan)))
    for acts in steps:
        for act, number in acts:
            plan = act(plan, number)  # type: ignore[operator]
        plan = releases.freeze(plan)
    sent = [
        one for one in releases.frozen
        if one.release_number in (1, len(releases.frozen)) or data.draw(st.booleans())
    ]  # fmt: skip
    by_invitations_from_the_start = data.draw(st.booleans())
    client, mails = Client(), []
    for before, one in zip((None, *sent), sent, strict=False):
        first = before is None and not by_invitations_from_the_start
        assert one.release_number is not None
        papers = made(
            "calendar" if first else "updates", one, whom, releases.at(one.release_number), before
        )
        if first:
            for paper in papers:
                client.take(paper.content)
        else:
            mails.append(papers)
    for papers in data.draw(st.permutations(mails)):
        for paper in data.draw(st.permutations(papers)):
            client.take(paper.content)

    right = Client()
    for paper in made("calendar", sent[-1], whom, FIRST, None):
        right.take(paper.content)
    assert client.shown == right.shown


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 200)), max_size=8))
def test_every_entry_is_in_the_calendar_of_everybody_on_it_and_in_no_other(
    acts: list[tuple[object, int]],
) -> None:
    plan = start()
    for act, number in acts:
        plan = act(plan, number)  # type: ignore[operator]
    plan = Releases().freeze(plan)
    public = [
        item
        for item in plan.active
        if item.kind is not ItemKind.BLOCKER and item.status is not ItemStatus.IDEA
    ]

    for one in recipients(plan):
        shown = Client()
        for paper in made("calendar", plan, one, FIRST, None):
            shown.take(paper.content)
        if one.key.startswith("delegate:"):
            mine = [item for item in public if any(it.id == one.id for it in plan.on(item))]
        elif one.key.startswith("host:"):
            mine = [
                item for item in public if any(it.person_id == one.id for it in plan.hosts_of(item))
            ]
        else:
            mine = [item for item in public if item.site_id == one.id]
        assert set(shown.shown) == {f"{item.id}@planner" for item in mine}, one.name


def test_an_unchanged_version_makes_no_update_and_the_same_bytes() -> None:
    releases = Releases()
    first = releases.freeze(start())
    second = releases.freeze(first)

    for one in recipients(first):
        assert not made("updates", second, one, releases.at(2), first)
        assert made("updates", second, one, releases.at(2), None) == made(
            "updates", second, one, releases.at(2), None
        )


def test_a_cancellation_outdoes_what_a_calendar_got_from_a_draft() -> None:
    releases = Releases()
    first = releases.freeze(start())
    gone = first.items[0]
    second = releases.freeze(removed(first, 0))
    second = replace(second, marks={**second.marks, gone.id: Mark(40, dt.datetime(2027, 4, 1))})

    (paper,) = made("updates", second, recipients(first)[0], releases.at(2), first)

    (event,) = read(paper.content).all("VEVENT")
    assert event.value("UID") == f"{gone.id}@planner"
    assert int(event.value("SEQUENCE")) > 40


CALENDARS = [name for name in PAPERS if name not in ("contacts", *SHEETS)]
HOSTILE = (
    "a\r\nATTENDEE:mailto:evil@example.org",
    "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil",
    "=HYPERLINK(\"http://evil.example\")",
    "../../etc/passwd",
    "CON",
    "\x00\x0b\u2028\u202egnp.exe",
    '";CN="b:c',
    "<img src=file:///etc/passwd>",
    "https://evil.example/ www.evil.example",
    "𠮷田 🎌" * 80,
    ".",
    "a" * 400,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", CALENDARS)
def test_no_text_of_the_plan_adds_a_line_an_entry_or_a_path(text: str, kind: str) -> None:
    plan = start()
    plan = replace(
        plan,
        visit=replace(plan.visit, title=text, code=text),
        items=tuple(replace(item, title=text, place=text, public_text=text) for item in plan.items),
        people=tuple(replace(one, family_name=text, given_name=text) for one in plan.people),
        sites=tuple(replace(one, name=text, address=text) for one in plan.sites),
        groups=tuple(replace(one, name=text) for one in plan.groups),
    )
    plan = Releases().freeze(plan)

    for one in recipients(plan):
        for paper in made(kind, plan, one, FIRST, None):
            assert len(paper.name.encode()) <= 200
            if paper.media_type != "text/calendar":
                continue  # workbooks have their own test
            calendar = read(paper.content)
            events = calendar.all("VEVENT")
            assert len(events) == paper.entries
            assert all(event.value("UID").endswith("@planner") for event in events)
            attendees = [
                line for event in events for line in event.lines if line.name == "ATTENDEE"
            ]
            assert len(attendees) == (1 if kind == "updates" else 0)
            assert not set('\\/:*?"<>|\r\n\x00\u202e\u2028') & set(paper.name)
            assert paper.name.endswith(".ics")
            assert "evil@example.org" not in {line.value for line in attendees}
