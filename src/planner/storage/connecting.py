"""The address of a library, what marks its file as ours, and connections with our pragmas.

sqlcipher3 is the only SQLite in the process (one library, past the WAL-reset fault of 3.51.3), for
plain files too.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

APPLICATION_ID: Final = 0x504C4E52
"""ASCII "PLNR" in the header of every library file."""

SCHEMA_VERSION: Final = 8
"""Written to ``user_version``; rises with every migration."""

OLDEST_SQLITE: Final = (3, 51, 3)


def is_url(address: str) -> bool:
    return "://" in address


def sqlite_driver() -> Any:
    import sqlcipher3.dbapi2 as driver  # late: a wrong command line should not load it

    return driver


def connect_sqlite(path: Path, *, read_only: bool = False) -> Any:
    """A connection with all our pragmas; explicit transactions only."""
    driver = sqlite_driver()
    name = quote(str(path.absolute()))
    if read_only:
        # A WAL file cannot be read where nothing can be written, unless it is declared immutable.
        writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
        name += "?mode=ro" if writable else "?immutable=1"
    else:
        name += "?mode=rwc"
    connection = driver.connect(
        f"file:{name}", uri=True, isolation_level=None, check_same_thread=False, timeout=5
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
    return connection
