"""What became of a visit: outcomes, gifts, costs and what the media said; each verb is one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from planner.domain.amounts import CURRENCIES, MOST
from planner.domain.cost_sums import Share, by_kind, by_payer, overall
from planner.domain.gifts import Gift
from planner.domain.ids import OrganisationId, RecordId, VisitId, new_id
from planner.domain.itinerary import Item
from planner.domain.organisations import Organisation
from planner.domain.outcomes import Cost, MediaMention, Outcome
from planner.domain.visits import Delegate, Visit
from planner.domain.words import Word
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.text import clean_line, clean_text

W = TypeVar("W", bound=Word)
TEXT_LIMIT: Final = 4_000
"""Characters of one outcome or decision: more than a page is a report of its own."""
_LONG: Final = frozenset({"text", "decision"})


class OfVisit(Parts[W]):
    """Small records of a visit, made by :meth:`note` with the fields that are known."""

    def __init__(self, core: Core, kind: type[W], labels: Labels) -> None:
        super().__init__(core, kind, "visit_id", _namer(core), labels, self._require)

    def note(self, visit: VisitId, *, origin: object = None, **fields: Any) -> W:
        """:raises UserError: it cannot be so. :raises NotFound: there is no such visit (any more)."""
        made: Any = self.kind
        value = made(id=RecordId(new_id()), visit_id=visit, **self._usual(visit), **_clean(fields))
        return self.add(value, origin=origin)

    def edit(
        self, key: str, /, *, seen: W | None = None, origin: object = None, **fields: Any
    ) -> W:
        """:raises UserError: it cannot be so. :raises OutOfDate: the field changed since ``seen``."""
        return super().edit(key, seen=seen, origin=origin, **_clean(fields))

    def _usual(self, _visit: VisitId) -> dict[str, Any]:
        """What a new record has besides what was said of it."""
        return {}

    def _require(self, part: W, _others: list[W]) -> None:
        visit = getattr(part, "visit_id", None)
        for field, kind, message in (
            ("item_id", Item, _("This entry is not in the visit.")),
            ("delegate_id", Delegate, _("This person is not in the delegation.")),
        ):
            key = getattr(part, field, None)
            if key is None:
                continue
            found: Any = reading.one(self._core.reader, kind, key)
            if found is None or found.visit_id != visit:
                raise UserError(message, _("Choose one of this visit."))
        for field in _LONG:
            if len(getattr(part, field, "")) > TEXT_LIMIT:
                raise UserError(
                    _("This text is longer than {limit} characters.").format(limit=TEXT_LIMIT),
                    _("Shorten it. Nothing was changed."),
                )
        if hasattr(part, "minor_units"):
            _require_amount(part.minor_units, getattr(part, "currency", ""))


class Outcomes(OfVisit[Outcome]):
    """The results of a visit, sentence by sentence, in the order that the office gives them."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add an outcome of {name}"),
            change=N_("Change an outcome of {name}"),
            remove=N_("Remove an outcome of {name}"),
        )
        super().__init__(core, Outcome, labels)

    def of(self, owner: str) -> list[Outcome]:
        return sorted(super().of(owner), key=lambda one: (one.rank, one.id))

    def order(self, visit: VisitId, keys: Sequence[str], *, origin: object = None) -> None:
        """Put these outcomes in this order; others stay behind them. One step."""
        known = {str(one.id): one for one in self.of(visit)}
        wanted = [key for key in dict.fromkeys(keys) if key in known]
        wanted += [key for key in known if key not in wanted]
        if all(known[key].rank == rank for rank, key in enumerate(wanted)):
            return
        facts: dict[str, str | int] = {"name": self._owner_name(visit), "word": Outcome.WORD}
        with self._core.work(N_("Order the outcomes of {name}"), facts, origin=origin) as work:
            for rank, key in enumerate(wanted):
                if known[key].rank != rank:
                    work.change(Outcome, key, rank=rank)

    def _usual(self, visit: VisitId) -> dict[str, Any]:
        return {"rank": max((one.rank + 1 for one in self.of(visit)), default=0)}


class Gifts(OfVisit[Gift]):
    """Gifts given and received. What may be kept is a decision that is noted, never a fixed limit."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a gift of {name}"),
            change=N_("Change a gift of {name}"),
            remove=N_("Remove a gift of {name}"),
        )
        super().__init__(core, Gift, labels)

    def of(self, owner: str) -> list[Gift]:
        """By the day on which they were handed over."""
        return sorted(
            super().of(owner), key=lambda one: (one.handed_on is None, str(one.handed_on), one.id)
        )


class Costs(OfVisit[Cost]):
    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a cost of {name}"),
            change=N_("Change a cost of {name}"),
            remove=N_("Remove a cost of {name}"),
        )
        super().__init__(core, Cost, labels)

    def of(self, owner: str) -> list[Cost]:
        """By the day, those without one last."""
        return sorted(
            super().of(owner), key=lambda one: (one.dated is None, str(one.dated), one.id)
        )

    def usual_currency(self, visit: VisitId) -> str:
        """In which most costs of the visit were noted; empty before the first."""
        counts = Counter(one.currency for one in self.of(visit) if one.currency)
        return counts.most_common(1)[0][0] if counts else ""

    def payers(self, visit: VisitId) -> tuple[str, ...]:
        """The payers that were typed for this visit, for costs and for delegates."""
        typed = [one.payer for one in self.of(visit)]
        typed += [
            one.payer
            for one in reading.where(self._core.reader, Delegate, "visit_id = :id", {"id": visit})
        ]
        return tuple(dict.fromkeys(one for one in typed if one))

    def sums(self, visit: VisitId) -> tuple[Share, tuple[Share, ...], tuple[Share, ...]]:
        """Over all, by payer, by category."""
        costs = self.of(visit)
        names = organisation_names(self._core, [one.payer_organisation_id for one in costs])
        return overall(costs), by_payer(costs, names), by_kind(costs)


class Mentions(OfVisit[MediaMention]):
    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a report in the media on {name}"),
            change=N_("Change a report in the media on {name}"),
            remove=N_("Remove a report in the media on {name}"),
        )
        super().__init__(core, MediaMention, labels)

    def of(self, owner: str) -> list[MediaMention]:
        """The earliest first."""
        return sorted(
            super().of(owner),
            key=lambda one: (one.published_on is None, str(one.published_on), one.id),
        )

    def _require(self, part: MediaMention, others: list[MediaMention]) -> None:
        super()._require(part, others)
        if part.url and not part.url.lower().startswith(("https://", "http://")):
            raise UserError(
                _("“{text}” is no web address.").format(text=part.url),
                _("It begins with https:// or http://."),
            )


def organisation_names(
    core: Core, keys: Sequence[OrganisationId | None]
) -> dict[OrganisationId, str]:
    found = reading.having(core.reader, Organisation, "id", keys)
    return {one.id: one.name or one.native_name for one in found}


def _require_amount(minor_units: int | None, currency: str) -> None:
    if minor_units is None:
        return
    if not 0 <= minor_units <= MOST:
        raise UserError(_("This amount cannot be."), _("Type an amount like 1234.50 DKK."))
    if currency not in CURRENCIES:
        raise UserError(
            _("“{text}” is no currency.").format(text=currency),
            _("Type its code of three letters."),
        )


def _clean(fields: dict[str, Any]) -> dict[str, Any]:
    """As the library keeps them; a long text is refused later, never cut."""
    return {
        name: value
        if not isinstance(value, str) or name.endswith("_id")
        else clean_text(value, limit=TEXT_LIMIT + 1)
        if name in _LONG
        else clean_line(value)
        if type(value) is str
        else value
        for name, value in fields.items()
    }


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        found = reading.one(core.reader, Visit, key)
        if found is None:
            raise NotFound(_("This visit is not in the library."), _("It may have been removed."))
        return found.title or found.code

    return name
