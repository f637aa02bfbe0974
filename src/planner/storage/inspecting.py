"""What a file is, asked before anything in it is used: bytes first, then the list of its objects."""

from __future__ import annotations

import contextlib
import os
import stat
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from planner.errors import KeyWanted, Locked, NotALibrary, UserError, WrongKey
from planner.i18n import N_, _
from planner.storage import keys, known_objects
from planner.storage.connecting import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    check_driver,
    connect_sqlite,
    sqlite_driver,
)

PAGE: Final = 4096
"""Bytes of a page of an encrypted library."""
_MOST_OBJECTS: Final = 2000
_LONGEST: Final = 64_000
"""Bytes of one object's definition; the longest of ours has 2,000."""
_STEPS, _MOST_STEPS = 2000, 60
"""Steps of SQLite's machine between two looks, and how many looks the list of objects may take."""

_KINDS: Final = (
    (b"PK\x03\x04", N_("{name} is a workbook, a document or an archive, not a library.")),
    (b"%PDF", N_("{name} is a PDF, not a library.")),
    (b"\x89PNG", N_("{name} is a picture, not a library.")),
    (b"\xff\xd8\xff", N_("{name} is a picture, not a library.")),
)
"""By the first bytes."""
_in_use: dict[str, int] = {}


def used(path: Path) -> None:
    """A library is open here: its bytes are read through SQLite only.

    Closing a file lets go of all locks that this process holds on it, also SQLite's.
    """
    _in_use[_name(path)] = _in_use.get(_name(path), 0) + 1


def let_go(path: Path) -> None:
    left = _in_use.get(_name(path), 0) - 1
    if left > 0:
        _in_use[_name(path)] = left
    else:
        _in_use.pop(_name(path), None)


def inspect_file(path: Path, *, thoroughly: bool = False) -> int:
    """The schema version of a library file, asked before anything else is. The file is not touched.

    ``thoroughly`` also walks all its pages: of what was copied while others might write.

    :raises NotALibrary: not a database, not ours, cut off, with things in it that are not ours, or
        made by a newer program.
    :raises KeyWanted: it is encrypted, and no key is held for it.
    :raises WrongKey: it is encrypted, and not with the key that is held.
    """
    check_driver()
    _exists(path)
    waits = _waits(path)
    if _name(path) not in _in_use and not waits:
        _look_at_bytes(path)
    with _as_sentences(path), _opened(path, as_it_lies=not waits) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        _is_ours(path, application, version)
        _has_only_ours(path, connection, version)
        if thoroughly or path.stat().st_size < 100_000:
            check = "integrity_check" if thoroughly else "quick_check"
            (result,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
            if result != "ok":
                raise _cut_off(path)
    return int(version)


def is_whole(path: Path) -> bool:
    """Whether every page of a library that is not open here can be read; its key must be held."""
    try:
        inspect_file(path, thoroughly=True)
    except (UserError, OSError, sqlite_driver().Error):
        return False
    return True


def is_encrypted(path: Path) -> bool:
    """Whether the file is sealed with a key, by its first bytes."""
    if _name(path) in _in_use:
        return keys.held(path) is not None
    head = _head(path)
    return not head.startswith(keys.PLAIN) and _is_sealed(path, head)


def looks_sealed(path: Path) -> bool:
    """Whether a file that nobody has open can be one of ours that is sealed with a key."""
    return _is_sealed(path, _head(path))


def key_file(path: Path) -> Path:
    """Where it stands how the key of this library is got."""
    return path.with_name(path.name + ".key")


def _exists(path: Path) -> None:
    if not path.exists():
        raise UserError(
            _("There is no library at {path}.").format(path=path),
            _("Make one with “planner library init”, or choose another file."),
        )
    if path.is_dir():
        raise NotALibrary(
            _("{path} is a folder, not a library.").format(path=path),
            _("Choose the library file in it."),
        )
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotALibrary(
            _("{name} is a device and not a file.").format(name=path.name),
            _("It was left as it is. Choose a file that ends in .planner."),
        )


def _waits(path: Path) -> bool:
    """Whether changes wait beside the file; its own bytes are not the whole truth then."""
    beside = path.with_name(path.name + "-wal")
    try:
        return beside.stat().st_size > 0
    except OSError:
        return False


def _head(path: Path, size: int = PAGE) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise _not_readable(path) from error


def _look_at_bytes(path: Path) -> None:
    head, size = _head(path), path.stat().st_size
    if not head.startswith(keys.PLAIN):
        _look_at_strange(path, head)
        return
    if keys.held(path) is not None:
        keys.forget(path)  # it was encrypted once; the plain file has taken its place
    if len(head) < 100:
        raise _cut_off(path)
    page, pages = _page_size(head), struct.unpack(">I", head[28:32])[0]
    version, application = struct.unpack(">I", head[60:64])[0], struct.unpack(">I", head[68:72])[0]
    _is_ours(path, application, version)
    if size % page or (head[24:28] == head[92:96] and size < page * pages):
        raise _cut_off(path)
    with path.open("rb") as file:
        if not _is_short(file, page):
            raise _with_strangers(path, _("a list of objects without end"))


def _look_at_strange(path: Path, head: bytes) -> None:
    """A file that does not begin as plain SQLite files do."""
    if not head:
        raise NotALibrary(
            _("{name} is empty.").format(name=path.name),
            _("The file was left as it is. Choose another one, or a backup."),
        )
    if keys.held(path) is not None:
        if len(head) < PAGE or path.stat().st_size % PAGE:
            raise _cut_off(path)
        return
    if _is_sealed(path, head):
        raise key_wanted(path)
    for start, sentence in _KINDS:
        if head.startswith(start):
            raise NotALibrary(
                _(sentence).format(name=path.name),
                _("The file was left as it is. Choose a file that ends in .planner."),
            )
    if _is_text(head):
        raise NotALibrary(
            _("{name} is a text file, not a library.").format(name=path.name),
            _("The file was left as it is. Choose a file that ends in .planner."),
        )
    raise NotALibrary(
        _("{name} is not a library of this program, or it is damaged.").format(name=path.name),
        _("The file was left as it is. Choose another one, or a backup."),
    )


def key_wanted(path: Path) -> KeyWanted:
    """What is said of an encrypted library whose key nobody gave yet."""
    if key_file(path).exists():
        hint = _("Nothing was changed. Give its passphrase or its recovery code.")
    else:
        hint = _(
            "Its key file {key} is not beside it. Put it there, or give the recovery code."
            " Nothing was changed."
        ).format(key=key_file(path).name)
    return KeyWanted(_("{name} is encrypted.").format(name=path.name), hint, path)


def _is_sealed(path: Path, head: bytes) -> bool:
    """Sealed pages look like noise; what else is in a file of whole pages has some bytes more often."""
    if key_file(path).exists():
        return True
    whole = len(head) == PAGE and path.stat().st_size % PAGE == 0
    known = any(head.startswith(start) for start, _sentence in _KINDS)
    often = max((head.count(value) for value in set(head)), default=0)
    return whole and not known and len(set(head)) > 250 and often < 48


def _is_text(head: bytes) -> bool:
    with contextlib.suppress(UnicodeDecodeError):
        return "\x00" not in head[: len(head) - 3].decode()
    return b"\x00" not in head and sum(byte < 9 for byte in head) == 0


def _page_size(head: bytes) -> int:
    size = int(struct.unpack(">H", head[16:18])[0])
    return 65536 if size == 1 else max(size, 512)


def _is_short(file: Any, page: int) -> bool:
    """Whether the list of objects is as short as ours, counted without letting SQLite read it."""
    todo, seen, objects = [1], set[int](), 0
    while todo:
        number = todo.pop()
        if number in seen or len(seen) > _MOST_OBJECTS:
            return number in seen  # a list that leads back to itself is for SQLite to refuse
        seen.add(number)
        file.seek((number - 1) * page)
        content = file.read(page)
        start = 100 if number == 1 else 0
        if len(content) < page or content[start] not in (5, 13):
            return True  # not a list at all: SQLite says what is wrong with it
        inner = content[start] == 5
        (cells,) = struct.unpack(">H", content[start + 3 : start + 5])
        at = start + (12 if inner else 8)
        offsets = struct.unpack(f">{cells}H", content[at : at + 2 * cells].ljust(2 * cells, b"\0"))
        if inner:
            todo += [
                struct.unpack(">I", content[one : one + 4].ljust(4, b"\0"))[0] for one in offsets
            ]
            todo.append(struct.unpack(">I", content[start + 8 : start + 12])[0])
            continue
        objects += cells
        if objects > _MOST_OBJECTS or any(_number(content, one) > _LONGEST for one in offsets):
            return False
    return True


def _number(content: bytes, at: int) -> int:
    """A whole number as SQLite writes its sizes: seven bits in a byte, the first ones first."""
    value = 0
    for byte in content[at : at + 9]:
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            break
    return value


@contextlib.contextmanager
def _opened(path: Path, *, as_it_lies: bool) -> Iterator[Any]:
    """A connection that gives up on a list of objects that is too long for a library."""
    connection = connect_sqlite(path, read_only=True, as_it_lies=as_it_lies)
    looks = iter(range(_MOST_STEPS))
    try:
        connection.set_progress_handler(lambda: next(looks, -1) < 0, _STEPS)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.set_progress_handler(None, 0)
        yield connection
    finally:
        connection.close()


def _is_ours(path: Path, application: int, version: int) -> None:
    if application != APPLICATION_ID:
        raise NotALibrary(
            _("{name} belongs to another program.").format(name=path.name),
            _("The file was left as it is. Choose a file that ends in .planner."),
        )
    if version > SCHEMA_VERSION:
        raise NotALibrary(
            _(
                "{name} was made by a newer version of Planner (format {theirs}; this one reads up to {ours})."
            ).format(name=path.name, theirs=version, ours=SCHEMA_VERSION),
            _("The file was left as it is. Update Planner to open it."),
        )


def _has_only_ours(path: Path, connection: Any, version: int) -> None:
    """The only query of a file before this is known: the list of its objects."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    for kind, name, sql in rows:
        if not _is_known(str(kind), str(name), sql):
            raise _with_strangers(path, f"{kind} “{str(name)[:60]}”")
    missing = known_objects.TABLES - {name for kind, name, _sql in rows if kind == "table"}
    if version == SCHEMA_VERSION and missing:
        raise NotALibrary(
            _("{name} is not complete: a part of it is missing ({what}).").format(
                name=path.name, what=min(missing)
            ),
            _("The file was left as it is. Choose a backup."),
        )


def _is_known(kind: str, name: str, sql: str | None) -> bool:
    if kind == "table":
        if name in known_objects.OF_SQLITE:
            return True
        if name == known_objects.SEARCH:
            return sql in known_objects.VIRTUAL
        known = name in known_objects.TABLES or name in known_objects.SEARCH_TABLES
        return known and (sql or "").upper().startswith("CREATE TABLE")
    if kind == "index":
        return sql is None or name in known_objects.INDEXES
    return kind == "trigger" and known_objects.TRIGGERS.get(name) == sql


@contextlib.contextmanager
def _as_sentences(path: Path) -> Iterator[None]:
    driver = sqlite_driver()
    try:
        yield
    except (driver.Error, UnicodeDecodeError) as error:  # damaged names are in what the driver says
        said = str(error)
        if "locked" in said:
            raise Locked(
                _("{name} is being written by another program.").format(name=path.name),
                _("Nothing was changed. Try again in a moment."),
            ) from error
        if "unable to open" in said:
            raise _not_readable(path) from error
        if "interrupted" in said:
            raise _with_strangers(path, _("a list of objects without end")) from error
        if keys.held(path) is not None and "not a database" in said:
            raise WrongKey(
                _("{name} does not open with this key.").format(name=path.name),
                _("The file was left as it is. Use the key of this library, or a backup."),
            ) from None
        if keys.held(path) is None and _name(path) not in _in_use and "not a database" in said:
            _look_at_strange(path, _head(path))
        raise NotALibrary(
            _("{name} is damaged or was cut off.").format(name=path.name),
            _("The file was left as it is. Choose a backup."),
        ) from error


def _not_readable(path: Path) -> NotALibrary:
    return NotALibrary(
        _("{name} cannot be opened.").format(name=path.name),
        _("Nothing was changed. Check that you may read the file and its folder."),
    )


def _cut_off(path: Path) -> NotALibrary:
    return NotALibrary(
        _("{name} is damaged or was cut off.").format(name=path.name),
        _("The file was left as it is. Choose a backup."),
    )


def not_its_file(path: Path) -> NotALibrary:
    """Of an encrypted file that does not open with the key that is proven to be its own."""
    return NotALibrary(
        _(
            "The key is right, but {name} does not open with it: the file is damaged or replaced."
        ).format(name=path.name),
        _("The file was left as it is. Choose a backup."),
    )


def _with_strangers(path: Path, what: str) -> NotALibrary:
    return NotALibrary(
        _("Somebody put something into {name} that is not of Planner: {what}.").format(
            name=path.name, what=what
        ),
        _("Nothing of the file was read and nothing was changed. Choose a backup."),
    )


def _name(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
