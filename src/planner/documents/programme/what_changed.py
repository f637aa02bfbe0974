"""The list of what changed between two versions: each entry with what was and what is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from planner.documents.content import Change, Column, Row, Table, Text, Words
from planner.documents.material import Material
from planner.documents.programme.change_marks import printed
from planner.documents.programme.entry_lines import place_said, way_said
from planner.documents.programme.entry_making import title_of
from planner.documents.programme.programme_items import stands
from planner.documents.speaking.clocks import clock_range, later, same_clock, zone_said
from planner.documents.speaking.dates import short_date
from planner.documents.speaking.wording import WHOLE_DAY
from planner.documents.speaking.words_together import comma_in, together
from planner.domain.item_changes import CHANGE_KINDS, ChangeKind
from planner.domain.item_changes import Change as Difference
from planner.domain.itinerary import INTERPRETING, ITEM_KINDS, ITEM_STATUSES, Item
from planner.domain.plan import Plan
from planner.domain.release_changes import ItemChanges, compare
from planner.domain.travel import MODES
from planner.i18n import N_, paper_language
from planner.release_phrases import told

ENTRY: Final = N_("Entry")
BEFORE: Final = N_("Until now")
NOW: Final = N_("Now")
LONGEST: Final = 300
"""Characters of a text that are repeated; the whole stands in the entry below."""
_TIME: Final = frozenset(
    {
        *(ChangeKind.MOVED, ChangeKind.LONGER, ChangeKind.SHORTER),
        *(ChangeKind.SCHEDULED, ChangeKind.UNSCHEDULED),
    }
)
_PLACE: Final = frozenset({ChangeKind.PLACE, ChangeKind.ROOM, ChangeKind.ROUTE})
_VALUES: Final[Mapping[ChangeKind, Mapping[str, str]]] = {
    ChangeKind.STATUS: {key.value: text for key, text in ITEM_STATUSES.items()},
    ChangeKind.KIND: {key.value: text for key, text in ITEM_KINDS.items()},
    ChangeKind.MODE: {key.value: text for key, text in MODES.items()},
    ChangeKind.INTERPRETING: {key.value: text for key, text in INTERPRETING.items()},
}
_BOTH_SAID: Final = frozenset(
    {*_VALUES, ChangeKind.NUMBER, ChangeKind.TITLE, ChangeKind.HOSTS, ChangeKind.TEXT}
)
"""Changes whose old and new value can be set side by side; of others one sentence is said."""


def changed_items(material: Material, whole: Plan | None = None) -> list[ItemChanges]:
    """The entries that differ for this reader, in the order of the programme.

    Where both versions hold one recipient's entries alone, what joins them is new; ``whole`` is
    then all that the reader may see: what is still in it goes on without him or her.
    """
    was, now = material.before, material.plan
    if was is None:
        return []
    told_of = (_for_reader(material, was, whole or now, one) for one in compare(was, now).items)
    return [one for one in told_of if one is not None]


def _for_reader(material: Material, was: Plan, whole: Plan, one: ItemChanges) -> ItemChanges | None:
    stood = one.before is not None and stands(was, one.before)
    stays = one.after is not None and stands(material.plan, one.after)
    if stood and stays:
        shown = printed(material, one)
        return shown if shown.changes else None
    if stays:
        return replace(one, before=None, changes=(Difference(kind=ChangeKind.ADDED),))
    if not stood:
        return None
    still = whole.item.get(one.item_id)
    kind = ChangeKind.LEFT if still and stands(whole, still) else ChangeKind.CANCELLED
    return replace(one, after=None, changes=(Difference(kind=kind),))


def change_of(one: ItemChanges) -> Change:
    """What stands in the margin."""
    if one.before is None:
        return Change.NEW
    return Change.GONE if one.after is None else Change.CHANGED


def changes_table(material: Material, changed: Sequence[ItemChanges]) -> Table:
    speech = material.speech
    titles = ((ENTRY, 1.3), (BEFORE, 1.6), (NOW, 1.6))
    return Table(
        columns=tuple(Column(title=speech.both(title), width=width) for title, width in titles),
        rows=tuple(_row(material, one) for one in changed),
    )


def _row(material: Material, one: ItemChanges) -> Row:
    was, now = material.before, material.plan
    assert was is not None
    entry = title_of(material, one.item)
    if one.before is None:
        cells: tuple[Text, Text] = ("–", _whole(material, now, one.item))
    elif one.after is None:
        said = material.speech.both(CHANGE_KINDS[one.changes[0].kind])
        cells = (_whole(material, was, one.before), said)
    else:
        cells = _sides(material, was, now, one)
    # A row that is struck through would hide what was.
    change = change_of(one)
    return Row(cells=(entry, *cells), change=Change.CHANGED if change is Change.GONE else change)


def _whole(material: Material, plan: Plan, item: Item) -> Words:
    return together([when_said(material, plan, item), _place(material, plan, item)], "\n")


def _sides(material: Material, was: Plan, now: Plan, one: ItemChanges) -> tuple[Words, Words]:
    """What differs, old and new, one thing a line."""
    assert one.before is not None
    assert one.after is not None
    old: list[Text] = []
    new: list[Text] = []
    kinds = one.kinds
    if kinds & _TIME:
        old.append(when_said(material, was, one.before))
        new.append(when_said(material, now, one.after))
    if kinds & _PLACE:
        old.append(_place(material, was, one.before) or "–")
        new.append(_place(material, now, one.after) or "–")
    for change in one.changes:
        if change.kind in _BOTH_SAID:
            old.append(_value(material, change, change.before))
            new.append(_value(material, change, change.after))
    new += _sentences(material, one)
    return together(old, "\n"), together(new, "\n")


def _sentences(material: Material, one: ItemChanges) -> Iterator[Words]:
    rest = [one_change for one_change in one.changes if one_change.kind not in _BOTH_SAID]
    rest = [change for change in rest if change.kind not in _TIME | _PLACE]
    for change in rest:
        alone = replace(one, changes=(change,))
        yield material.speech.each(lambda code: "; ".join(told(alone, paper_language(code))))  # noqa: B023


def _value(material: Material, change: Difference, values: Sequence[str]) -> Words:
    """ "Host: Elin Sandström"; "–" where there is nothing."""

    def said(code: str) -> str:
        speak = paper_language(code)
        known = _VALUES.get(change.kind, {})
        text = comma_in(code).join(speak(known[one]) if one in known else one for one in values)
        return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

    label = material.speech.both(CHANGE_KINDS[change.kind])
    text = material.speech.each(said)
    return material.speech.both(N_("{label}: {text}"), label=label, text=text if text else "–")


def when_said(material: Material, plan: Plan, item: Item) -> Words:
    """ "Mon 10 May 14:30–16:00"; with two clocks or another one than that of the visit, which."""

    def said(code: str) -> str:
        if not item.is_scheduled:
            return "–"
        span = item.span
        day = short_date(span.start.local.date(), code)
        if item.all_day:
            return f"{day} {paper_language(code)(WHOLE_DAY)}"
        if later(span) or not same_clock(span.start, span.end.zone):
            return (
                f"{day} {clock_range(span, code, home=material.home, cities=plan.towns_of(item))}"
            )
        text = f"{day} {clock_range(span, code)}"
        away = not same_clock(span.start, material.home)
        return f"{text}, {zone_said(span.start, code)}" if away else text

    return material.speech.each(said)


def _place(material: Material, plan: Plan, item: Item) -> Words:
    leg = plan.leg_of.get(item.id)
    return way_said(material, plan, leg) if leg else place_said(material, plan, item)
