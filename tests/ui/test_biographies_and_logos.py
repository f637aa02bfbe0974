"""Biographies in the form of a person, the logo in that of an organisation."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.ids import OrganisationId, PersonId
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.ui.main_window import MainWindow
from planner.ui.pages.organisation_form import OrganisationForm
from planner.ui.pages.person_form import PersonForm
from planner.ui.photos import whole_picture
from planner.ui.widgets.fields import LineField, TextField
from planner.ui.widgets.label import Label


@pytest.fixture
def library(sample_window: MainWindow) -> Planner:
    return sample_window.context.planner


def shown(window: MainWindow, kind: type[PersonForm] | type[OrganisationForm], key: str) -> object:
    word = "person" if kind is PersonForm else "organisation"
    window.context.open_record(word, key)
    QApplication.processEvents()
    return window.findChildren(kind)[0]


@pytest.fixture
def takahashi(library: Planner) -> PersonId:
    return PersonId(library.contacts.page(0, 1, "Takahashi Masahiro")[0].id)


def said(form: PersonForm) -> list[str]:
    labels = form.biographies.links.findChildren(Label)
    return [label.text() for label in labels if not label.isHidden()]


def test_the_form_tells_how_each_biography_begins(
    sample_window: MainWindow, takahashi: PersonId
) -> None:
    form = shown(sample_window, PersonForm, takahashi)
    assert isinstance(form, PersonForm)

    told = said(form)

    assert "English · 12 Apr 2027" in told
    assert any(line.startswith("Masahiro Takahashi heads") for line in told)
    assert any("髙橋正博" in line for line in told)


def test_a_new_biography_takes_the_next_language_and_is_kept_field_by_field(
    sample_window: MainWindow, library: Planner, takahashi: PersonId
) -> None:
    form = shown(sample_window, PersonForm, takahashi)
    assert isinstance(form, PersonForm)
    dialog = form.biographies.edit()
    assert dialog is not None

    dialog.new()
    text, source = dialog.form.fields["text"], dialog.form.fields["source"]
    assert isinstance(text, TextField)
    assert isinstance(source, LineField)
    text.editor.setPlainText("Leder delegationen.")
    text.commit()
    source.editor.setText("Eget kontor")
    dialog.done(0)
    QApplication.processEvents()

    danish = library.biographies.of_all([takahashi], "da")[takahashi]
    assert (danish.text, danish.source) == ("Leder delegationen.", "Eget kontor")
    assert danish.as_of == library.today()
    assert "Leder delegationen." in said(form)
    library.history.undo()
    library.history.undo()
    QApplication.processEvents()
    assert "Leder delegationen." not in said(form)


def test_a_language_that_is_none_is_refused_below_the_field(
    sample_window: MainWindow, library: Planner, takahashi: PersonId
) -> None:
    form = shown(sample_window, PersonForm, takahashi)
    assert isinstance(form, PersonForm)
    dialog = form.biographies.edit()
    assert dialog is not None
    field = dialog.form.fields["language"]
    assert isinstance(field, LineField)

    field.editor.setText("plain English")
    field.commit()

    assert "no language tag" in field.error
    dialog.done(0)
    assert [one.language for one in library.biographies.biographies(takahashi)] == ["en", "ja"]


# logos


def logo_file(folder: Path) -> Path:
    path = folder / "logo.png"
    Image.new("RGBA", (900, 200), (20, 80, 160, 128)).save(path)
    return path


@pytest.fixture
def house(library: Planner) -> OrganisationId:
    return OrganisationId(library.organisations.page(0, 1, "ESS ERIC")[0].id)


def test_a_logo_is_taken_in_beside_the_window_shown_and_removed_with_undo(
    sample_window: MainWindow,
    library: Planner,
    house: OrganisationId,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    form = shown(sample_window, OrganisationForm, house)
    assert isinstance(form, OrganisationForm)
    assert not form.logo.has_picture
    assert form.logo.accessibleName() == "No logo"

    form.logo.take(logo_file(tmp_path))
    qtbot.waitUntil(lambda: form.logo.has_picture, timeout=10_000)
    assert form.logo.accessibleName() == "Logo"
    assert library.logos.of(house) is not None

    form.logo.removed.emit()
    QApplication.processEvents()
    assert library.logos.of(house) is None
    assert not form.logo.has_picture
    library.history.undo()
    QApplication.processEvents()
    assert form.logo.has_picture


def test_nothing_can_be_given_to_an_organisation_of_a_library_that_is_only_read(
    open_window: Callable[[Planner], MainWindow], sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "read.planner"
    path.write_bytes(sample_file.read_bytes())
    planner = open_planner(str(path), Settings(), read_only=True)
    window = open_window(planner)
    key = planner.organisations.page(0, 1, "ESS ERIC")[0].id
    form = shown(window, OrganisationForm, key)
    assert isinstance(form, OrganisationForm)

    assert form.logo.is_locked
    assert not any(action.isEnabled() for action in form.logo.menu_of_verbs().actions())


def test_a_logo_is_shown_whole_and_stays_clear_where_it_is(
    library: Planner, qapp: QApplication
) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (900, 200), (0, 0, 0, 0)).save(out, "PNG")
    logo = library.logos.read(out.getvalue())

    picture = whole_picture(logo.data, 148, 52)

    assert picture is not None
    assert (picture.width(), picture.height()) == (148, 32)
    assert picture.toImage().pixelColor(5, 5).alpha() == 0
    assert whole_picture("no picture", 148, 52) is None
