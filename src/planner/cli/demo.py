"""``planner demo``: the main job from nothing, so that it is seen on a server too."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from planner import paths, settings
from planner.cli.answering import Answer
from planner.cli.visit import print_findings
from planner.domain.privacy import Profile
from planner.errors import UserError
from planner.i18n import _
from planner.services.exporting import Calendars, ExportRequest
from planner.services.planner import Planner, create_planner

VISIT = "JP-DK-2027"
LIST = "delegation_list.xlsx"


def demo(options: argparse.Namespace, answer: Answer) -> int:
    """Library, import, check, release, calendars, contact sheet, picture: each through its service."""
    out: Path = options.out
    library = out / paths.SAMPLE_NAME
    if library.exists():
        raise UserError(
            _("There is already a library at {path}.").format(path=library),
            _("It was left as it is. Choose another folder."),
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("The folder {path} cannot be made.").format(path=out),
            _("Nothing was written. Choose another folder."),
        ) from error
    planner = create_planner(str(library), settings.Settings(), sample=True)
    written = [library]
    try:
        answer.say(_("Made a library with the sample visits: {path}").format(path=library))
        written.append(_take_in(planner, out, answer))
        visit = planner.visits.find(VISIT)
        findings = planner.checking.findings(planner.visits.plan(visit.id))
        print_findings(findings, answer)
        release = planner.releases.release(visit.id, _("First version"))
        answer.say(_("Released version {number}.").format(number=release.number))
        report = planner.exporting.write(
            ExportRequest(
                visit_id=visit.id,
                folder=out,
                profile=Profile.DELEGATES,
                release=release.number,
                calendars=(Calendars.VISIT, Calendars.PEOPLE),
                contact_sheet=True,
                purpose=_("Demonstration"),
            )
        )
        written += report.files
        picture = out / "itinerary.png"
        # Drawn without a screen even where there is one: the picture is the same everywhere.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from planner import app  # late: Qt is needed for the picture alone

        app.picture(planner, visit.id, picture)
        written.append(picture)
    finally:
        planner.close()
    if answer.as_json:
        answer.data("files", [str(path) for path in written])
    for path in written:
        answer.say(_("Wrote {path}").format(path=path))
    return 0


def _take_in(planner: Planner, out: Path, answer: Answer) -> Path:
    """Import the sample list as if it had come by mail."""
    from planner.cli.contact import take_in

    file = out / LIST
    shutil.copyfile(paths.data() / "samples" / LIST, file)
    visit = planner.visits.find(VISIT)
    take_in(planner, [file], visit.id, answer)
    return file
