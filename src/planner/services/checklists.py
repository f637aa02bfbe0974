"""Checklists: find, write, apply to a visit, make from a visit, and take in the shipped ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.domain.checklists import Applied, applied, fits, in_order, made_from
from planner.domain.due_dates import FARTHEST
from planner.domain.followups import Anchor, Checklist, ChecklistStep, FollowUp
from planner.domain.ids import ChecklistId, VisitId, new_id
from planner.domain.people import Person
from planner.domain.visits import Visit
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.text import clean_line, fold


@dataclass(frozen=True, slots=True)
class ChecklistCard:
    """A checklist with its steps as they come due. ``fits`` is about the visit that was asked for."""

    checklist: Checklist
    steps: tuple[ChecklistStep, ...]
    fits: bool = True


class ChecklistRecords(Parts[Checklist]):
    """The checklists themselves, for a dialog; they belong to nobody, so that any owner has them all."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a checklist"),
            change=N_("Change checklist {name}"),
            remove=N_("Remove checklist {name}"),
        )
        super().__init__(core, Checklist, "id", _namer(core), labels, _named)

    def of(self, owner: str) -> list[Checklist]:
        found = reading.where(self._core.reader, Checklist, "1 = 1")
        return sorted(found, key=lambda one: (fold(one.name), one.id))


class ChecklistSteps(Parts[ChecklistStep]):
    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a step to {name}"),
            change=N_("Change a step of {name}"),
            remove=N_("Remove a step of {name}"),
        )
        super().__init__(core, ChecklistStep, "checklist_id", _namer(core), labels, _right_step)


class Checklists:
    """What is to be done for visits of a kind."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Checklist)
        self.records = ChecklistRecords(core)
        self.steps = ChecklistSteps(core)

    # reading

    def all(self, visit: Visit | None = None) -> list[ChecklistCard]:
        """All checklists by name; with a visit those that fit it come first."""
        steps: dict[ChecklistId, list[ChecklistStep]] = {}
        for step in reading.where(self._core.reader, ChecklistStep, "1 = 1"):
            steps.setdefault(step.checklist_id, []).append(step)
        cards = [
            ChecklistCard(
                one, tuple(in_order(steps.get(one.id, ()))), visit is None or fits(one, visit)
            )
            for one in self.keeper.of()
        ]
        return sorted(cards, key=lambda card: (not card.fits, fold(card.checklist.name)))

    def card(self, checklist: ChecklistId) -> ChecklistCard:
        """:raises NotFound: no such checklist."""
        return ChecklistCard(self.keeper.get(checklist), tuple(in_order(self._steps(checklist))))

    def find(self, text: str) -> Checklist:
        """The one checklist that a typed id or part of the name means.

        :raises NotFound: none, or several.
        """
        known = self.keeper.of()
        wanted = fold(text)
        for found in (
            [one for one in known if one.id == text or fold(one.name) == wanted],
            [one for one in known if wanted and wanted in fold(one.name)],
        ):
            if len(found) == 1:
                return found[0]
        names = ", ".join(one.name for one in known)
        raise NotFound(
            _("There is no one checklist “{text}”.").format(text=text),
            _("There are: {names}.").format(names=names or "–"),
        )

    def look(self, checklist: ChecklistId, visit: VisitId) -> Applied:
        """What applying it would make; nothing is written."""
        whole = self._visit(visit)
        return applied(self._steps(checklist), whole, self._of_visit(visit))

    # verbs

    def apply(self, checklist: ChecklistId, visit: VisitId, *, origin: object = None) -> Applied:
        """Make a follow-up for each step that the visit does not have yet, as one step.

        Their dates follow from the days of the visit; without days they stay open until it has some.
        """
        now, found = self.keeper.get(checklist), self.look(checklist, visit)
        if found.new:
            facts: dict[str, str | int] = {
                "name": now.name,
                "visit": self._visit(visit).title,
                "word": "follow_up",
            }
            with self._core.work(N_("Apply {name} to {visit}"), facts, origin=origin) as work:
                work.add_all(found.new)
        return found

    def save(
        self, checklist: Checklist, steps: Sequence[ChecklistStep], *, origin: object = None
    ) -> ChecklistId:
        """Keep a checklist, new or known, with exactly these steps in this order, as one step.

        :raises UserError: no name, a step without a title, days that cannot be meant.
        """
        _named(checklist, [])
        kept = [_step(one, checklist.id, rank) for rank, one in enumerate(steps)]
        is_new = self.keeper.find(checklist.id) is None
        label = N_("Add {name}") if is_new else N_("Change {name}")
        facts: dict[str, str | int] = {"name": checklist.name, "word": "checklist"}
        with self._core.work(label, facts, origin=origin) as work:
            work.add_or_put(checklist)
            wanted = {one.id for one in kept}
            for known in reading.where(
                work, ChecklistStep, "checklist_id = :id", {"id": checklist.id}
            ):
                if known.id not in wanted:
                    work.remove(ChecklistStep, known.id)
            for one in kept:
                work.add_or_put(one)
        return checklist.id

    def remove(self, checklist: ChecklistId, *, origin: object = None) -> None:
        """The follow-ups that it made stay."""
        self.keeper.remove(checklist, origin=origin)

    def make_from(self, visit: VisitId, name: str, *, origin: object = None) -> ChecklistId:
        """A checklist that would make the follow-ups of this visit for another one.

        :raises UserError: no name, or nothing there has a date that counts from the visit.
        """
        whole, follow_ups = self._visit(visit), self._of_visit(visit)
        owners: dict[str, str] = {
            person.id: " ".join(filter(None, (person.given_name, person.family_name)))
            for person in reading.having(
                self._core.reader, Person, "id", (one.owner_id for one in follow_ups)
            )
        }
        key = ChecklistId(new_id())
        steps = made_from(follow_ups, whole, key, owners)
        if not steps:
            raise UserError(
                _("Nothing that is to do for this visit counts from its days."),
                _("Give follow-ups a date first."),
            )
        checklist = Checklist(id=key, name=clean_line(name), direction=whole.direction)
        return self.save(checklist, steps, origin=origin)

    # what is shipped

    def missing(self) -> list[Checklist]:
        """The shipped checklists that this library does not have."""
        return [one for one in self._shipped()[0] if self.keeper.find(one.id) is None]

    def take_shipped(self, *, origin: object = None) -> list[Checklist]:
        """Take in the shipped checklists that are missing; those that are there stay as they are."""
        missing, (_all, steps) = self.missing(), self._shipped()
        keys = {one.id for one in missing}
        if missing:
            facts: dict[str, str | int] = {"count": len(missing), "word": "checklist"}
            with self._core.work(
                N_("Load {count} shipped checklists"), facts, origin=origin
            ) as work:
                work.add_all(missing)
                work.add_all(one for one in steps if one.checklist_id in keys)
        return missing

    def _shipped(self) -> tuple[list[Checklist], list[ChecklistStep]]:
        from planner.interchange import reference  # late: the files of all facts are read

        records = reference.reference_records()
        return (
            [one for one in records if isinstance(one, Checklist)],
            [one for one in records if isinstance(one, ChecklistStep)],
        )

    # inside

    def _steps(self, checklist: ChecklistId) -> list[ChecklistStep]:
        return reading.where(
            self._core.reader, ChecklistStep, "checklist_id = :id", {"id": checklist}
        )

    def _of_visit(self, visit: VisitId) -> list[FollowUp]:
        order = "CASE WHEN due_on IS NULL THEN 1 ELSE 0 END, due_on, id"
        return reading.where(self._core.reader, FollowUp, "visit_id = :id", {"id": visit}, order)

    def _visit(self, visit: VisitId) -> Visit:
        found = reading.one(self._core.reader, Visit, visit)
        if found is None:
            raise NotFound(_("This visit is not in the library."), _("It may have been removed."))
        return found


def _step(step: ChecklistStep, checklist: ChecklistId, rank: int) -> ChecklistStep:
    _right_step(step, [])
    anchor = Anchor.DEPARTURE if step.anchor is Anchor.DEPARTURE else Anchor.ARRIVAL
    return replace(step, checklist_id=checklist, rank=rank, anchor=anchor)


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        found = reading.one(core.reader, Checklist, key)
        return found.name if found else ""

    return name


def _named(checklist: Checklist, _others: list[Checklist]) -> None:
    if not clean_line(checklist.name):
        raise UserError(_("A checklist needs a name."), _("Type what it is for."))


def _right_step(step: ChecklistStep, _others: list[ChecklistStep]) -> None:
    if not clean_line(step.title):
        raise UserError(_("A step needs a title."), _("Type what is to be done, or remove it."))
    if abs(step.days) > FARTHEST:
        raise UserError(
            _("So many days cannot be meant: {days}.").format(days=step.days),
            _("Type how many days before or after it is due."),
        )
