"""Names, members and postings of an organisation, each in a dialog of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.organisations import Membership, OrganisationName, Posting
from planner.domain.people import Person
from planner.domain.times import PartialDate
from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.dialogs.hand_over_posting import HandOverDialog
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.models.table_model import Column
from planner.ui.pages import choices, visit_choices
from planner.ui.pages.list_cells import language_name
from planner.ui.widgets.fields import LineField, NumberField, SearchField

DATES = ("valid_from", "valid_to")


def years(valid_from: str, valid_to: str) -> str:
    """ "2016 – 2020", "2016 –", "– 2020" or nothing."""
    return f"{valid_from} – {valid_to}".strip() if valid_from or valid_to else ""


def as_date(value: str | None) -> PartialDate:
    return PartialDate((value or "").strip())


def _dated(name: str, value: Any) -> dict[str, Any]:
    return {name: as_date(value) if name in DATES else value}


class NamesDialog(RecordsDialog[OrganisationName]):
    """A name with an end is a former one; people and lists that use it are understood all the same."""

    def __init__(
        self, context: Context, organisation: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.organisation_names, organisation,
            _("Names of {name}").format(name=name),
            _("In other languages and of other times. All of them are found by the search."), parent,
        )  # fmt: skip
        self.table.set_empty("languages", _("No other name is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[OrganisationName]]:
        return (
            Column(N_("Name"), lambda one: one.name, 240),
            Column(
                N_("Language"), lambda one: language_name(one.language) if one.language else "", 100
            ),
            Column(N_("From"), lambda one: one.valid_from, 86, muted=True),
            Column(N_("Until"), lambda one: one.valid_to, 86, muted=True),
        )

    def build(self) -> None:
        self.form.add("name", LineField(_("Name")))
        self.form.add("language", LineField(_("Language"), hint=_("A tag, such as ja or en-GB")))
        self.form.add("valid_from", LineField(_("From"), hint="2024, 2024-10"))
        self.form.add("valid_to", LineField(_("Until"), hint=_("Empty: still so")))

    def changes(self, record: OrganisationName, name: str, value: Any) -> dict[str, Any]:
        return _dated(name, value)

    def blank(self) -> OrganisationName:
        return OrganisationName(
            id=RecordId(new_id()),
            organisation_id=OrganisationId(self.owner),
            language="",
            name=_("New name"),
        )


class MembersDialog(RecordsDialog[Membership]):
    """Members are named organisations, or so many of a kind."""

    def __init__(
        self, context: Context, organisation: str, name: str, parent: QWidget | None = None
    ) -> None:
        self._names: dict[str, str] = {}
        super().__init__(
            context, context.planner.memberships, organisation,
            _("Members of {name}").format(name=name),
            _("An organisation by name, or how many there are of a kind."), parent,
        )  # fmt: skip
        self.table.set_empty("users", _("No member is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[Membership]]:
        return (
            Column(N_("Member"), self._name, 230),
            Column(N_("Count"), lambda one: str(one.count), 70, right=True),
            Column(N_("From"), lambda one: one.valid_from, 86, muted=True),
            Column(N_("Until"), lambda one: one.valid_to, 86, muted=True),
        )

    def _name(self, one: Membership) -> str:
        return self._names.get(one.member_id or "", "") or one.member_kind

    def build(self) -> None:
        member = SearchField(
            _("Organisation"), lambda text: choices.organisation_choices(self.context, text)
        )
        self.form.add("member_id", member)
        self.form.add("member_kind", LineField(_("Or a kind of members")))
        self.form.add("count", NumberField(_("How many")))
        self.form.add("valid_from", LineField(_("From"), hint="2024, 2024-10"))
        self.form.add("valid_to", LineField(_("Until"), hint=_("Empty: still so")))

    def sort(self, records: list[Membership]) -> list[Membership]:
        ties = self.context.planner.organisations.ties(OrganisationId(self.owner))
        self._names = {
            one.membership.member_id: one.name for one in ties.members if one.membership.member_id
        }
        return records

    def values(self, record: Membership) -> dict[str, Any]:
        member = (record.member_id, self._name(record)) if record.member_id else None
        return {**super().values(record), "member_id": member, "count": str(record.count)}

    def changes(self, record: Membership, name: str, value: Any) -> dict[str, Any]:
        """A member by name is one, of no kind; a count that was cleared is one."""
        if name == "member_id" and value:
            return {"member_id": value, "member_kind": "", "count": 1}
        if name == "count":
            return {"count": 1 if value is None else value}
        return _dated(name, value)

    def settle(self, record: Membership) -> None:
        for name in ("member_kind", "count"):
            self.form.fields[name].setVisible(record.member_id is None)

    def blank(self) -> Membership:
        return Membership(
            id=RecordId(new_id()),
            organisation_id=OrganisationId(self.owner),
            member_kind=_("New member"),
        )


class PostingsDialog(RecordsDialog[Posting]):
    """Who is posted here, by whom, from when to when."""

    def __init__(
        self, context: Context, organisation: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.postings, organisation,
            _("Postings at {name}").format(name=name),
            _("Attachés and others with a dated post here; only the post where nobody is named yet."),
            parent,
        )  # fmt: skip
        self.table.set_empty("user", _("No posting is known."), (_("New"), self.new))

    def more_buttons(self) -> Sequence[QPushButton]:
        self.hand_over_button = self._button("user-plus", _("Hand over…"), self.hand_over)
        return (self.hand_over_button,)

    def settle(self, record: Posting) -> None:
        self.hand_over_button.setEnabled(self.new_button.isEnabled() and not record.valid_to)

    def hand_over(self) -> None:
        """Ask who has the post from when on."""
        if (record := self.record) is not None:
            self.form.commit()
            dialog = HandOverDialog(self.context, record, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def columns(self) -> Sequence[Column[Posting]]:
        return (
            Column(N_("Title"), lambda one: one.title or "–", 160),
            Column(N_("Person"), self._person, 140),
            Column(N_("Countries"), lambda one: ", ".join(one.countries), 80, muted=True),
            Column(N_("From"), lambda one: one.valid_from, 86, muted=True),
            Column(N_("Until"), lambda one: one.valid_to, 86, muted=True),
        )

    def _person(self, one: Posting) -> str:
        found = self.context.planner.keeper(Person).find(one.person_id) if one.person_id else None
        return found.name if found else ""

    def build(self) -> None:
        form, context = self.form, self.context
        form.add("title", LineField(_("Title")))
        form.add("person_id", SearchField(_("Person"), visit_choices.people(context.planner)))
        house = SearchField(
            _("Posted by"), lambda text: choices.organisation_choices(context, text)
        )
        form.add("posted_by_id", house)
        form.add("countries", LineField(_("Countries"), hint="JP, KR"))
        form.add("valid_from", LineField(_("From"), hint="2024, 2024-10"))
        form.add("valid_to", LineField(_("Until"), hint=_("Empty: still so")))

    def values(self, record: Posting) -> dict[str, Any]:
        person = (record.person_id, self._person(record)) if record.person_id else None
        house = choices.organisation_value(self.context, record.posted_by_id)
        return {
            **super().values(record),
            "person_id": person,
            "posted_by_id": house,
            "countries": ", ".join(record.countries),
        }

    def changes(self, record: Posting, name: str, value: Any) -> dict[str, Any]:
        if name == "countries":
            return {name: self.context.planner.countries.codes_of(value)}
        return _dated(name, value)

    def blank(self) -> Posting:
        return Posting(id=RecordId(new_id()), organisation_id=OrganisationId(self.owner))
