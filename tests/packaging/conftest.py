"""Makes the set-up scripts importable; they are no package, since users start them by path."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
