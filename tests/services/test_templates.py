"""How papers look, as a service: the office's usual template, a new one, and broken ones that lose nothing."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

import pypdf
import pytest

from planner import settings
from planner.documents.specimen import specimen
from planner.documents.templates.known import own_folder
from planner.documents.word.writing import write_word
from planner.errors import NotFound, NotWritten, UserError
from planner.interchange import files
from planner.services.occasions import Setting
from planner.services.parcels import SendRequest
from planner.services.planner import Planner
from planner.services.printing import PrintRequest
from planner.services.templates import Templates, choices
from planner.settings import Settings


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    return Templates(Settings(tmp_path / "settings.json"))


def sign(planner: Planner, **setting: object) -> PrintRequest:
    return PrintRequest(
        visit_id=planner.visits.find("JP-DK-2027").id,
        papers=("lobby-sign",),
        setting=Setting(**setting),  # type: ignore[arg-type]
    )


def printed(planner: Planner, request: PrintRequest, folder: Path) -> str:
    (path,) = planner.printing.save(request, planner.printing.look(request), folder)
    return "\n".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    )


def test_a_new_template_begins_as_another_one_and_nothing_is_wrong_with_it(
    templates: Templates,
) -> None:
    for source in ("plain", "formal", "compact"):
        made = templates.new(f"Office {source}", source)
        assert made.name == f"office-{source}"
        assert made.title == f"Office {source}"
        assert templates.check(made.name) == ()
        look, origin = templates.look(made.name), templates.look(source)
        assert (look.layout, look.accent, look.ink) == (origin.layout, origin.accent, origin.ink)
        assert look.word is None
        assert sorted(path.name for path in made.folder.iterdir()) == [
            "template.toml",
            "word-example.docx",
        ]


def test_a_colour_of_a_new_template_counts_in_word_papers_too(templates: Templates) -> None:
    folder = templates.new("Ours", "formal").folder
    table = folder / "template.toml"
    text = table.read_text("utf-8")
    accent = templates.look("ours").accent
    table.write_text(text.replace(f'accent = "{accent}"', 'accent = "#0A5C36"'), "utf-8")
    look = templates.look("ours")

    assert "0A5C36" in styles(write_word(specimen(look), look))


def test_the_word_example_says_how_word_papers_look_once_it_has_the_name_for_it(
    templates: Templates,
) -> None:
    folder = templates.new("Ours", "formal").folder
    (folder / "word-example.docx").rename(folder / "word.docx")

    assert templates.check("ours") == ()
    assert templates.look("ours").word == (folder / "word.docx").read_bytes()


def test_a_template_is_found_by_its_title_as_well(templates: Templates) -> None:
    folder = templates.new("Our  Agency").folder

    assert templates.check("our agency") == ()
    assert templates.find("Our Agency").folder == folder
    templates.choose("Our Agency")
    assert templates.usual == "our-agency"


def styles(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()


def test_every_setting_is_explained_in_a_new_template_and_can_be_switched_on(
    templates: Templates,
) -> None:
    path = templates.new("Ours").folder / "template.toml"
    switched = "\n".join(
        line.removeprefix("# ") if " = " in line and line.startswith("# ") else line
        for line in path.read_text("utf-8").splitlines()
    )
    path.write_text(switched, encoding="utf-8")
    assert templates.check("ours") == ()
    assert templates.look("ours").wording["da"] == {"Programme": "Besøgsprogram"}


def test_a_template_made_from_one_of_the_office_has_all_its_files(templates: Templates) -> None:
    first = templates.new("Ours")
    table = first.folder / "template.toml"
    told = table.read_text("utf-8").replace("[wording.da]", '[wording.da]\nHost = "Værtsby"')
    table.write_text(told, encoding="utf-8")
    (first.folder / "mark.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    second = templates.new('Ours "and" more', "ours")
    assert second.title == 'Ours "and" more'
    assert templates.look(second.name).wording["da"]["Host"] == "Værtsby"
    assert {path.name for path in second.folder.iterdir()} == {
        path.name for path in first.folder.iterdir()
    }


@pytest.mark.parametrize("title", ["Ours", "plain", "OURS", "  ", "../..", "..."])
def test_a_new_template_overwrites_nothing_and_needs_a_name(
    templates: Templates, title: str
) -> None:
    made = templates.new("Ours").folder
    before = {path: path.read_bytes() for path in made.iterdir()}
    with pytest.raises(UserError):
        templates.new(title)
    assert {path: path.read_bytes() for path in made.iterdir()} == before
    assert [path.name for path in own_folder().iterdir()] == ["ours"]


def test_a_full_disk_leaves_no_half_file_of_a_new_template(
    templates: Templates, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(files, "move_into_place", full)
        with pytest.raises(NotWritten):
            templates.new("Ours")
    assert list(own_folder().iterdir()) == []
    assert templates.new("Ours").look is not None


def test_the_usual_template_is_kept_as_a_setting_and_a_broken_one_is_not_taken(
    templates: Templates, tmp_path: Path
) -> None:
    templates.choose("formal")
    assert settings.load(tmp_path / "settings.json").text("template") == "formal"
    assert templates.look().layout.cover == "centred"
    (own_folder() / "broken").mkdir(parents=True)
    with pytest.raises(UserError, match=r"template\.toml: There is no such file"):
        templates.choose("broken")
    with pytest.raises(NotFound):
        templates.choose("nowhere")
    assert templates.usual == "formal"
    templates.choose("plain")
    assert settings.load(tmp_path / "settings.json").chosen == {}


def test_the_choices_of_the_setting_say_which_cannot_be_used() -> None:
    (own_folder() / "broken").mkdir(parents=True)
    assert choices() == [
        ("", "Plain"),
        ("formal", "Formal"),
        ("compact", "Compact"),
        ("broken", "broken (cannot be used)"),
    ]


def test_a_template_is_checked_by_its_name_or_where_it_lies(
    templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "template.toml").write_text("accent = 3\n", encoding="utf-8")
    (problem,) = templates.check(str(tmp_path / "theirs"))
    assert (problem.file, problem.line) == ("template.toml", 1)
    monkeypatch.chdir(tmp_path)
    assert templates.check("theirs") == (problem,)
    assert templates.check("plain") == ()
    for wrong in ("nobody", str(tmp_path / "nowhere")):
        with pytest.raises(NotFound):
            templates.check(wrong)


def test_papers_are_printed_as_the_office_chose_unless_a_template_is_named(
    sample: Planner, tmp_path: Path
) -> None:
    made = sample.templates.new("Ours")
    (made.folder / "template.toml").write_text(
        'title = "Ours"\norganisation = "Agency of Research"\n[wording.en]\nWelcome = "Hello"\n',
        encoding="utf-8",
    )
    assert "Welcome" in printed(sample, sign(sample), tmp_path / "before")
    sample.templates.choose("ours")
    told = printed(sample, sign(sample), tmp_path / "after")
    assert "Hello" in told
    assert "Welcome" not in told
    assert "Welcome" in printed(sample, sign(sample, template="plain"), tmp_path / "plain")


def test_papers_that_are_sent_look_as_the_office_chose_too(sample: Planner) -> None:
    made = sample.templates.new("Ours")
    (made.folder / "template.toml").write_text(
        '[wording.en]\nWelcome = "Hello"\n[wording.da]\nWelcome = "Goddag"\n', encoding="utf-8"
    )
    sample.templates.choose("ours")
    visit = sample.visits.find("JP-DK-2027").id
    sample.releases.release(visit)
    number = sample.releases.list(visit)[0].number
    package = sample.sending.look(
        SendRequest(visit_id=visit, release=number, papers=("lobby-sign",))
    )
    papers = [paper for parcel in package.parcels for paper in parcel.papers]
    assert papers
    for paper in papers:
        (first, *_rest) = pypdf.PdfReader(io.BytesIO(paper.content)).pages
        assert "Hello" in first.extract_text()
        assert "Welcome" not in first.extract_text()
        assert "Velkommen" not in first.extract_text()


def test_a_template_that_breaks_later_stops_the_paper_and_leaves_the_old_file(
    sample: Planner, tmp_path: Path
) -> None:
    made = sample.templates.new("Ours")
    sample.templates.choose("ours")
    request = sign(sample)
    (path,) = sample.printing.save(request, sample.printing.look(request), tmp_path)
    before = path.read_bytes()
    (made.folder / "template.toml").write_text('title = "Ours"\naccent = "red"\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"template\.toml, line 2: “red” is no colour"):
        sample.printing.look(dataclasses.replace(request))
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".pdf"] == [path.name]
    assert sample.templates.usual == "ours"


def test_the_specimen_of_a_template_has_pages_to_look_at(templates: Templates) -> None:
    pages = templates.pages("formal", "da", "ja", ppi=20)
    assert len(pages) > 3
    assert all(page.startswith(b"\x89PNG") for page in pages)
