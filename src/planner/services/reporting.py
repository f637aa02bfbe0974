"""The visit report in all its formats at once: PDF, Word and Excel, with the record of each file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from planner.domain.ids import VisitId
from planner.domain.privacy import Profile
from planner.errors import UserError
from planner.i18n import _
from planner.services.occasions import FORMATS, PDF, Setting
from planner.services.papers import PAPERS
from planner.services.printing import Printing, PrintRequest

PAPER: Final = "visit-report"
EXCEL: Final = "xlsx"


@dataclass(frozen=True, kw_only=True)
class ReportRequest:
    """``formats`` are "pdf", "docx" and "xlsx"; ``to`` and ``purpose`` are for the register."""

    visit_id: VisitId
    formats: tuple[str, ...] = (PDF,)
    setting: Setting = field(default_factory=Setting)
    to: str = ""
    purpose: str = ""


class Reporting:
    def __init__(self, printing: Printing) -> None:
        self._printing = printing

    def save(self, request: ReportRequest, folder: Path) -> tuple[Path, ...]:
        """Write the report into ``folder`` in each format, each file whole or not at all.

        All are one step, on record together; names that the folder has already are not used.

        :raises UserError: there is no such format, or nothing to report.
        :raises NotWritten: a file could not be written.
        """
        for one in request.formats:
            if one not in (*FORMATS, EXCEL):
                raise UserError(
                    _("Papers cannot be written as “{format}”.").format(format=one),
                    _("Choose from: {formats}.").format(formats=", ".join((*FORMATS, EXCEL))),
                )
        pages = tuple(one for one in request.formats if one != EXCEL)
        setting = replace(request.setting, formats=pages or (PDF,))
        asked = PrintRequest(
            visit_id=request.visit_id,
            papers=(PAPER,),
            profile=Profile.INTERNAL,
            setting=setting,
            to=request.to,
            purpose=request.purpose,
        )
        made = self._printing.look(asked)
        if not made:
            raise UserError(
                _("There is nothing to report of this visit yet."),
                _("Add people, outcomes, gifts or costs first."),
            )
        from planner.services.report_table import report_table

        papers = [
            (one, paper) for one in made for paper in PAPERS[one.kind].make(one.occasion) if pages
        ]
        if EXCEL in request.formats:
            papers += [(made[0], paper) for paper in report_table(made[0].occasion)]
        return self._printing.write(asked, papers, folder)
