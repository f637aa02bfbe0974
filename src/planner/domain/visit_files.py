"""What a visit file holds: a visit as one audience may see it, and what it takes to merge it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.privacy import Profile
from planner.domain.releases import Release
from planner.domain.visit_records import VisitState

SUFFIX = ".planner-visit"


@dataclass(frozen=True, kw_only=True)
class VisitFile:
    """``copy_id`` names this hand-over on both sides; ``earlier`` those that were exchanged before
    it, the latest first, by which the receiver finds what both sides started from.

    ``author`` made it for ``other``; ``made_at`` is UTC without offset. ``aliases`` are further ids
    of the people in it, by their id there. ``release`` is the latest one, for the office only.
    """

    copy_id: str
    made_at: dt.datetime
    author: str
    other: str
    profile: Profile
    state: VisitState
    earlier: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    release: Release | None = None
