"""A new library: the reference data that we ship, and with the sample two whole visits."""

from __future__ import annotations

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
    with core.work(
        N_("Load {count} shipped records"), {"count": len(records)}, lasting=True
    ) as work:
        work.add_all(records)
        work.set_fact("made_on", core.now().date().isoformat())
        if sample:
            work.set_fact("sample", "1")
