"""The small file beside an encrypted library, which says how its key is got; never the key itself.

``library.planner.key`` holds the key's mark and, when there is a passphrase, the key sealed under
it: scrypt, then AES-GCM. Changing the passphrase writes this file and nothing else. The recovery
code is the key itself, so that it opens the library and every copy of it without this file.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from planner import durable
from planner.errors import NotWritten, UserError, WrongKey
from planner.i18n import _
from planner.storage import keys
from planner.storage.inspecting import key_file

FORMAT: Final = 1
COST: Final = 2**16
"""Of scrypt: 64 MB and about a fifth of a second for each try."""
_MOST_COST: Final = 2**20
_LARGEST: Final = 10_000
"""Bytes of a record; ours have 400."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyRecord:
    """How the key of one library is got. ``sealed`` is empty while there is no passphrase.

    ``sheet_due``: the recovery sheet was put off, and nobody has shown yet that there is one.
    """

    mark: str
    salt: bytes = b""
    nonce: bytes = b""
    sealed: bytes = b""
    cost: int = COST
    sheet_due: bool = False

    @property
    def has_passphrase(self) -> bool:
        return bool(self.sealed)


def record_of(key: bytes, passphrase: str = "") -> KeyRecord:
    """A record of this key, sealed under the passphrase if there is one."""
    record = KeyRecord(mark=keys.mark_of(key), cost=COST)
    if not passphrase:
        return record
    from cryptography.hazmat.primitives.ciphers.aead import (
        AESGCM,
    )  # late: plain libraries need none

    record = replace(record, salt=secrets.token_bytes(16), nonce=secrets.token_bytes(12))
    cipher = AESGCM(_derived(record, passphrase))
    return replace(record, sealed=cipher.encrypt(record.nonce, key, _bound(record)))


def key_of(record: KeyRecord, passphrase: str) -> bytes:
    """The key.

    :raises WrongKey: the passphrase is another one.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not record.has_passphrase:
        raise WrongKey(
            _("This library has no passphrase."),
            _("Open it where its key is kept, or with its recovery code."),
        )
    cipher = AESGCM(_derived(record, passphrase))
    try:
        key = cipher.decrypt(record.nonce, record.sealed, _bound(record))
    except InvalidTag:
        raise WrongKey(
            _("The passphrase is not right."),
            _(
                "Nothing was changed. Small and capital letters count; the recovery code opens it too."
            ),
        ) from None
    return key


def read(library: Path) -> KeyRecord | None:
    """The record beside this library, or none.

    :raises UserError: there is one that cannot be read.
    """
    return read_file(key_file(library))


def read_file(path: Path) -> KeyRecord | None:
    """As :func:`read`, from the file of a record."""
    try:
        if not path.exists():
            return None
        if path.stat().st_size > _LARGEST:
            raise ValueError("too long")
        return _from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            _("The key file {name} is damaged or cannot be read.").format(name=path.name),
            _("The library was left as it is. Put back a copy of it, or use the recovery code."),
        ) from error


def write(library: Path, record: KeyRecord) -> None:
    """Put the record beside the library, whole or not at all.

    :raises NotWritten: it could not be; an old one is as it was.
    """
    write_file(key_file(library), record)


def write_file(path: Path, record: KeyRecord) -> None:
    """As :func:`write`, into the file of a record."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            json.dump(_as_json(record), file, indent=1)
            file.flush()
            durable.flush(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise NotWritten(
            _("The key file {name} was not written: {reason}.").format(
                name=path.name, reason=error.strerror
            ),
            _("The library and its passphrase are as they were. Free some space and try again."),
        ) from error
    with contextlib.suppress(OSError):  # it is there, whatever the disk says
        durable.flush_folder(path.parent)


def copy(library: Path, other: Path) -> None:
    """Give a copy of an encrypted library its own record; beside a plain one there is none."""
    record = read(library)
    if record is not None and keys.held(library) is not None:
        write(other, record)
    else:
        remove(other)


def remove(library: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        key_file(library).unlink()


def _derived(record: KeyRecord, passphrase: str) -> bytes:
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    memory = record.cost * 2048 + 1_000_000
    return hashlib.scrypt(text, salt=record.salt, n=record.cost, r=8, p=1, maxmem=memory, dklen=32)


def _bound(record: KeyRecord) -> bytes:
    """A sealed key cannot be moved into the record of another library."""
    return f"planner key {FORMAT} {record.mark}".encode()


def _as_json(record: KeyRecord) -> dict[str, Any]:
    found: dict[str, Any] = {"format": FORMAT, "mark": record.mark}
    if record.sheet_due:
        found["sheet"] = "due"
    if record.has_passphrase:
        found["passphrase"] = {
            "scrypt": record.cost,
            "salt": base64.b64encode(record.salt).decode(),
            "nonce": base64.b64encode(record.nonce).decode(),
            "key": base64.b64encode(record.sealed).decode(),
        }
    return found


def _from_json(found: Mapping[str, Any]) -> KeyRecord:
    if found["format"] != FORMAT or len(str(found["mark"])) != 16:
        raise ValueError("another format")
    record = KeyRecord(mark=str(found["mark"]), sheet_due=found.get("sheet") == "due")
    inner = found.get("passphrase")
    if inner is None:
        return record
    cost = int(inner["scrypt"])
    if cost < 2 or cost > _MOST_COST or cost & (cost - 1):
        raise ValueError("no cost of scrypt")
    return replace(
        record,
        cost=cost,
        salt=base64.b64decode(inner["salt"], validate=True),
        nonce=base64.b64decode(inner["nonce"], validate=True),
        sealed=base64.b64decode(inner["key"], validate=True),
    )
