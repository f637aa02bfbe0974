"""Travel documents and needs of one delegate, each in a dialog; the fields stay with this visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from planner.domain.access import PAPER_KINDS, PAPER_STATUSES, BorderPaper, PaperStatus
from planner.domain.checks.borders import entries
from planner.domain.ids import DelegateId, PersonId, RecordId, new_id
from planner.domain.plan import Plan
from planner.domain.visits import NEED_KINDS, Need
from planner.i18n import N_, _, inside
from planner.services.delegate_parts import purge_after
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.ask_purpose import ask_purpose
from planner.ui.dialogs.at_rest import close_at_rest
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.models.table_model import Column
from planner.ui.pages import choices
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.fields import ChoiceField, DateField, SearchField, TextField, short_day
from planner.ui.widgets.hidden_lines import HiddenLine
from planner.ui.widgets.links import Link

LOOKS = {
    PaperStatus.NEEDED: ("circle-alert", "warn"),
    PaperStatus.APPLIED: ("clock", "warn"),
    PaperStatus.IN_HAND: ("check", "ok"),
    PaperStatus.REFUSED: ("ban", "danger"),
    PaperStatus.NOT_NEEDED: ("minus", "text2"),
}
"""Shape, word and colour say the same."""


def borders_of(plan: Plan, delegate: DelegateId) -> list[str]:
    """Codes of the countries that somebody enters on this visit, in the order of entering.

    Whoever is at home in a country needs no paper there.
    """
    person = plan.person.get(plan.delegate[delegate].person_id or PersonId(""))
    home = person.country if person else ""
    found = [entry.country for entry in entries(plan) if delegate in entry.delegates]
    return [code for code in dict.fromkeys(found) if code != home]


def paper_links(context: Context, papers: Sequence[BorderPaper]) -> list[Link]:
    return [
        Link(
            f"{_(PAPER_KINDS[paper.kind])}: {inside(_(PAPER_STATUSES[paper.status]))}",
            " · ".join(part for part in (_country(context, paper.country), _until(paper)) if part),
        )
        for paper in papers
    ]


def need_lines(needs: Sequence[Need]) -> list[HiddenLine]:
    """Kinds only: what it is, is seen on purpose."""
    return [HiddenLine(need.id, _(NEED_KINDS[need.kind])) for need in needs]


def ask_for_needs(
    context: Context,
    state: VisitState,
    delegate: DelegateId,
    window: QWidget,
    then: Callable[[dict[str, str]], object],
) -> None:
    """Ask what they are needed for; then what each need says, by its id."""
    name = state.plan.name_of(state.plan.delegate[delegate])

    def look(purpose: str) -> None:
        looked = context.planner.look_ups
        found = attempt(context, lambda: looked.needs([delegate], purpose))
        if found is not None:
            then({one.id: one.text for one in found})

    about = _("Needs of {name}").format(name=name)
    ask_purpose(window, context.planner.look_ups.purposes, about, look)


def _country(context: Context, code: str) -> str:
    return choices.country_name(context, code) or _("Any country")


def _until(paper: BorderPaper) -> str:
    day = short_day(paper.expires_on)
    return _("holds until {day}").format(day=day) if day else ""


class PapersDialog(RecordsDialog[BorderPaper]):
    """A new document is for the first border of the visit for which none is noted yet."""

    def __init__(
        self, context: Context, state: VisitState, delegate: DelegateId, parent: QWidget | None
    ) -> None:
        plan = state.plan
        self._purge, self._borders = purge_after(plan.visit), borders_of(plan, delegate)
        crossed = ", ".join(choices.country_name(context, code) for code in self._borders)
        about = (
            _("Enters on this visit: {countries}.").format(countries=crossed)
            if crossed
            else _("No border is known on this visit.")
        )
        super().__init__(
            context, context.planner.papers, delegate,
            _("Travel documents of {name}").format(name=plan.name_of(plan.delegate[delegate])),
            about + " " + _("Numbers stand on the person's page."), parent,
        )  # fmt: skip
        self.table.set_empty("globe", _("Nothing is noted."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[BorderPaper]]:
        return (
            Column(N_("Document"), lambda paper: _(PAPER_KINDS[paper.kind]), 130),
            Column(N_("Country"), lambda paper: _country(self.context, paper.country), 120),
            Column(
                N_("Status"),
                lambda paper: _(PAPER_STATUSES[paper.status]),
                125,
                icon=lambda paper: LOOKS[paper.status][0],
                tone=lambda paper: LOOKS[paper.status][1],
            ),
            Column(N_("Holds until"), lambda paper: short_day(paper.expires_on), 110),
        )

    def build(self) -> None:
        form, context = self.form, self.context
        form.add("kind", ChoiceField(_("Document"), choices.named(PAPER_KINDS)))
        form.add(
            "country",
            SearchField(
                _("Country that is entered"),
                lambda text: choices.country_choices(context, text),
                hint=_("Any country"),
            ),
        )
        form.add("status", ChoiceField(_("Status"), choices.named(PAPER_STATUSES)))
        form.add("expires_on", DateField(_("Holds until")))
        form.add("purge_after", DateField(_("To be erased after")))

    def values(self, record: BorderPaper) -> dict[str, Any]:
        country = choices.country_value(self.context, record.country)
        return {**super().values(record), "country": country}

    def changes(self, record: BorderPaper, name: str, value: Any) -> dict[str, Any]:
        return {name: value or "" if name == "country" else value}

    def blank(self) -> BorderPaper:
        noted = {paper.country for paper in self.parts.of(self.owner)}
        return BorderPaper(
            id=RecordId(new_id()),
            delegate_id=DelegateId(self.owner),
            country=next((code for code in self._borders if code not in noted), ""),
            purge_after=self._purge,
        )


class NeedsOfDialog(RecordsDialog[Need]):
    def __init__(
        self, context: Context, state: VisitState, delegate: DelegateId, parent: QWidget | None
    ) -> None:
        plan = state.plan
        self._purge = purge_after(plan.visit)
        super().__init__(
            context, context.planner.needs, delegate,
            _("Needs of {name}").format(name=plan.name_of(plan.delegate[delegate])),
            _(
                "Diet, access and the like: in no list and on no paper, to be erased after the visit."
                " Closes after a minute at rest."
            ),
            parent,
        )  # fmt: skip
        self.table.set_empty("utensils", _("Nothing is noted."), (_("New"), self.new))
        close_at_rest(self)

    def columns(self) -> Sequence[Column[Need]]:
        return (
            Column(N_("Kind"), lambda need: _(NEED_KINDS[need.kind]), 110),
            Column(N_("What they need"), lambda need: need.text or "–", 240),
            Column(N_("Erased after"), lambda need: short_day(need.purge_after), 110, muted=True),
        )

    def build(self) -> None:
        self.form.add("kind", ChoiceField(_("Kind"), choices.named(NEED_KINDS)))
        self.form.add("text", TextField(_("What they need"), lines=4))
        self.form.add("purge_after", DateField(_("To be erased after")))

    def blank(self) -> Need:
        return Need(
            id=RecordId(new_id()), delegate_id=DelegateId(self.owner), purge_after=self._purge
        )


def open_part(
    part: str, context: Context, state: VisitState, delegate: DelegateId, window: QWidget
) -> None:
    """Edit the "papers" or "needs" of a delegate; who sees needs says first what for."""
    if part == "needs" and context.planner.needs.of(delegate):
        ask_for_needs(
            context, state, delegate, window,
            lambda _texts: _open(NeedsOfDialog(context, state, delegate, window)),
        )  # fmt: skip
    else:
        kind = PapersDialog if part == "papers" else NeedsOfDialog
        _open(kind(context, state, delegate, window))


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def part_commands(
    context: Context,
    state: Callable[[], VisitState | None],
    delegate: Callable[[], DelegateId | None],
    window: QWidget,
) -> list[Command]:
    """``delegate`` gives whoever is in front."""

    def run(part: str) -> None:
        now, key = state(), delegate()
        if now is not None and key is not None:
            open_part(part, context, now, key, window)

    return [
        Command(
            id=f"delegate.{part}",
            text=text,
            run=partial(run, part),
            icon=name,
            scope="page",
            enabled=lambda: delegate() is not None,
            reason=_("Choose somebody in the delegation first."),
            separator=part == "papers",
        )
        for part, text, name in (
            ("papers", _("Travel documents…"), "globe"),
            ("needs", _("Needs of this person…"), "utensils"),
        )
    ]
