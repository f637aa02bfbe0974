"""Names, members, postings, successors and the tree of organisations, from the page."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from factories import organisation, person, visit
from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.organisations import Membership, OrganisationKind, Posting
from planner.domain.people import Person
from planner.domain.sites import Country
from planner.domain.visits import Visit
from planner.services.planner import Planner
from planner.ui.dialogs.hand_over_posting import HandOverDialog
from planner.ui.dialogs.merge import MergeDialog
from planner.ui.dialogs.organisation_change import (
    MergeWithDialog,
    PredecessorDialog,
    RenameDialog,
    SuccessorDialog,
)
from planner.ui.dialogs.organisation_tree import OrganisationTree
from planner.ui.main_window import MainWindow
from planner.ui.pages.organisation_form import OrganisationForm
from planner.ui.pages.organisation_parts import MembersDialog, NamesDialog, PostingsDialog
from planner.ui.pages.organisation_presence import CoveragesDialog, SeatsDialog
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.widgets.fields import Field
from planner.ui.widgets.label import Label
from planner.ui.widgets.links import LinkButton, Links

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def agency(planner: Planner) -> OrganisationId:
    ministry = planner.organisations.add(organisation("Ministry"))
    return planner.organisations.add(organisation("DASTI", parent_id=ministry))


@pytest.fixture
def page(window: MainWindow, agency: OrganisationId) -> OrganisationsPage:
    window.context.open_record("organisation", agency)
    page = window.page
    assert isinstance(page, OrganisationsPage)
    return page


def opened(window: MainWindow, part: str, kind: type[D]) -> D:
    """Opened by its command, as from the menu."""
    window.registry.run(f"organisation.{part}")
    (dialog,) = window.findChildren(kind)
    return dialog


def put(field: Field, text: str) -> None:
    field.editor.setText(text)  # type: ignore[attr-defined]
    field.commit()


def said(page: OrganisationsPage) -> str:
    form = page.list.inspector()
    assert isinstance(form, OrganisationForm)
    QApplication.processEvents()  # what is new in a layout shows itself then
    links = (part for part in form.findChildren(Links))
    labels = (label for part in links for label in part.findChildren(Label))
    return " ".join(label.text() for label in labels if not label.isHidden())


def test_renaming_keeps_the_former_name_in_sight(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    dialog = opened(window, "rename", RenameDialog)
    dialog.accept()
    assert "no new name" in dialog.name.error
    dialog.name.editor.setText("Agency for Science")
    dialog.accept()

    assert planner.organisations.card(agency).organisation.name == "Agency for Science"
    assert "DASTI" in said(page)
    assert page.list.model.line(0).name == "Agency for Science"


def test_names_in_other_languages_are_typed_in_their_dialog(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    dialog = opened(window, "names", NamesDialog)
    dialog.new()
    put(dialog.form.fields["name"], "Styrelsen for Forskning")
    put(dialog.form.fields["language"], "da")
    put(dialog.form.fields["valid_to"], "later")
    assert "no date" in dialog.form.fields["valid_to"].error
    (name,) = planner.organisation_names.of(agency)
    assert (name.name, name.language, name.valid_to) == ("Styrelsen for Forskning", "da", "")
    assert [line.id for line in planner.organisations.page(text="styrelsen")] == [agency]


def test_members_are_counted_by_kind_or_named(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    lund = planner.organisations.add(organisation("Lund University"))
    dialog = opened(window, "members", MembersDialog)
    dialog.new()
    put(dialog.form.fields["member_kind"], "region")
    put(dialog.form.fields["count"], "5")
    dialog.new()
    put(dialog.form.fields["member_id"], "Lund University")

    members = planner.memberships.of(agency)
    assert [(one.member_id, one.member_kind, one.count) for one in members] == [
        (None, "region", 5),
        (lund, "", 1),
    ]
    assert dialog.form.fields["count"].isHidden()
    assert "5 × region" in said(page)


def test_a_posting_gets_its_title_and_dates(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    dialog = opened(window, "postings", PostingsDialog)
    dialog.new()
    put(dialog.form.fields["title"], "Attaché")
    put(dialog.form.fields["valid_from"], "2025-08")
    (posting,) = planner.postings.of(agency)
    assert (posting.title, posting.valid_from) == ("Attaché", "2025-08")
    assert "Attaché" in said(page)


def test_a_successor_takes_over(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    new = planner.organisations.add(organisation("Agency for Science"))
    dialog = opened(window, "successor", SuccessorDialog)
    dialog.accept()
    assert dialog.successor.error
    dialog.successor.editor.setText("Agency for Science")
    dialog.accept()
    assert planner.organisations.ties(agency).successor == (new, "Agency for Science")


def test_the_tree_reads_a_level_when_it_is_opened(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    page.list.table.choose(1)
    tree = OrganisationTree(page.context, "", page)
    top = tree.rows.topLevelItem(0)
    assert top is not None
    assert (top.text(0), top.text(2), top.childCount()) == ("Ministry", "1", 0)
    top.setExpanded(True)
    assert [top.child(n).text(0) for n in range(top.childCount())] == ["DASTI"]

    shown = OrganisationTree(page.context, agency, page)
    assert shown.current_key == agency
    shown.open_chosen()
    assert page.list.table.current_key == agency


def test_one_shows_what_is_above_and_below_its_members_by_kind_and_its_visits(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    office = planner.organisations.add(organisation("Office", parent_id=agency))
    for number in range(2):
        member = planner.organisations.add(
            organisation(f"University {number}", kind=OrganisationKind.UNIVERSITY)
        )
        planner.memberships.add(
            Membership(id=RecordId(new_id()), organisation_id=agency, member_id=member)
        )
    sato = planner.contacts.add(person("Sato", "Hanako"))
    planner.postings.add(
        Posting(
            id=RecordId(new_id()), organisation_id=agency, person_id=sato, title="Attaché",
            posted_by_id=office,
        )
    )  # fmt: skip
    planner.keeper(Visit).add(visit(title="Lund in May", host_organisation_id=agency))

    text = said(page)
    assert "University: 2" in text
    assert "Attaché · from Office" in text
    assert "10 May 2027 · Host" in text
    form = page.list.inspector()
    assert isinstance(form, OrganisationForm)
    links = {button.accessibleName(): button for button in form.findChildren(LinkButton)}
    assert {"Ministry", "Office", "Hanako Sato", "Lund in May"} <= set(links)
    links["Office"].click()
    assert page.list.table.current_key == office


def test_two_entries_are_merged_from_one_of_them_and_taken_apart_again(
    window: MainWindow,
    page: OrganisationsPage,
    planner: Planner,
    agency: OrganisationId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twin = planner.organisations.add(
        organisation("Danish Agency", city="Copenhagen", notes="Found twice")
    )
    part = planner.organisations.add(organisation("Unit", parent_id=twin))
    dialog = opened(window, "merge", MergeWithDialog)
    dialog.accept()
    assert dialog.other.error
    dialog.other.editor.setText("DASTI")
    dialog.accept()
    assert dialog.other.error  # itself

    def agree(shown: MergeDialog) -> int:
        assert (shown.preview.keep_id, shown.preview.gone_id) == (agency, twin)
        shown.merge_button.click()
        return shown.result()

    monkeypatch.setattr(MergeDialog, "exec", agree)
    dialog.other.editor.setText("Danish Agency")
    dialog.accept()

    assert planner.organisations.keeper.find(twin) is None
    assert planner.organisations.keeper.get(part).parent_id == agency
    assert planner.organisations.keeper.get(agency).city == "Copenhagen"
    form = page.list.inspector()
    assert isinstance(form, OrganisationForm)
    assert form.merged.says.text() == "Merged with Danish Agency"

    (merge,) = planner.merging.merges("organisation")
    planner.merging.take_apart(merge.id)
    assert planner.organisations.keeper.get(part).parent_id == twin
    assert planner.organisations.keeper.get(agency).city == ""


def test_a_centre_shows_what_it_covers_and_where_it_sits(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    planner.keeper(Country).add(Country(id="KR", name="South Korea"))
    edits = next(
        button for button in window.findChildren(QPushButton) if button.text() == "Edit countries…"
    )
    assert edits.isHidden()  # nobody asks that of an organisation of no kind
    planner.organisations.edit(agency, kind=OrganisationKind.INNOVATION_CENTRE, city="Seoul")
    assert not edits.isHidden()

    covers = opened(window, "coverage", CoveragesDialog)
    covers.new()
    put(covers.form.fields["valid_from"], "2014-10")
    covers.done(0)
    seats = opened(window, "seats", SeatsDialog)
    seats.new()
    seats.new()
    put(seats.form.fields["city"], "Busan")
    seats.done(0)

    assert [(one.country, one.valid_from) for one in planner.coverages.of(agency)] == [
        ("KR", "2014-10")
    ]
    assert [(one.city, one.main) for one in planner.seats.of(agency)] == [
        ("Seoul", True),
        ("Busan", False),
    ]
    told = said(page)
    assert "Seoul" in told
    assert "Main seat" in told
    assert "2014-10 –" in told


def test_a_post_goes_to_a_successor_from_the_dialog(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    new = planner.keeper(Person).add(person("Lee", "Min"))
    planner.postings.add(
        Posting(id=RecordId(new_id()), organisation_id=agency, title="Attaché", countries=("KR",))
    )
    dialog = opened(window, "postings", PostingsDialog)
    put(dialog.form.fields["countries"], "kr, jp")
    dialog.hand_over()
    (ask,) = dialog.findChildren(HandOverDialog)
    ask.person.set_value((new.id, "Min Lee"))
    ask.day.set_value(dt.date(2027, 8, 1))
    ask.accept()
    told = {(one.person_id, one.valid_from, one.valid_to) for one in planner.postings.of(agency)}
    assert told == {(None, "", "2027-07-31"), (new.id, "2027-08-01", "")}
    assert {one.countries for one in planner.postings.of(agency)} == {("KR", "JP")}


def test_several_organisations_merge_into_one_that_follows_them(
    window: MainWindow, page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    for name in ("Welfare Tech", "Applicants"):
        old = planner.organisations.add(organisation(name))
        dialog = opened(window, "predecessor", PredecessorDialog)
        dialog.accept()
        assert "Choose the predecessor" in dialog.predecessor.error
        dialog.predecessor.set_value((old, name))
        dialog.day.set_value(dt.date(2021, 1, 1))
        dialog.accept()
        dialog.setParent(None)
    ties = planner.organisations.ties(agency)
    assert {name for _key, name in ties.predecessors} == {"Welfare Tech", "Applicants"}


def test_the_members_of_a_cluster_are_summed_up(
    page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    for kind, count in (("university", 5), ("region", 5), ("trade organisation", 6)):
        planner.memberships.add(
            Membership(id=RecordId(new_id()), organisation_id=agency, member_kind=kind, count=count)
        )
    assert "16 members in all" in said(page)


def test_how_long_a_centre_was_there_is_typed_in_its_form(
    page: OrganisationsPage, planner: Planner, agency: OrganisationId
) -> None:
    form = page.list.inspector()
    assert isinstance(form, OrganisationForm)
    put(form.fields["valid_from"], "2014-10")
    put(form.fields["valid_to"], "2013")
    assert "end before it begins" in form.fields["valid_to"].error
    put(form.fields["valid_to"], "2021")
    one = planner.organisations.card(agency).organisation
    assert (one.valid_from, one.valid_to) == ("2014-10", "2021")
