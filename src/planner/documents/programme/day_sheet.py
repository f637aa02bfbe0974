"""The day sheet for the pocket: times, places and who to ring, a small page for each day."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.documents.content import Block, Document, PageSize
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.programme.days import day_entries, day_heading, paper_days
from planner.documents.programme.entry_lines import Shown
from planner.documents.programme.own_lines import own_material
from planner.i18n import N_

DAY_SHEET: Final = N_("Day sheet")
POCKET: Final = Shown(speech=False, texts=False, vehicles=True, phones=True, short=True)


def day_sheet(material: Material) -> Document | None:
    """All entries, or for one recipient the own ones. None where nothing has a time.

    The emergency contact stands at the foot of every page.
    """
    material = own_material(material)
    days = paper_days(material, own=material.recipient is not None)
    if not days:
        return None
    shown = replace(POCKET, people=material.recipient is None)
    blocks: list[Block] = []
    for day in days:
        blocks += [
            day_heading(material, day, new_page=bool(blocks)),
            day_entries(material, day, shown, compact=True),
        ]
    return framed(material, material.speech.both(DAY_SHEET), blocks, size=PageSize.A6)
