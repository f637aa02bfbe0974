"""Photos: what strangers hand in is decoded elsewhere, made small and plain, or refused."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from factories import person
from planner.domain.people import Photo
from planner.errors import NotFound, NotReadable
from planner.interchange import photo_reader, pictures
from planner.services.planner import Planner


def picture(kind: str, size: tuple[int, int] = (1200, 800), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#336699").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_small_and_loses_its_metadata(
    planner: Planner, tmp_path: Path, kind: str
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "55.6761 N, 12.5683 E"
    path = tmp_path / "holiday.bin"
    path.write_bytes(picture(kind, exif=exif.tobytes()))
    assert b"55.6761" in path.read_bytes()
    sato = planner.contacts.add(person())

    planner.photos.put(sato, planner.photos.read(path))

    kept = planner.photos.of(sato)
    assert kept is not None
    assert (kept.width, kept.height, kept.media_type) == (512, 341, "image/jpeg")
    content = base64.b64decode(kept.data, validate=True)
    assert b"55.6761" not in content
    with Image.open(io.BytesIO(content)) as opened:
        assert opened.format == "JPEG"
        assert opened.size == (512, 341)
        assert not opened.getexif()


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no photo that can be kept"),
        (b"<?xml version='1.0'?><svg onload='x()'/>", "no photo that can be kept"),
        (b"GIF89a" + bytes(100), "no photo that can be kept"),
        (b"", "no photo that can be kept"),
        (b"\xff\xd8\xff" + bytes(2_000_000), "larger than 2 MB"),
        (b"\xff\xd8\xff" + bytes(500), "cannot be read as a photo"),
        (png_of(60_000, 60_000), "cannot be read as a photo"),
        (picture("PNG")[:200], "cannot be read as a photo"),
    ],
    ids=["svg", "svg in xml", "gif", "nothing", "too large", "damaged", "bomb", "cut off"],
)
def test_what_is_no_photo_is_refused_with_a_reason(
    planner: Planner, data: bytes, said: str
) -> None:
    with pytest.raises(NotReadable) as refused:
        planner.photos.read(data, "me.jpg")
    assert said in str(refused.value)
    assert "me.jpg" in str(refused.value)
    assert planner.keeper(Photo).of() == []


def test_a_file_that_is_gone_is_said_so(planner: Planner, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        planner.photos.read(tmp_path / "gone.jpg")


def test_what_the_child_answers_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    svg = base64.b64encode(b"<svg/>").decode()
    for answer in (
        {"data": svg, "width": 5, "height": 5},
        {"data": "no base64!", "width": 5, "height": 5},
        {"data": base64.b64encode(picture("JPEG")).decode(), "width": 1200, "height": 800},
        {},
    ):
        monkeypatch.setattr(photo_reader, "ask_child", lambda *_asked, answer=answer: answer)
        with pytest.raises(NotReadable):
            photo_reader.read_photo(picture("JPEG"), "me.jpg")


def test_another_photo_takes_the_place_of_the_one_before_as_one_step(planner: Planner) -> None:
    sato = planner.contacts.add(person())
    first = planner.photos.read(picture("JPEG", (40, 40)))
    second = planner.photos.read(picture("PNG", (60, 30)))
    planner.photos.put(sato, first)
    planner.photos.put(sato, second)
    assert len(planner.keeper(Photo).of(person_id=sato)) == 1
    assert planner.photos.of(sato).width == 60  # type: ignore[union-attr]

    planner.history.undo()
    assert planner.photos.of(sato).width == 40  # type: ignore[union-attr]
    planner.photos.remove(sato)
    assert planner.photos.of(sato) is None
    planner.history.undo()
    assert planner.photos.of(sato).data == first.data  # type: ignore[union-attr]


def test_a_photo_of_nobody_is_refused(planner: Planner) -> None:
    photo = planner.photos.read(picture("JPEG", (40, 40)))
    sato = planner.contacts.add(person())
    planner.contacts.remove(sato)
    with pytest.raises(NotFound):
        planner.photos.put(sato, photo)


def test_a_photo_goes_with_its_person_and_comes_back(planner: Planner) -> None:
    sato = planner.contacts.add(person())
    planner.photos.put(sato, planner.photos.read(picture("JPEG")))
    planner.contacts.remove(sato)
    assert planner.keeper(Photo).of() == []
    planner.history.undo()
    kept = planner.photos.of(sato)
    assert kept is not None
    assert len(base64.b64decode(kept.data)) > 500  # nothing was cut
    assert pictures.format_of(base64.b64decode(kept.data)) == "JPEG"
