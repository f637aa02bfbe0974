"""What to look at before a paper goes out: said beside its preview, and on the command line."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Iterator
from typing import Any, Final

from planner.documents.content import Cards, Document, Words
from planner.documents.engine.fonts import uncovered
from planner.documents.speaking.person_names import placeholder_name
from planner.documents.speaking.titles import missing_title
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.plan import Plan
from planner.i18n import PAPER_LANGUAGES, _, ngettext

NOBODY_YET: Final = tuple(dict.fromkeys(placeholder_name("", code) for code in PAPER_LANGUAGES))
"""How papers call a place in the delegation that nobody has yet."""


class RemarkKind(enum.StrEnum):
    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    NOT_TRANSLATED = "not translated"
    PLACEHOLDERS = "placeholders"
    CHARACTERS = "characters"
    NO_EMERGENCY = "no emergency contact"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """``items`` are the entries that it is about, to go there."""

    kind: RemarkKind
    text: str
    items: tuple[ItemId, ...] = ()


def remarks(document: Document, plan: Plan) -> tuple[Remark, ...]:
    """In the language of the window; ``plan`` is as the recipient sees it."""
    return tuple(_found(document, plan))


def _found(document: Document, plan: Plan) -> Iterator[Remark]:
    whole = "\n".join(texts_of(document))
    shown = [item for item in plan.scheduled if _stands_on(whole, item)]
    if plan.release_number is None:
        yield Remark(
            kind=RemarkKind.DRAFT,
            text=_("This is the draft: release the visit before the paper goes out."),
        )
    open_ones = [item for item in shown if item.status is not ItemStatus.CONFIRMED]
    if open_ones:
        yield Remark(
            kind=RemarkKind.UNCONFIRMED,
            text=ngettext(
                "{count} unconfirmed entry is printed “tbc”.",
                "{count} unconfirmed entries are printed “tbc”.",
                len(open_ones),
            ),
            items=_ids(open_ones),
        )
    for code in filter(None, (document.language, document.second_language)):
        missing = [item for item in shown if missing_title(item, code, plan.visit.languages)]
        if missing:
            yield Remark(
                kind=RemarkKind.NOT_TRANSLATED,
                text=ngettext(
                    "{count} entry has no title in the language “{language}”.",
                    "{count} entries have no title in the language “{language}”.",
                    len(missing),
                    language=code,
                ),
                items=_ids(missing),
            )
    unnamed = sum(1 for one in plan.delegates if one.person_id is None)
    if unnamed and any(name in whole for name in NOBODY_YET):
        yield Remark(
            kind=RemarkKind.PLACEHOLDERS,
            text=ngettext(
                "{count} place in the delegation is still N.N.",
                "{count} places in the delegation are still N.N.",
                unnamed,
            ),
        )
    lost = sorted(uncovered(whole))
    if lost:
        yield Remark(
            kind=RemarkKind.CHARACTERS,
            text=_("No font has these characters, they are replaced: {signs}").format(
                signs=" ".join(lost[:12])
            ),
        )
    if not plan.visit.emergency_contact and _has_feet(document):
        yield Remark(
            kind=RemarkKind.NO_EMERGENCY,
            text=_("No emergency contact stands on the paper: write it into the visit."),
        )


def _stands_on(whole: str, item: Item) -> bool:
    """Whether the paper tells of the entry: a sign or a list of names tells of few or none."""
    if item.status is ItemStatus.CANCELLED:
        return False
    return any(title and title in whole for title in (item.title, item.second_title))


def _has_feet(document: Document) -> bool:
    """Cards and signs have no foot where the contact would stand."""
    return not all(isinstance(block, Cards) for block in document.blocks)


def _ids(items: Iterable[Item]) -> tuple[ItemId, ...]:
    return tuple(item.id for item in items)


def texts_of(value: Any) -> Iterator[str]:
    """All that is written on a paper, or on a part of one; in both of its languages."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Words):
        yield value.text
        yield value.second
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            yield from texts_of(getattr(value, one.name))
