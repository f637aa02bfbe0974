"""The process in which a stranger's workbook is read: bytes in on stdin, JSON out on stdout.

It knows no database, no window and no file names, and it limits itself before it looks at a byte.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sys
from typing import Any

from planner.interchange import sheet_cells, workbook_gate, workbook_parts
from planner.interchange.workbook_gate import Refused

MEMORY_LIMIT = 1_000_000_000
SECONDS_LIMIT = 60
RESULT_LIMIT = 128_000_000


def main() -> int:
    """Answers ``{"refused": kind, "facts": …}`` or ``{"sheets": …, "notices": …}``."""
    _limit_itself()
    gc.disable()  # a short life with millions of small lists and no cycles: a third faster
    result = json.dumps(_answer(sys.stdin.buffer.read()), separators=(",", ":"))
    if len(result) > RESULT_LIMIT:
        result = json.dumps(
            {"refused": "too_many_cells", "facts": {"limit": sheet_cells.CELL_LIMIT}}
        )
    sys.stdout.write(result)
    sys.stdout.flush()
    return 0


def _answer(data: bytes) -> dict[str, Any]:
    try:
        reading = workbook_parts.read(workbook_gate.check(data))
    except Refused as verdict:
        return {"refused": verdict.kind, "facts": dict(verdict.facts)}
    sheets = [[sheet.name, sheet.hidden, sheet.rows, sheet.merges] for sheet in reading.sheets]
    return {"sheets": sheets, "notices": reading.notices}


def _limit_itself() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock and the limits of the gate remain
        return
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_LIMIT),
        (resource.RLIMIT_CPU, SECONDS_LIMIT),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


if __name__ == "__main__":
    raise SystemExit(main())
