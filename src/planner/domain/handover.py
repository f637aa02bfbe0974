"""A post goes from one person to the next: what hangs on its holder and may follow the post."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from dataclasses import dataclass

from planner.domain.ids import PersonId
from planner.domain.people import Position
from planner.i18n import N_


class TargetKind(enum.StrEnum):
    OWNED = "owned"
    ABOUT = "about"
    HOST = "host"
    DELEGATE = "delegate"
    POSTING = "posting"


TARGET_KINDS = {
    TargetKind.OWNED: N_("Open follow-ups to be done by the holder"),
    TargetKind.ABOUT: N_("Open follow-ups about the holder"),
    TargetKind.HOST: N_("Entries that the holder hosts"),
    TargetKind.DELEGATE: N_("Places in coming delegations"),
    TargetKind.POSTING: N_("Postings"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One record that may follow the post.

    ``usual`` is whether it is ticked at first: what plainly belongs to another post is not.
    ``taken`` says that the successor has that place already, so that it cannot follow.
    """

    kind: TargetKind
    key: str
    text: str
    about: str = ""
    day: dt.date | None = None
    usual: bool = True
    taken: bool = False

    @property
    def id(self) -> str:
        """Names the record with what of it is meant: a follow-up may be both owned and about."""
        return f"{self.kind.value}:{self.key}"


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOver:
    """What handing over a post would touch, before anything is written. ``on`` is the successor's first day."""

    position: Position
    on: dt.date
    holder_id: PersonId
    holder: str
    organisation: str
    targets: tuple[Target, ...] = ()

    @property
    def usual(self) -> frozenset[str]:
        """The ids of what follows unless somebody decides otherwise."""
        return frozenset(one.id for one in self.targets if one.usual and not one.taken)

    @property
    def counts(self) -> Counter[TargetKind]:
        return Counter(one.kind for one in self.targets)
