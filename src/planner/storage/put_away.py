"""What lies beside a library since it was encrypted or made plain: its old file, until it may go."""

from __future__ import annotations

from pathlib import Path
from typing import Final

OLD: Final = {True: ".unencrypted", False: ".encrypted"}
"""What is appended to the name of the old file, by whether the new one is encrypted."""


def put_away(library: Path) -> list[Path]:
    """Old files that lie beside the library since it was encrypted or made plain."""
    beside = [library.with_name(library.name + end) for end in OLD.values()]
    return [path for path in beside if path.exists()]
