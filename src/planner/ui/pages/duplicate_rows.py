"""The three lists of the page of duplicates, as rows: possible ones, merges, and pairs that are two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.duplicates import Likeness
from planner.i18n import N_, _
from planner.services.duplicate_finding import PairLine
from planner.services.planner import Planner
from planner.ui.dialogs.merges import merged_when
from planner.ui.models.table_model import Column


@dataclass(frozen=True)
class Row:
    """``one`` and ``other`` are ids; ``merge`` that of a merge. ``texts`` are the cells."""

    id: str
    texts: tuple[str, ...]
    one: str = ""
    other: str = ""
    merge: str = ""
    sure: bool = False


def _text(place: int, title: str, width: int, *, muted: bool = False) -> Column[Row]:
    return Column(title, lambda row: row.texts[place], width, muted=muted)


PAIRS: Final = (
    Column[Row](N_("One"), lambda row: row.texts[0], 150, icon=lambda _row: "users"),
    _text(1, N_("Who that is"), 200, muted=True),
    _text(2, N_("The other"), 150),
    _text(3, N_("Who that is"), 200, muted=True),
    _text(4, N_("Why"), 220, muted=True),
    Column[Row](
        N_("How sure"),
        lambda row: row.texts[5],
        90,
        tone=lambda row: "ok" if row.sure else "text2",
    ),
)
MERGED: Final = (
    Column[Row](N_("Merged"), lambda row: row.texts[0], 220, icon=lambda _row: "history"),
    _text(1, N_("Into"), 220),
    _text(2, N_("When"), 180, muted=True),
    _text(3, N_("Who"), 120, muted=True),
)
DISTINCT: Final = (
    Column[Row](N_("One"), lambda row: row.texts[0], 240, icon=lambda _row: "users"),
    _text(1, N_("The other"), 240),
    _text(2, N_("Who said so"), 140, muted=True),
)


def pair_rows(pairs: Sequence[PairLine]) -> list[Row]:
    return [
        Row(
            pair.id,
            (
                pair.one.name,
                pair.one.detail,
                pair.other.name,
                pair.other.detail,
                pair.why,
                _("the same") if pair.likeness is Likeness.SAME else _("possibly"),
            ),
            pair.one.id,
            pair.other.id,
            sure=pair.likeness is Likeness.SAME,
        )
        for pair in pairs
    ]


def merge_rows(planner: Planner, kind: str) -> list[Row]:
    merging = planner.merging
    return [
        Row(
            one.id,
            (one.gone_name, merging.name(kind, one.kept_id) or "–", merged_when(one), one.author),
            one.kept_id,
            merge=one.id,
        )
        for one in merging.merges(kind)
    ]


def distinct_rows(planner: Planner, kind: str) -> list[Row]:
    merging = planner.merging
    return [
        Row(
            one.id,
            (
                merging.name(kind, one.one_id) or "–",
                merging.name(kind, one.other_id) or "–",
                one.author,
            ),
            one.one_id,
            one.other_id,
        )
        for one in merging.distinct(kind)
    ]
