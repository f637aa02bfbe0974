"""What stands in the margin of an entry: new, changed or gone since the version that is held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from planner.documents.content import Change, Text, Words
from planner.documents.material import Material
from planner.documents.programme.programme_items import stands
from planner.documents.speaking.clocks import clock_range, dual_time, same_clock
from planner.documents.speaking.dates import short_date
from planner.documents.speaking.wording import Speech
from planner.domain.item_changes import CHANGE_KINDS, ChangeKind
from planner.domain.item_changes import Change as Difference
from planner.domain.itinerary import Item
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind
from planner.domain.release_changes import ItemChanges, compare
from planner.i18n import N_, paper_language
from planner.release_phrases import told

WAS: Final = N_("was {time}")
FORMERLY: Final = N_("{what} formerly: {before}")
_FORMERLY: Final = frozenset(
    {
        *(ChangeKind.PLACE, ChangeKind.ROOM, ChangeKind.ROUTE),
        *(ChangeKind.NUMBER, ChangeKind.TITLE),
    }
)
"""Of these the new value stands in the entry itself."""
_OF_TIME: Final = frozenset({ChangeKind.MOVED, ChangeKind.LONGER, ChangeKind.SHORTER})
_WHO_ELSE: Final = frozenset({ChangeKind.JOINED, ChangeKind.PARTED, ChangeKind.GROUPS})
_PRINTED: Final = frozenset({"second_title", "from_country", "to_country"})
"""Details without a kind of change of their own that a programme prints."""


@dataclass(frozen=True, slots=True)
class Mark:
    change: Change = Change.NONE
    note: Text = ""


NO_MARK: Final = Mark()


def marks_of(material: Material, *, own: bool = False) -> dict[str, Mark]:
    """By entry, for entries that differ from the version before; empty where none is compared.

    In a plan of the recipient's ``own`` entries what is gone may take place without him or her.
    """
    was, now = material.before, material.plan
    if was is None or not material.wishes.marks:
        return {}
    found: dict[str, Mark] = {}
    for one in compare(was, now).items:
        stood = one.before is not None and stands(was, one.before)
        stays = one.after is not None and stands(now, one.after)
        if stood and stays:
            shown = printed(material, one)
            if shown.changes:
                found[one.item_id] = Mark(Change.CHANGED, change_note(material.speech, shown))
        elif stays:
            found[one.item_id] = Mark(Change.NEW)
        elif stood:
            note = kind_said(material.speech, ChangeKind.LEFT) if own else ""
            found[one.item_id] = Mark(Change.GONE, note)
    return found


def printed(material: Material, one: ItemChanges) -> ItemChanges:
    """The changes that can be seen on the paper: what sets our house in order is no change there,
    and a delegate is not told each time who else is there.

    Who left the whole delegation, or came to it, is said once on a paper for many, not with each entry.
    """
    quiet = (
        _WHO_ELSE
        if (material.recipient is not None and material.recipient.kind is RecipientKind.DELEGATE)
        or material.profile is Profile.DELEGATES
        else frozenset()
    )
    known = set() if material.recipient is not None else names_of_comers_and_goers(material)
    return replace(
        one,
        changes=tuple(
            change
            for change in (_without(change, known) for change in one.changes)
            if change is not None
            and change.kind not in quiet
            and (change.kind is not ChangeKind.DETAILS or _PRINTED & set(change.after))
        ),
    )


def names_of_comers_and_goers(material: Material) -> set[str]:
    """Who is a delegate in one of both versions alone."""
    if material.before is None:
        return set()
    was, now = (
        {one.id: plan.name_of(one) for one in plan.delegates}
        for plan in (material.before, material.plan)
    )
    return {was.get(key) or now[key] for key in was.keys() ^ now.keys()}


def _without(change: Difference, names: set[str]) -> Difference | None:
    """The change for all others; None where it was about these alone."""
    if change.kind not in (ChangeKind.JOINED, ChangeKind.PARTED) or not names:
        return change
    before, after = (
        tuple(name for name in told_names if name not in names)
        for told_names in (change.before, change.after)
    )
    return replace(change, before=before, after=after) if before or after else None


def change_note(speech: Speech, one: ItemChanges) -> Words:
    """ "was 15:30–16:00; Room formerly: Room 2; Status: Confirmed (was: Tentative)"."""
    timed = any(change.kind in _OF_TIME for change in one.changes)
    known = [c for c in one.changes if c.kind in _FORMERLY and c.before]
    rest = tuple(c for c in one.changes if c.kind not in _OF_TIME and c not in known)

    def said(code: str) -> str:
        speak = paper_language(code)
        parts = [
            speak(FORMERLY).format(
                what=speak(CHANGE_KINDS[change.kind]), before=", ".join(change.before)
            )
            for change in known
        ]
        if rest:
            parts += told(replace(one, changes=rest), speak)
        if timed and one.before is not None and one.after is not None:
            parts.insert(0, speak(WAS).format(time=_former(one.before, one.after, code)))
        return "; ".join(parts)

    return speech.each(said)


def _former(before: Item, after: Item, code: str) -> str:
    """The time before, with its day where that was another one."""
    if before.all_day:
        return short_date(before.span.start.local.date(), code)
    span = before.span
    if not same_clock(span.start, span.end.zone):
        return dual_time(span, code)
    text = clock_range(span, code)
    day = span.start.local.date()
    if day != after.span.start.local.date():
        return f"{short_date(day, code)} {text}"
    return text


def kind_said(speech: Speech, kind: ChangeKind) -> Words:
    return speech.both(CHANGE_KINDS[kind])
