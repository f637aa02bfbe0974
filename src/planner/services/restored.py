"""What is done to a library that comes out of a backup, before it is in its place.

A backup remembers whom the library was asked to forget: erasures are applied again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.domain.data_rights import Erasure
from planner.storage.engine import Library


def after_restore(library: Library, erasures: Sequence[Erasure], at: dt.datetime) -> int:
    """Erase again who was erased since the backup was made; how many had come back.

    ``erasures`` are those that the library knew before; ``at`` is aware.
    """
    if not erasures:
        return 0
    from planner.services.erasing import erase_again  # late: nearly always there is none

    return erase_again(library, erasures, at=at)
