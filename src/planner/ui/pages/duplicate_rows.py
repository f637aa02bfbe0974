"""The three lists of the page of duplicates, as rows: possible ones, merges, and pairs that are two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from planner.domain.duplicates import Likeness
from planner.i18n import N_, _
from planner.services.duplicate_finding import PairLine
from planner.services.planner import Planner
from planner.ui.dialogs.merges import merged_when
from planner.ui.models.table_model import Column


class Row(Protocol):
    """``one`` and ``other`` are ids; ``merge`` that of a merge. ``texts`` are the cells."""

    @property
    def id(self) -> str: ...
    @property
    def one(self) -> str: ...
    @property
    def other(self) -> str: ...
    @property
    def merge(self) -> str: ...
    @property
    def sure(self) -> bool: ...
    @property
    def texts(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Told:
    """A row whose cells are in hand."""

    id: str
    texts: tuple[str, ...]
    one: str = ""
    other: str = ""
    merge: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class PairRow:
    """There may be many thousands of these: each is put into words when it is looked at."""

    pair: PairLine

    @property
    def id(self) -> str:
        return self.pair.id

    @property
    def one(self) -> str:
        return self.pair.one.id

    @property
    def other(self) -> str:
        return self.pair.other.id

    @property
    def merge(self) -> str:
        return ""

    @property
    def sure(self) -> bool:
        return self.pair.likeness is Likeness.SAME

    @property
    def texts(self) -> tuple[str, ...]:
        pair = self.pair
        sure = _("the same") if self.sure else _("possibly")
        return pair.one.name, pair.one.detail, pair.other.name, pair.other.detail, pair.why, sure


def _text(place: int, title: str, width: int, *, muted: bool = False) -> Column[Row]:
    return Column(title, lambda row: row.texts[place], width, muted=muted)


PAIRS: Final = (
    Column[Row](N_("One"), lambda row: row.texts[0], 180, icon=lambda _row: "users"),
    _text(1, N_("Who that is"), 230, muted=True),
    _text(2, N_("The other"), 160),
    _text(3, N_("Who that is"), 230, muted=True),
    _text(4, N_("Why"), 270, muted=True),
    Column[Row](
        N_("How sure"),
        lambda row: row.texts[5],
        116,
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


def merge_rows(planner: Planner, kind: str) -> Sequence[Row]:
    merging = planner.merging
    return [
        Told(
            one.id,
            (one.gone_name, merging.name(kind, one.kept_id) or "–", merged_when(one), one.author),
            one.kept_id,
            merge=one.id,
        )
        for one in merging.merges(kind)
    ]


def distinct_rows(planner: Planner, kind: str) -> Sequence[Row]:
    merging = planner.merging
    return [
        Told(
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
