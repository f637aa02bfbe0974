"""A new library: the reference data that we ship, and with the sample two whole visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.domain.agreements import AgreementParty
from planner.domain.organisations import Organisation
from planner.domain.words import Word
from planner.i18n import N_
from planner.interchange import reference
from planner.services.core import Core


def fill(core: Core, *, sample: bool) -> None:
    """Write the shipped records as one step: sites, organisations, agreements, each with its source.

    With ``sample`` the two sample visits too, and the library says of itself that it is a sample.
    """
    records: list[Word] = list(reference.reference_records())
    if sample:
        for name in reference.sample_names():
            records += reference.sample_records(name)
    records = _with_names(records)
    with core.work(
        N_("Load {count} shipped records"), {"count": len(records)}, lasting=True
    ) as work:
        work.add_all(records)
        work.set_fact("made_on", core.now().date().isoformat())
        if sample:
            work.set_fact("sample", "1")


def _with_names(records: Iterable[Word]) -> list[Word]:
    """Parties of agreements with what their organisations are called: it stays when those go."""
    every = list(records)
    names = {one.id: one.name or one.native_name for one in every if isinstance(one, Organisation)}
    return [
        replace(one, name=names.get(one.organisation_id, ""))
        if isinstance(one, AgreementParty) and one.organisation_id and not one.name
        else one
        for one in every
    ]
