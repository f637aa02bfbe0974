"""Programmes read back: every entry of a recipient's audience, in order, at its local time, no other.

What must stand is worked out from the records, apart from the code of the papers.
``PLANNER_DELEGATIONS=300`` draws so many visits and reads the papers of everybody.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from delegations import delegation
from documents.papers_read import (
    POPPLER,
    WIDE,
    Made,
    Reader,
    bare,
    of_visit,
    pdf_pages,
    poppler_text,
    readers,
    word_lines,
)
from planner.documents.kinds import DOCUMENTS
from planner.domain.itinerary import AudienceKind, Item, ItemKind, ItemStatus
from planner.domain.plan import Plan, is_there
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind
from planner.domain.travel import ResourceKind
from planner.domain.visits import Delegate
from planner.services.planner import Planner

SEEDS = range(700, 700 + int(os.environ.get("PLANNER_DELEGATIONS", "3")))
PROGRAMMES = [
    name for name in ("official-programme", "personal-programme", "day-sheet") if name in DOCUMENTS
]
MARK = re.compile(r"Z\d{4}Q")
NOT_FOR_PRESS = (ItemKind.LEG, ItemKind.STAY, ItemKind.FREE)
NARROWED = (Profile.DRIVERS, Profile.SITES)
WHOLE_DAY = {"en": "Allday", "ja": "終日"}


@dataclass(frozen=True)
class Stand:
    """An entry on a day: where it must come in the paper, and what its time must look like."""

    key: tuple[dt.date, int, float]
    mark: str
    time: str


def marked(plan: Plan) -> Plan:
    """Every entry can be told by its title, in each language."""
    items = []
    for number, one in enumerate(plan.items):
        mark = f"Z{number:04}Q"
        second = f"{mark} {one.second_title}" if one.second_title else ""
        items.append(replace(one, title=f"{mark} {one.title}", second_title=second))
    return plan.with_items(items)


def mark_of(item: Item) -> str:
    return item.title[:6]


# ------------------------------------------------------------------ what must stand


def is_invited(plan: Plan, item: Item, one: Delegate) -> bool:
    links = [link for link in plan.audience if link.item_id == item.id]
    named = any(link.delegate_id == one.id for link in links)
    groups = {link.group_id for link in links if link.group_id}
    member = any(each.delegate_id == one.id and each.group_id in groups for each in plan.members)
    there = is_there(one, plan.when(item), item.kind)
    match item.audience:
        case AudienceKind.NAMED:
            return named
        case AudienceKind.GROUPS:
            return named or (member and there)
        case AudienceKind.ALL:
            return there
        case _:
            return not named and there


def concerns(plan: Plan, item: Item, one: Recipient) -> bool:
    hosts = [host for host in plan.hosts if host.item_id == item.id]
    match one.kind:
        case RecipientKind.DELEGATE:
            return is_invited(plan, item, next(who for who in plan.delegates if who.id == one.id))
        case RecipientKind.HOST:
            return any(host.person_id == one.id for host in hosts)
        case RecipientKind.ORGANISATION:
            return any(host.organisation_id == one.id and not host.person_id for host in hosts)
        case RecipientKind.DRIVER | RecipientKind.INTERPRETER:
            return any(
                link.resource_id == one.id for link in plan.bookings if link.item_id == item.id
            )
        case RecipientKind.SITE:
            return item.site_id == one.id
        case _:
            return True


def may_stand(plan: Plan, item: Item, profile: Profile) -> bool:
    if item.start_local is None or item.end_local is None or item.kind is ItemKind.BLOCKER:
        return False
    if item.status in (ItemStatus.IDEA, ItemStatus.CANCELLED):
        return False
    if item.span.end.instant <= item.span.start.instant:
        return False
    vehicles = {one.id for one in plan.resources if one.kind is ResourceKind.VEHICLE}
    match profile:
        case Profile.PRESS:
            return item.open_to_press and item.kind not in NOT_FOR_PRESS
        case Profile.DRIVERS:
            return any(
                link.item_id == item.id and link.resource_id in vehicles for link in plan.bookings
            )
        case Profile.SITES:
            return item.site_id is not None
        case _:
            return True


def dates_of(item: Item) -> list[dt.date]:
    """The local dates on which it stands: each end by its own clock."""
    assert item.start_local
    assert item.end_local
    first, last = item.start_local.date(), item.end_local.date()
    if item.kind is ItemKind.STAY:
        return sorted({first, last} if last > first else {first})
    if last < first and not item.all_day:  # across the date line
        return [last, first]
    every = [first + dt.timedelta(days) for days in range(max(0, (last - first).days) + 1)]
    midnight = item.end_local.time() == dt.time() and len(every) > 1 and not item.all_day
    return every[:-1] if midnight else every


def stands_of(item: Item, code: str) -> Iterator[Stand]:
    assert item.start_local
    assert item.end_local
    stay, whole = item.kind is ItemKind.STAY, WHOLE_DAY[code]
    for day in dates_of(item):
        begins, ends = day == item.start_local.date(), day == item.end_local.date()
        moment = item.span.start.instant
        if stay and not begins:
            moment = item.span.end.instant
        start, end = (clock(one) for one in (item.start_local, item.end_local))
        if item.all_day or not (begins or ends):
            time = whole
        elif stay and begins != ends:
            time = start if begins else end
        else:
            time = rf"{start}[–~→]{end}" if begins else f"→{end}"
        first = 0 if item.all_day and not stay else 1
        yield Stand((day, first, first and moment.timestamp()), mark_of(item), time)


def clock(local: dt.datetime) -> str:
    """With the offset behind it where the clock shows the hour twice."""
    return rf"{local:%H:%M}(\(UTC[^)]*\))?"


def is_for_all(name: str, profile: Profile) -> bool:
    return name == "official-programme" and profile not in NARROWED


def expected(plan: Plan, name: str, reader: Reader, code: str) -> dict[str, list[Stand]]:
    """By the mark of each entry, its stands from day to day.

    The official programme has all that an audience may see; drivers and sites get their own.
    """
    profile, one = reader
    if is_for_all(name, profile):
        one = None
    found = {}
    for item in plan.items:
        mine = one is None or concerns(plan, item, one)
        if mine and may_stand(plan, item, profile):
            found[mark_of(item)] = list(stands_of(item, code))
    return found


# ------------------------------------------------------------------ what stands


def assert_holds_just(text: str, wanted: dict[str, list[Stand]], told: str) -> None:
    """Each entry as often as it must, in order, each behind its time."""
    left = {mark: list(stands) for mark, stands in wanted.items()}
    before, at = (dt.date.min, 0, 0.0), 0
    for found in MARK.finditer(text):
        assert left.get(found[0]), f"{told}: {found[0]} stands once too often"
        stand = left[found[0]].pop(0)
        assert before <= stand.key, f"{told}: {found[0]} is out of order"
        own = text[at : found.start()]
        assert re.search(stand.time + r".{0,120}$", own), f"{told}: {stand} but {own[-60:]}"
        before, at = stand.key, found.end()
    assert not any(left.values()), f"{told}: {left} does not stand"


def assert_read_back(wanted: dict[str, list[Stand]], made: Made) -> None:
    pdf = made.pdf
    texts = {"pypdf": "\n".join(pdf_pages(pdf)), "word": "\n".join(word_lines(made.word))}
    if POPPLER:
        texts["pdftotext"] = poppler_text(pdf)
    for reader, text in texts.items():
        assert_holds_just(bare(text), wanted, f"{made.told} {reader}")


def read_all(plan: Plan, code: str) -> int:
    """:return: how many papers were read."""
    plan, counted = marked(plan), 0
    for name in PROGRAMMES:
        papers = {made.reader: made for made in of_visit(plan, name, code)}
        for reader in readers(plan, name):
            if name == "personal-programme" and reader[1] is None:
                continue  # nobody's own
            if is_for_all(name, reader[0]) and reader[1] and not WIDE:
                continue  # the same once more
            wanted = expected(plan, name, reader, code)
            made = papers.get(reader)
            assert (made is not None) == any(wanted.values()), f"{name} {reader}"
            if made is not None:
                assert_read_back(wanted, made)
                counted += 1
    return counted


@pytest.mark.parametrize("seed", SEEDS)
def test_every_entry_of_the_reader_stands_in_order_at_its_time_and_no_other(seed: int) -> None:
    read_all(delegation(seed), "en" if seed % 3 else "ja")


@pytest.mark.parametrize(
    ("which", "code"),
    [("jp", "en"), ("sh", "ja"), *([("jp", "ja"), ("sh", "en")] if WIDE else [])],
)
def test_the_programmes_of_the_samples_hold_just_what_their_readers_may_know(
    sample: Planner, which: str, code: str
) -> None:
    found = sample.visits.find({"jp": "JP-DK-2027", "sh": "SH-JP-2027"}[which])
    assert read_all(sample.visits.plan(found.id), code) > (3 if not WIDE else 20)
