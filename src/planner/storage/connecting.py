"""The address of a library, what marks its file as ours, and connections with our pragmas.

sqlcipher3 is the only SQLite in the process (one library, past the WAL-reset fault of 3.51.3), for
plain and encrypted files.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from planner.errors import UserError
from planner.i18n import _
from planner.storage import keys

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


def check_driver() -> None:
    """What a library needs of the program it is opened in.

    :raises UserError: this SQLite is too old for it, or a second one is there beside it.
    """
    if sqlite_driver().sqlite_version_info < OLDEST_SQLITE:
        raise UserError(
            _(
                "This installation of Planner has an old SQLite ({theirs}; {ours} is needed)."
            ).format(theirs=sqlite_driver().sqlite_version, ours=".".join(map(str, OLDEST_SQLITE))),
            _("Nothing was opened. Install Planner again."),
        )
    if "PySide6.QtSql" in sys.modules:
        raise UserError(
            _("A second SQLite is loaded beside ours; the two could damage a library."),
            _("Nothing was opened. Install Planner again."),
        )


def connect_sqlite(
    path: Path, *, read_only: bool = False, as_it_lies: bool = False, is_there: bool = False
) -> Any:
    """A connection with all our pragmas; explicit transactions only. A missing file is made, unless
    it ``is_there``: one that went this moment is refused then, not taken for an empty one.

    Of an encrypted file :mod:`planner.storage.keys` holds the key. With ``as_it_lies`` nothing is
    made beside the file, and what waits in a log beside it is not seen.

    :raises UserError: the file is encrypted and this SQLite has no cipher.
    """
    driver = sqlite_driver()
    name = quote(str(path.absolute()))
    if read_only:
        # A WAL file cannot be read where nothing can be written, unless it is declared immutable.
        writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
        name += "?mode=ro" if writable and not as_it_lies else "?immutable=1"
    else:
        name += "?mode=rw" if is_there else "?mode=rwc"
    if not (read_only or is_there):
        make_private(path)
    connection = driver.connect(
        f"file:{name}", uri=True, isolation_level=None, check_same_thread=False, timeout=5
    )
    try:
        _unlock(connection, keys.held(path))
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA checkpoint_fullfsync = ON")
    except BaseException:
        with contextlib.suppress(Exception):
            connection.close()
        raise
    return connection


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read, unless there is one already.

    SQLite would make it as the umask says, mostly readable by every account of the computer; its log
    and its index get the rights of the file. A disk that refuses does so again, in SQLite's own words.
    """
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _unlock(connection: Any, key: bytes | None) -> None:
    """The key comes before everything else: later, SQLite would have looked at sealed pages."""
    if key is None:
        return
    connection.execute(f'PRAGMA key = "{keys.as_written(key)}"')
    if not has_cipher(connection):
        raise UserError(
            _("This installation of Planner cannot read encrypted libraries."),
            _("The library was left as it is. Install Planner again, from its own packages."),
        )
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would tell wrong keys to the terminal


def has_cipher(connection: Any) -> bool:
    return bool(connection.execute("PRAGMA cipher_version").fetchall())


def versions() -> tuple[str, str]:
    """Of SQLite, and of its cipher; empty without one."""
    driver = sqlite_driver()
    connection = driver.connect(":memory:")
    try:
        found = connection.execute("PRAGMA cipher_version").fetchall()
        return str(driver.sqlite_version), str(found[0][0]) if found else ""
    finally:
        connection.close()
