"""How agreements are written: checked, with the state they are in, with what a successor takes over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from planner.domain.agreements import (
    Agreement,
    AgreementParty,
    AgreementState,
    AgreementStatus,
    AgreementTheme,
)
from planner.domain.ids import AgreementId, RecordId, new_id
from planner.domain.renewal import ALIVE, ASKED, OVER, Step
from planner.domain.times import PartialDate, parse_partial_date
from planner.errors import UserError
from planner.i18n import N_, _
from planner.storage import reading

if TYPE_CHECKING:
    from planner.storage.reading import Reader
    from planner.storage.unit_of_work import Work

LONGEST: Final = 1200
"""Months or weeks of a period: a hundred years of months."""


def facts_of(agreement: Agreement) -> dict[str, str | int]:
    return {"name": agreement.title, "word": "agreement"}


def asking(step: Step | None, name: str) -> str:
    pattern = ASKED[step.kind] if step else N_("Ask how it stands: {name}")
    return _(pattern).format(name=name)


def begun(agreement: Agreement) -> PartialDate:
    """Since when its status holds, as far as its dates tell."""
    if agreement.status is AgreementStatus.IN_FORCE:
        return agreement.in_force_on or agreement.signed_on
    if agreement.status is AgreementStatus.SIGNED:
        return agreement.signed_on
    if agreement.status is AgreementStatus.EXPIRED:
        return agreement.expires_on
    return PartialDate("")


def state_of(agreement: Agreement, since: PartialDate, reason: str) -> AgreementState:
    return AgreementState(
        id=RecordId(new_id()),
        agreement_id=agreement.id,
        status=agreement.status,
        since=since,
        reason=reason,
    )


def successor_of(old: Agreement, key: AgreementId, fields: Mapping[str, Any]) -> Agreement:
    """The kind and the terms of the old one; its own dates, number and notes are what ``fields`` say.

    :raises UserError: a date that is none.
    """
    none = dict.fromkeys(
        ("number", "signed_on", "in_force_on", "review_on", "expires_on", "notes"), ""
    )
    fresh = {**none, "status": AgreementStatus.DRAFT, "visit_id": None, **fields}
    return checked(replace(old, **{**fresh, "id": key, "supersedes_id": old.id}))


def title_of_successor(old: Agreement, today: dt.date) -> str:
    """The title of the old one with the year, so that the two are told apart in every list."""
    form = _("{title} (renewed {year})")
    before = re.escape(form).replace(r"\{title\}", "(.+)").replace(r"\{year\}", r"\d{4}")
    known = re.fullmatch(before, old.title)
    return form.format(title=known[1] if known else old.title, year=today.year)


def renewed_already(reader: Reader, old: Agreement) -> UserError | None:
    """What speaks against renewing it: a successor that is signed or in force took its place."""
    found = reading.where(reader, Agreement, "supersedes_id = :id", {"id": old.id}, "id")
    new = next((one for one in found if one.status in ALIVE), None)
    if new is None:
        return None
    return UserError(
        _("“{title}” was renewed already, by “{new}”.").format(
            title=old.title, new=f"{new.number} {new.title}".strip()
        ),
        _("Renew that one, or say that it is to be renewed again."),
    )


def take_place(work: Work, new: Agreement, since: PartialDate) -> None:
    """Supersede what ``new`` takes the place of, as soon as ``new`` is signed or in force.

    Until then the old one runs on, with its notice and its end; what is over already stays as it is.
    """
    if new.status not in ALIVE or new.supersedes_id in (None, new.id):
        return
    old = reading.one(work, Agreement, new.supersedes_id)
    if old is None or old.status in OVER:
        return
    after = work.change(Agreement, old.id, None, status=AgreementStatus.SUPERSEDED)
    name = f"{new.number} {new.title}".strip()
    work.add(state_of(after, since, _("Renewed by “{title}”").format(title=name)))


def copy_parts(work: Work, old: AgreementId, new: AgreementId) -> None:
    """The same parties and themes; who signs, and where they sit, is open again."""
    for party in reading.where(work, AgreementParty, "agreement_id = :id", {"id": old}, "rank, id"):
        work.add(
            replace(
                party,
                id=RecordId(new_id()),
                agreement_id=new,
                signatory_id=None,
                signatory_name="",
                signatory_title="",
                seat=0,
            )
        )
    for link in reading.where(work, AgreementTheme, "agreement_id = :id", {"id": old}):
        work.add(replace(link, id=RecordId(new_id()), agreement_id=new))


def date_of(text: str) -> PartialDate:
    """:raises UserError: no date."""
    try:
        return parse_partial_date(text)
    except ValueError as error:
        raise UserError(
            _("“{value}” is not a date.").format(value=text),
            _("Write 2023, 2023-10 or 2023-10-26."),
        ) from error


def checked(agreement: Agreement) -> Agreement:
    if not agreement.title.strip():
        raise UserError(_("An agreement needs a title."), _("Type what it is called."))
    dates: dict[str, Any] = {
        field: date_of(getattr(agreement, field))
        for field in ("signed_on", "in_force_on", "review_on", "expires_on")
    }
    for field in ("notice_months", "renewal_months", "lead_weeks"):
        if not 0 <= (getattr(agreement, field) or 0) <= LONGEST:
            raise UserError(
                _("A period of {count} cannot be meant.").format(count=getattr(agreement, field)),
                _("Type a number from 0 to {most}.").format(most=LONGEST),
            )
    return replace(agreement, **dates)
