"""When a record was made: what its id tells."""

from __future__ import annotations

import datetime as dt


def made_on(key: str) -> dt.date | None:
    """The day on which a record was made, from its id (UUID version 7); shipped records have none."""
    if len(key) != 32 or key[12] != "7":
        return None
    return dt.datetime.fromtimestamp(int(key[:12], 16) / 1000, dt.UTC).date()
