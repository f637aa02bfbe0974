"""G14: what leaves the house names no login, path, host or library of this computer."""

from __future__ import annotations

import io
import socket
import zipfile
import zlib
from pathlib import Path

import pytest

from faults.test_failing_calls import savers
from planner.services.planner import Planner

LOGIN = "login-of-the-office"


def inside(content: bytes) -> bytes:
    """What a file says with all its parts unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return content + b"".join(parts.read(name) for name in parts.namelist())
    found = content
    for piece in content.split(b"stream")[1:]:
        unpacked = zlib.decompressobj()
        try:
            found += unpacked.decompress(piece.lstrip(b"\r\n"))
        except zlib.error:
            continue
    return found


def test_no_file_names_login_path_host_or_library_of_this_computer(
    sample: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, LOGIN)
    out = tmp_path / "folder-of-the-office"
    out.mkdir()
    words = [LOGIN, str(out), "folder-of-the-office", socket.gethostname(), "openpyxl", "python-docx", str(Path.home())]  # fmt: skip
    for name, save in savers(sample).items():
        save(out / name)
        said = inside((out / name).read_bytes())
        found = [word for word in words if len(word) > 5 and word.encode() in said]
        assert not found, name


def test_the_unpacking_sees_what_is_packed() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("docProps/core.xml", f"<creator>{LOGIN}</creator>")
    assert LOGIN.encode() in inside(packed.getvalue())
    assert LOGIN.encode() in inside(b"%PDF 1 0 obj stream\n" + zlib.compress(LOGIN.encode()))
