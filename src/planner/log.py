"""The log: rotating file in the state folder. It holds ids and places in the program, nothing of people."""

from __future__ import annotations

import logging
import logging.handlers
import re
import traceback
from pathlib import Path
from types import TracebackType

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<![\da-f])\+?\d[\d ()/-]{7,}\d(?![\da-f])")
"""Not within an id, which is hexadecimal."""
_ID = re.compile(r"[0-9a-f]{32}")
_HIDDEN = "<text>"


class Told(str):
    """A text about the program itself, such as where a fault happened: it may stand in the log."""

    __slots__ = ()


def _may_stand(value: object) -> object:
    """Numbers and ids as they are; of everything else only that there was something."""
    if value is None or isinstance(value, int | float | Told):
        return value
    if isinstance(value, str) and (_ID.fullmatch(value) or not value):
        return value
    return _HIDDEN


class _Mask(logging.Filter):
    """Whatever a caller hands over, the file gets neither names nor addresses nor numbers of people.

    The message itself is a text of the program; what is filled into it may be a record.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(map(_may_stand, record.args))
        elif record.args:
            record.args = {name: _may_stand(value) for name, value in record.args.items()}
        try:
            text = record.getMessage()
        except (TypeError, ValueError):  # "%d" for what is hidden now
            text = str(record.msg)
        # An error as the message itself, or a text that was put together before.
        if not isinstance(record.msg, str):
            text = _HIDDEN
        record.msg, record.args = _PHONE.sub("<number>", _MAIL.sub("<address>", text)), ()
        return True


def places_of(trace: TracebackType | None) -> list[str]:
    """Where in the program a fault came from, one line for each call; no path of this computer."""
    return [
        f"  {_within(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]


def _within(file_name: str) -> str:
    """Below the package, or below the folder of another package; of anything else the name alone."""
    parts = file_name.replace("\\", "/").split("/")
    ours = Path(__file__).parent.as_posix() + "/"
    if file_name.replace("\\", "/").startswith(ours):
        return file_name.replace("\\", "/").removeprefix(ours)
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return parts[-1]


class _Places(logging.Formatter):
    """Of an error its kind and where it happened; its message may name people."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        kind, _error, trace = ei
        return "\n".join([kind.__name__ if kind else "", *places_of(trace)])

    def formatStack(self, stack_info: str) -> str:
        return ""


NAME = "planner.log"


def start(folder: Path, *, verbose: bool = False) -> None:
    """Write warnings (with ``verbose`` everything) to ``planner.log`` below ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / NAME, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.addFilter(_Mask())
    handler.setFormatter(_Places("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("planner")
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
