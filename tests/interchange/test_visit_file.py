"""A visit file: whole or refused, sealed or plain, and never a way to stop the program."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import PlanBuilder
from planner.domain.privacy import Profile
from planner.domain.visit_files import VisitFile
from planner.domain.visit_records import VisitState
from planner.domain.words import plain
from planner.interchange import visit_file, visit_file_content
from planner.interchange.limits import Refused
from planner.interchange.visit_file import NotAVisitFile, PassphraseNeeded


@pytest.fixture
def file() -> VisitFile:
    builder = PlanBuilder("TANAKA Haruto 田中", "Åse Ødegård")
    builder.item("Besuch der Straße", "09:00", "10:00")
    return VisitFile(
        copy_id="c" * 32,
        made_at=dt.datetime(2026, 11, 21, 10, 0),
        author="Åse",
        other="Jürgen",
        profile=Profile.INTERNAL,
        state=VisitState(builder.plan),
        earlier=("a", "b"),
        aliases={"p": ("q",)},
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "visit.planner-visit"


def test_a_plain_file_comes_back_as_it_was(file: VisitFile, path: Path) -> None:
    path.write_bytes(visit_file.written(file))
    assert not visit_file.is_sealed(path)
    assert visit_file.read(path) == file


def test_a_sealed_file_opens_with_its_passphrase_however_it_is_typed(
    file: VisitFile, path: Path
) -> None:
    path.write_bytes(visit_file.written(file, "Blåbær 2027"))
    assert visit_file.is_sealed(path)
    decomposed = "Bla\u030abær 2027"
    assert visit_file.read(path, decomposed) == file


def test_nothing_of_a_sealed_file_can_be_read(file: VisitFile, path: Path) -> None:
    data = visit_file.written(file, "secret")
    line, _end, body = data.partition(b"\n")
    assert "TANAKA" not in data.decode("latin-1")
    with pytest.raises(zlib.error):
        zlib.decompress(body)
    assert set(json.loads(line)) == {"file", "format", "sealed"}


def test_without_or_with_another_passphrase_it_stays_shut(file: VisitFile, path: Path) -> None:
    path.write_bytes(visit_file.written(file, "secret"))
    with pytest.raises(PassphraseNeeded):
        visit_file.read(path)
    with pytest.raises(NotAVisitFile, match="does not open"):
        visit_file.read(path, "Secret")


@pytest.mark.parametrize("place", [3, 200, -1])
@pytest.mark.parametrize("passphrase", ["", "secret"])
def test_a_changed_byte_is_noticed(
    file: VisitFile, path: Path, place: int, passphrase: str
) -> None:
    data = bytearray(visit_file.written(file, passphrase))
    data[place] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(NotAVisitFile):
        visit_file.read(path, passphrase)


def test_a_file_of_a_newer_version_says_so(file: VisitFile, path: Path) -> None:
    data = visit_file.written(file).replace(b'"format":2', b'"format":3', 1)
    path.write_bytes(data)
    with pytest.raises(NotAVisitFile, match="newer version"):
        visit_file.read(path)


def test_a_file_that_unpacks_without_end_is_refused(path: Path) -> None:

    body = zlib.compress(b" " * (visit_file_content.LARGEST_UNPACKED + 10), 9)
    head = {"file": "planner visit", "format": 1, "sha256": hashlib.sha256(body).hexdigest()}
    path.write_bytes(json.dumps(head).encode() + b"\n" + body)
    with pytest.raises(NotAVisitFile, match="larger"):
        visit_file.read(path)


def test_a_file_that_asks_for_endless_work_is_refused(file: VisitFile, path: Path) -> None:
    data = visit_file.written(file, "secret").replace(b'"n":131072', b'"n":1073741824')
    path.write_bytes(data)
    with pytest.raises(NotAVisitFile, match="damaged"):
        visit_file.read(path, "secret")


def test_a_file_that_is_gone_says_so(path: Path) -> None:
    with pytest.raises(NotAVisitFile, match="could not be read"):
        visit_file.read(path)


@given(st.binary(max_size=400))
def test_any_other_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "other.planner-visit"
        path.write_bytes(data)
        with pytest.raises(NotAVisitFile):
            visit_file.read(path)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["state", "plan", "visit", "items", "id", "profile", "made_at", "aliases"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_other_content_is_refused_in_the_reading_process(content: object) -> None:
    with pytest.raises(Refused):
        visit_file_content.read(packed(json.dumps(content).encode()), "")


def packed(content: bytes) -> bytes:
    """A visit file that says of itself that it is whole."""
    body = zlib.compress(content)
    head = {"file": "planner visit", "format": 1, "sha256": hashlib.sha256(body).hexdigest()}
    return json.dumps(head).encode() + b"\n" + body


def test_other_content_is_refused_with_a_sentence(path: Path) -> None:
    path.write_bytes(packed(b'{"state": [1, {"plan": null}]}'))
    with pytest.raises(NotAVisitFile, match="damaged"):
        visit_file.read(path)


@pytest.mark.parametrize(
    "content", [b"[" * 3_000_000, b"[" + b"[]," * 3_000_000 + b"1]", b"1" * 3_000_000]
)
def test_a_file_of_values_without_end_is_refused_before_they_are_made(
    path: Path, content: bytes
) -> None:
    path.write_bytes(packed(content))
    with pytest.raises(NotAVisitFile):
        visit_file.read(path)


def test_what_the_reading_process_answers_is_checked_once_more(
    file: VisitFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(visit_file.written(file))
    for answer in ({}, {"visit": None}, {"visit": {"state": {}}}, {"visit": {"a": "b\0"}}):
        monkeypatch.setattr(visit_file, "ask_child", lambda *_asked, said=answer: said)
        with pytest.raises(NotAVisitFile, match="damaged"):
            visit_file.read(path)


@pytest.mark.parametrize("text", ["\ud800", "a\0b"])
def test_a_text_that_no_library_can_keep_is_refused(file: VisitFile, path: Path, text: str) -> None:
    content = plain(file)
    content["state"]["plan"]["visit"]["title"] = text
    body = zlib.compress(json.dumps(content).encode())
    head = {"file": "planner visit", "format": 1, "sha256": hashlib.sha256(body).hexdigest()}
    path.write_bytes(json.dumps(head).encode() + b"\n" + body)
    with pytest.raises(NotAVisitFile, match="damaged"):
        visit_file.read(path)
