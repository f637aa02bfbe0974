"""Biographies and logos: one a language, one a house; they follow merges and go with their owner."""

from __future__ import annotations

import base64
import datetime as dt
import io

import pytest
from PIL import Image

from factories import organisation, person
from planner.domain.biographies import Biography
from planner.domain.organisations import Logo
from planner.domain.person_history import Happening
from planner.errors import NotFound, NotReadable, UserError
from planner.interchange import pictures
from planner.services.biographies import TEXT_LIMIT
from planner.services.planner import Planner
from services.test_photos import picture, png_of

DAY = dt.date(2027, 4, 1)


# biographies


def test_writing_in_a_language_again_changes_what_is_there(planner: Planner) -> None:
    sato = planner.contacts.add(person())
    steps = planner.history.count()
    first = planner.biographies.write(sato, "en", "Physicist.", as_of=DAY, source="The embassy")
    again = planner.biographies.write(sato, "EN", "Physicist and dean.")
    planner.biographies.write(sato, "ja", "物理学者。")

    assert planner.history.count() == steps + 3
    assert again.id == first.id
    assert (again.as_of, again.source) == (planner.today(), "The embassy")
    assert [one.text for one in planner.biographies.biographies(sato)] == [
        "Physicist and dean.",
        "物理学者。",
    ]


def test_what_is_no_biography_is_refused(planner: Planner) -> None:
    sato = planner.contacts.add(person())
    write = planner.biographies.write
    for language, text in (("", "X"), ("english please", "X"), ("en", " \n "), ("en", "")):
        with pytest.raises(UserError):
            write(sato, language, text)
    with pytest.raises(UserError):
        write(sato, "en", "x" * (TEXT_LIMIT + 1))
    assert planner.keeper(Biography).of() == []
    planner.contacts.remove(sato)
    with pytest.raises(NotFound):
        write(sato, "en", "Physicist.")


def test_for_a_paper_each_person_is_told_in_the_first_language_there_is(planner: Planner) -> None:
    sato, mori, kato = (planner.contacts.add(person(name)) for name in ("Sato", "Mori", "Kato"))
    for who, language in ((sato, "en"), (sato, "ja"), (mori, "en")):
        planner.biographies.write(who, language, f"In {language}.")

    told = planner.biographies.of_all([mori, sato, kato], "ja", "en")

    assert {key: one.text for key, one in told.items()} == {sato: "In ja.", mori: "In en."}


def test_a_merge_brings_biographies_along_and_the_same_text_is_there_once(planner: Planner) -> None:
    keep, gone = planner.contacts.add(person()), planner.contacts.add(person("SATO"))
    for who, language, text in (
        (keep, "en", "Physicist."),
        (gone, "en", "Physicist."),
        (gone, "ja", "物理学者。"),
        (gone, "da", "Fysiker."),
    ):
        planner.biographies.write(who, language, text)
    before = planner.biographies.biographies(gone)

    merge = planner.merging.merge("person", keep, gone)

    told = [(one.language, one.text) for one in planner.biographies.biographies(keep)]
    assert told == [("da", "Fysiker."), ("en", "Physicist."), ("ja", "物理学者。")]
    planner.merging.take_apart(merge.id)
    assert planner.biographies.biographies(gone) == before


def test_nothing_of_a_biography_is_left_when_the_person_goes(planner: Planner) -> None:
    sato = planner.contacts.add(person())
    planner.biographies.write(sato, "en", "Physicist.")
    planner.contacts.remove(sato)
    assert planner.keeper(Biography).of() == []

    planner.history.undo()
    assert len(planner.biographies.biographies(sato)) == 1


def test_a_biography_is_in_the_history_of_the_person(planner: Planner) -> None:
    sato = planner.contacts.add(person())
    planner.biographies.write(sato, "ja", "物理学者。", as_of=DAY, source="The embassy")

    (event,) = planner.person_histories.of(sato)

    assert (event.kind, event.since, event.what) == (Happening.BIOGRAPHY, "2027-04-01", "ja")
    assert event.about == "The embassy"


# logos


def clear_logo(size: tuple[int, int] = (2000, 500)) -> bytes:
    drawn = Image.new("RGBA", size, (0, 0, 0, 0))
    drawn.paste((200, 16, 46, 255), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def opened(logo: Logo) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(logo.data, validate=True)))


def test_a_logo_stays_transparent_where_it_was_and_is_made_small(planner: Planner) -> None:
    house = planner.organisations.add(organisation("Ministry"))
    planner.logos.put(house, planner.logos.read(clear_logo()))

    kept = planner.logos.of(house)

    assert kept is not None
    assert (kept.width, kept.height, kept.media_type) == (1024, 256, "image/png")
    with opened(kept) as shown:
        assert shown.format == "PNG"
        assert shown.getpixel((10, 10)) == (200, 16, 46, 255)
        assert shown.getpixel((1000, 10))[3] == 0  # type: ignore[index]


def test_a_photograph_of_a_logo_is_a_jpeg_without_its_metadata(planner: Planner) -> None:
    exif = Image.Exif()
    exif[0x010E] = "55.6761 N"
    logo = planner.logos.read(picture("JPEG", exif=exif.tobytes()))

    assert logo.media_type == "image/jpeg"
    assert b"55.6761" not in base64.b64decode(logo.data)


def test_a_picture_with_a_palette_keeps_its_colours(planner: Planner) -> None:
    drawn = Image.new("P", (30, 30), 0)
    drawn.putpalette([0, 0, 0, 10, 120, 60])
    drawn.paste(1, (0, 0, 30, 10))
    out = io.BytesIO()
    drawn.save(out, "PNG", transparency=0)

    with opened(planner.logos.read(out.getvalue())) as shown:
        assert shown.convert("RGBA").getpixel((5, 5)) == (10, 120, 60, 255)
        assert shown.convert("RGBA").getpixel((5, 25))[3] == 0  # type: ignore[index]


def test_a_logo_of_noise_is_kept_within_its_bounds() -> None:
    noise = Image.merge("RGBA", [Image.effect_noise((640, 640), 90) for _ in range(4)])
    out = io.BytesIO()
    noise.save(out, "PNG")

    found = pictures.small_logo(out.getvalue())

    assert found is not None
    assert found.media_type == "image/png"
    assert len(found.data) <= pictures.LOGO_LIMIT


@pytest.mark.parametrize(
    "data",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", png_of(60_000, 60_000), clear_logo()[:90]],
    ids=["svg", "nothing", "bomb", "cut off"],
)
def test_what_is_no_logo_is_refused(planner: Planner, data: bytes) -> None:
    with pytest.raises(NotReadable) as refused:
        planner.logos.read(data, "logo.png")
    assert "logo.png" in str(refused.value)


def test_another_logo_takes_the_place_of_the_one_before_as_one_step(planner: Planner) -> None:
    house = planner.organisations.add(organisation("Ministry"))
    planner.logos.put(house, planner.logos.read(picture("PNG", (40, 40))))
    planner.logos.put(house, planner.logos.read(picture("PNG", (60, 30))))
    assert [one.width for one in planner.keeper(Logo).of()] == [60]

    planner.history.undo()
    assert [one.width for one in planner.keeper(Logo).of()] == [40]
    planner.logos.remove(house)
    assert planner.logos.of(house) is None
    planner.history.undo()
    assert [one.organisation_id for one in planner.keeper(Logo).of()] == [house]


@pytest.mark.parametrize(("choice", "width"), [("one", 40), ("other", 60)])
def test_the_logo_that_stays_is_chosen_in_a_merge(
    planner: Planner, choice: str, width: int
) -> None:
    keep, gone = (
        planner.organisations.add(organisation(name)) for name in ("Ministry", "MINISTRY")
    )
    planner.logos.put(keep, planner.logos.read(picture("PNG", (40, 40))))
    planner.logos.put(gone, planner.logos.read(picture("PNG", (60, 30))))
    preview = planner.merging.preview_merge("organisation", keep, gone)
    assert [one.title for one in preview.fields if one.name == "logo"] == ["Logo"]

    merge = planner.merging.merge("organisation", keep, gone, {"logo": choice})

    assert [(one.organisation_id, one.width) for one in planner.keeper(Logo).of()] == [
        (keep, width)
    ]
    planner.merging.take_apart(merge.id)
    assert planner.logos.of(keep).width == 40  # type: ignore[union-attr]
    assert planner.logos.of(gone).width == 60  # type: ignore[union-attr]


def test_the_only_logo_of_two_goes_over(planner: Planner) -> None:
    keep, gone = (
        planner.organisations.add(organisation(name)) for name in ("Ministry", "MINISTRY")
    )
    planner.logos.put(gone, planner.logos.read(picture("PNG", (60, 30))))
    planner.merging.merge("organisation", keep, gone)

    assert planner.logos.of_all([keep, gone]).keys() == {keep}
