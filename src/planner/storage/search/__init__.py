"""Finding anything by what it is called: one entry a record, kept up to date with every write.

Needs and internal notes are never in here.
"""

from __future__ import annotations

from planner.storage.search.asking import Hit, find, meeting
from planner.storage.search.entries import WORD_ORDER, name_of
from planner.storage.search.upkeep import purge, rebuild, refresh

__all__ = ["WORD_ORDER", "Hit", "find", "meeting", "name_of", "purge", "rebuild", "refresh"]
