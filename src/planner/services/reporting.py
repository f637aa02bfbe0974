"""The visit report in all its formats at once: PDF, Word and Excel, with the record of each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from planner.domain.file_names import unused
from planner.domain.ids import VisitId
from planner.domain.privacy import Profile, Way
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.occasions import FORMATS, PDF, Setting
from planner.services.printing import Printed, Printing, PrintRequest

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
    def __init__(self, core: Core, printing: Printing) -> None:
        self._core = core
        self._printing = printing
        self._disclosures = Disclosures(core)

    def save(self, request: ReportRequest, folder: Path) -> tuple[Path, ...]:
        """Write the report into ``folder`` in each format, each file whole or not at all.

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
        files = self._printing.save(asked, made, folder) if pages else ()
        if EXCEL in request.formats:
            files = (*files, *self._save_table(request, made, folder))
        return files

    def _save_table(
        self, request: ReportRequest, made: Sequence[Printed], folder: Path
    ) -> list[Path]:
        from planner.interchange.files import made_folder, save_bytes
        from planner.services.report_table import report_table

        made_folder(folder)
        plan, taken, files = made[0].plan, set[str](), []
        facts: dict[str, str | int] = {"name": plan.visit.title, "word": "disclosure"}
        with self._core.work(N_("Hand out {name}"), facts, lasting=True) as work:
            for paper in report_table(made[0].occasion):
                path = folder / unused(paper.name, taken)
                save_bytes(path, paper.content)
                files.append(path)
                self._disclosures.record(
                    work,
                    Given(
                        file_name=path.name,
                        content=paper.content,
                        subjects=paper.subjects,
                        columns=paper.columns,
                        recipient=request.to,
                        profile=Profile.INTERNAL,
                        way=Way.FILE,
                        paper=paper.kind,
                        language=made[0].document.language,
                        purpose=request.purpose,
                        visit_id=request.visit_id,
                        release_number=plan.release_number,
                    ),
                )
        return files
