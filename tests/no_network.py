"""No test, and nothing of the program within one, speaks with another computer; this one may be asked.

A hook of the interpreter sees every attempt, of whatever library; it ends as if no cable were there.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from typing import Any, Final

_ADDRESSED: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"})
_NAMED: Final = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_HERE: Final = ("127.", "::1", "localhost")

attempts: list[str] = []
"""What was tried since the last test began."""
allowed: Final[set[str]] = set()
"""Names that a test asks for on purpose: they are refused all the same, and are no fault."""


def _is_here(host: object) -> bool:
    text = host.decode("latin-1") if isinstance(host, bytes) else host
    return text is None or (isinstance(text, str) and (not text or text.startswith(_HERE)))


def _watch(event: str, told: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event in _NAMED:
        if not _is_here(told[0]) and told[0] != socket.gethostname():
            _refuse(event, told[0], socket.gaierror(socket.EAI_AGAIN, "no network in tests"))
    elif event in _ADDRESSED:
        address = told[1]
        if isinstance(address, tuple) and not _is_here(address[0]):
            unreachable = OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))
            _refuse(event, address[0], unreachable)


def _refuse(event: str, host: object, error: OSError) -> None:
    name = host.decode("latin-1") if isinstance(host, bytes) else str(host)
    if name not in allowed:
        attempts.append(f"{event} {name}")
    raise error


sys.addaudithook(_watch)
