"""What stands in a visit file, on its way from bytes to plain values; runs in the reading process.

A stranger's file unpacks to no more than any visit has, and what is no visit never leaves here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import unicodedata
import zlib
from dataclasses import dataclass
from typing import Any, Final

from planner.domain.visit_files import VisitFile
from planner.domain.words import from_plain, plain
from planner.interchange.limits import Refused

FORMAT: Final = 2
"""Since 2 a file holds what came of the visit. Who does not know of that must not hand it back."""
LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a file that is read; a visit of 200 entries has some 100 kB."""
LARGEST_UNPACKED: Final = 48 * 1024 * 1024
TIGHTEST: Final = 200
"""How many times smaller packing may make a file above :data:`RATIO_FROM` bytes: JSON becomes ten."""
RATIO_FROM: Final = 4_000_000
MOST_VALUES: Final = 2_000_000
"""Values and lists in it; each takes far more memory than its one or two letters."""
MARK: Final = "planner visit"
HEAD: Final = 2000
"""Bytes within which the first line must end."""
_DEAREST: Final = 2**18
"""N of scrypt. A file may ask for more than we do, not for so much that reading it stops the computer."""


@dataclass(frozen=True)
class Head:
    """The first line, as bytes and as values, and what is behind it."""

    line: bytes
    values: dict[str, Any]
    body: bytes


def head_of(data: bytes) -> Head:
    """:raises Refused: not ours, or newer."""
    end = data.find(b"\n", 0, HEAD) + 1
    try:
        values = json.loads(data[:end])
        format_ = values["format"] if values["file"] == MARK else 0
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused("not_ours") from error
    if not isinstance(format_, int) or format_ < 1:
        raise Refused("not_ours")
    if format_ > FORMAT:
        raise Refused("newer")
    return Head(data[:end], values, data[end:])


def read(data: bytes, passphrase: str) -> dict[str, Any]:
    """The visit as JSON can hold it: nothing but what :class:`VisitFile` has.

    :raises Refused: it is none, is damaged, or the passphrase is another.
    """
    head = head_of(data)
    try:
        content = _unpacked(_opened(head, passphrase))
        values = json.loads(content)
        check_texts(values)
        found: dict[str, Any] = plain(from_plain(VisitFile, values))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused("damaged") from error
    return found


def check_texts(value: Any) -> None:
    """:raises ValueError: a text holds what no library can keep: half a character, or NUL."""
    match value:
        case str():
            if "\0" in value:
                raise ValueError("NUL in a text")
            value.encode("utf-8")
        case dict():
            for name, part in value.items():
                check_texts(name)
                check_texts(part)
        case list():
            for part in value:
                check_texts(part)


def cipher(passphrase: str, salt: bytes, cost: int) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # The same letters come composed from one keyboard and decomposed from another.
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    return AESGCM(Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(typed))


def _opened(head: Head, passphrase: str) -> bytes:
    sealed = head.values.get("sealed")
    if sealed is None:
        if hashlib.sha256(head.body).hexdigest() != head.values.get("sha256"):
            raise Refused("damaged")
        return head.body
    from cryptography.exceptions import InvalidTag

    cost, salt, nonce = int(sealed["n"]), _bytes(sealed["salt"]), _bytes(sealed["nonce"])
    if not (1 < cost <= _DEAREST and cost & (cost - 1) == 0 and len(nonce) == 12):
        raise Refused("damaged")
    try:
        content: bytes = cipher(passphrase, salt, cost).decrypt(nonce, head.body, head.line)
    except InvalidTag as error:
        raise Refused("wrong_passphrase") from error
    return content


def _unpacked(content: bytes) -> bytes:
    unpack = zlib.decompressobj()
    allowed = min(LARGEST_UNPACKED, max(RATIO_FROM, TIGHTEST * len(content)))
    try:
        text = unpack.decompress(content, allowed)
    except zlib.error as error:
        raise Refused("damaged") from error
    if unpack.unconsumed_tail:
        raise Refused("too_large")
    if not unpack.eof:
        raise Refused("damaged")
    if sum(map(text.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise Refused("too_large")
    return text


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
