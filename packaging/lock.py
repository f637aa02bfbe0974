"""Writes packaging/lock.txt from pyproject.toml: `.venv/bin/python packaging/lock.py [--upgrade]`.

Versions that still fit are kept; `--upgrade` (or `--upgrade-package NAME`) looks for newer ones.
It needs uv, in the environment or on the path. One file serves all three systems and Pythons.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "lock.txt"
HEADER = """\
# Exact versions for Windows, macOS and Linux, Python 3.11 to 3.14. Written by packaging/lock.py.
"""


def main() -> int:
    """Resolve, then refuse a lock that says where it was made."""
    beside = str(Path(sys.executable).parent)
    uv = shutil.which("uv", path=beside) or shutil.which("uv")
    if uv is None:
        print("uv is needed for this: .venv/bin/python -m pip install uv", file=sys.stderr)
        return 1
    command = [uv, "pip", "compile", "pyproject.toml", "--extra", "dev", "--universal"]
    command += ["--generate-hashes", "--no-header", "--no-emit-index-url", "--quiet"]
    command += ["--python-version", "3.11", "--output-file", str(LOCK), *sys.argv[1:]]
    if subprocess.call(command, cwd=ROOT) != 0:
        return 1
    text = LOCK.read_text(encoding="utf-8")
    told = re.findall(r"^.*(?:://|^-|file:|@ ).*$", text, re.MULTILINE)
    if told:
        print(f"These lines do not belong into the lock: {told}", file=sys.stderr)
        return 1
    LOCK.write_text(HEADER + text, encoding="utf-8", newline="\n")
    print(f"{LOCK.name}: {len(re.findall('^[a-z0-9].*==', text, re.MULTILINE))} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
