"""The log: rotating file in the state folder, with personal data masked."""

from __future__ import annotations

import logging
import logging.handlers
import re
from pathlib import Path

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"\+?\d[\d ()/-]{7,}\d")


class _Mask(logging.Filter):
    """Logs hold ids, never addresses or numbers of people."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        masked = _PHONE.sub("<number>", _MAIL.sub("<address>", text))
        if masked != text:
            record.msg, record.args = masked, ()
        return True


def start(folder: Path, *, verbose: bool = False) -> None:
    """Write warnings (with ``verbose`` everything) to ``planner.log`` below ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "planner.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.addFilter(_Mask())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("planner")
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
