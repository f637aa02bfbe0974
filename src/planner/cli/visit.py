"""``planner visit list | show | new | check | release | export``."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from planner.cli import shapes, visit_papers
from planner.cli.answering import Answer
from planner.cli.misuse import misuse
from planner.cli.opening import opened
from planner.domain.findings import SEVERITIES, Finding, Severity
from planner.domain.ids import VisitId, new_id
from planner.domain.itinerary import ITEM_STATUSES
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.readiness import LIGHTS, Light, readiness
from planner.domain.visits import VISIT_STATUSES, Direction, Visit
from planner.errors import UserError
from planner.i18n import _, clock, day_in_words
from planner.phrases import sentence
from planner.services.exporting import Calendars, ExportRequest
from planner.services.planner import Planner

CONFLICTS = 3


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        lines = planner.visits.page(options.offset, options.limit, options.search)
        if answer.as_json:
            answer.data("visits", [shapes.visit_line(line) for line in lines])
            return 0
        answer.table(
            (_("Code"), _("Title"), _("From"), _("To"), _("Status"), _("People"), _("Version")),
            [
                (
                    line.code,
                    line.title,
                    line.first_day,
                    line.last_day,
                    _(VISIT_STATUSES[line.status]),
                    line.heads,
                    line.release,
                )
                for line in lines
            ],
        )
    return 0


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        plan = planner.exporting.plan(visit.id, options.release)
        if answer.as_json:
            answer.data("visit", shapes.visit(plan))
            return 0
        _print_visit(planner, plan, answer)
    return 0


def _print_visit(planner: Planner, plan: Plan, answer: Answer) -> None:
    visit = plan.visit
    span = " – ".join(
        day_in_words(day, year=True) for day in (visit.first_day, visit.last_day) if day
    )
    answer.say(visit.title)
    answer.say(f"  {visit.code}  {span}  {_(VISIT_STATUSES[visit.status])}")
    answer.say("")
    answer.table(
        (_("No."), _("Name"), _("Native name"), _("Organisation"), _("Position"), _("Group")),
        [
            (
                line.rank or "",
                line.name,
                line.native_name,
                line.organisation,
                line.title,
                line.groups,
            )
            for line in planner.delegations.lines(plan)
        ],
    )
    for day in planner.itineraries.days(plan).days:
        answer.say("")
        answer.say(f"{day_in_words(day.date, year=True)}  ({', '.join(day.zones)})")
        for line in day.lines:
            item = line.item
            assert item.start_local is not None
            assert item.end_local is not None
            later = item.span.days_later
            times = f"{clock(item.start_local)}–{clock(item.end_local)}" + (
                f" +{later}" if later else ""
            )
            if item.all_day:
                times = _("all day")
            mark = "… " if line.continues else ""
            status = (
                f" [{_(ITEM_STATUSES[item.status])}]" if item.status.value != "confirmed" else ""
            )
            answer.say(
                f"  {times:<15} {mark}{item.title}{status}  | {line.place}  | {line.audience}"
            )


def new(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = Visit(
            id=VisitId(new_id()),
            code=options.code,
            title=options.title,
            direction=Direction(options.direction),
            first_day=day(options.first_day),
            last_day=day(options.last_day or options.first_day),
            zone=options.zone or planner.settings.text("home_zone"),
        )
        if options.dry_run:
            answer.say(_("The visit “{title}” would be made.").format(title=visit.title))
            return 0
        planner.visits.new(visit)
        if answer.as_json:
            answer.data("visit", shapes.visit(planner.visits.plan(visit.id)))
        answer.say(_("The visit “{title}” was made.").format(title=visit.title))
    return 0


def day(text: str | None) -> dt.date | None:
    """:raises UserError: it is no ISO date; nothing typed is no day."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{value}” is not a date.").format(value=text), _("Write it as 2027-05-10.")
        ) from error


def check(options: argparse.Namespace, answer: Answer) -> int:
    if bool(options.visit) == bool(options.year):
        raise misuse(_("Name a visit, or a year."), "check")
    with opened(options) as planner:
        if options.visit and (options.mute or options.unmute):
            visit = planner.visits.find(options.visit).id
            if options.mute:
                planner.checking.mute(visit, options.mute, options.reason)
            else:
                planner.checking.unmute(visit, options.unmute)
        findings = _findings(planner, options)
        if answer.as_json:
            answer.data("findings", [shapes.finding(finding) for finding in findings])
        else:
            print_findings(findings, answer)
    return CONFLICTS if any(_counts(finding) for finding in findings) else 0


def _findings(planner: Planner, options: argparse.Namespace) -> list[Finding]:
    if options.visit:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        return planner.checking.findings(plan)
    try:
        first, last = dt.date(options.year, 1, 1), dt.date(options.year, 12, 31)
    except ValueError as error:
        raise misuse(_("“{value}” is not a year.").format(value=options.year), "check") from error
    return planner.checking.year(first, last)


def _counts(finding: Finding) -> bool:
    return finding.severity is Severity.CONFLICT and not finding.accepted


def print_findings(findings: list[Finding], answer: Answer) -> None:
    if not findings:
        answer.say(_("The checks found nothing."))
    for finding in findings:
        said = _("accepted: {reason}").format(reason=finding.accepted)
        accepted = f" ({said})" if finding.accepted else ""
        answer.say(f"{_(SEVERITIES[finding.severity])}: {sentence(finding)}{accepted}")


def ready(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        found = readiness(plan, planner.checking.findings(plan))
    if answer.as_json:
        answer.data("readiness", shapes.readiness(found))
    else:
        answer.say(
            _("{title}: {light}").format(title=plan.visit.title, light=_(LIGHTS[found.light]))
        )
        for site in found.sites:
            answer.say(f"  {site.name}: {_(LIGHTS[site.light])}")
            for reason in site.reasons:
                answer.say(f"    {sentence(reason)}")
        at_sites = {reason.key for site in found.sites for reason in site.reasons}
        for finding in found.blockers:
            if finding.key not in at_sites:
                answer.say(f"  {sentence(finding)}")
    return CONFLICTS if found.light is Light.BLOCKED else 0


def release(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        if options.dry_run:
            answer.say(_("“{title}” would be released.").format(title=visit.title))
            return 0
        same = _as_released(planner, visit.id)
        made = planner.releases.release(visit.id, options.note)
        if answer.as_json:
            answer.data(
                "release",
                {
                    "visit_id": visit.id,
                    "number": made.number,
                    "note": made.note,
                    "author": made.author,
                    "released_at": made.released_at.isoformat() + "Z",
                    "content_hash": made.content_hash,
                },
            )
        answer.say(
            _("“{title}” was released as version {number}.").format(
                title=visit.title, number=made.number
            )
        )
        if same is not None:
            answer.note(_("Nothing had changed since version {number}.").format(number=same))
    return 0


def _as_released(planner: Planner, visit: VisitId) -> int | None:
    """The latest version, where the draft is still the same; one that was tampered with is not."""
    lines = planner.releases.list(visit)
    try:
        same = bool(lines) and not planner.releases.compare(visit, lines[0].number).changes
    except UserError:
        same = False
    return lines[0].number if same else None


def export(options: argparse.Namespace, answer: Answer) -> int:
    if options.list_papers:
        return visit_papers.list_papers(answer)
    if not options.visit:
        raise misuse(_("Say which visit."), "export")
    if not (options.ics or options.xlsx or options.paper):
        raise misuse(_("Say what to export: --paper NAME, --ics or --xlsx."), "export")
    if options.out is None and not (options.dry_run and options.paper):
        raise misuse(_("Say where to: --out DIR."), "export")
    if options.paper:
        return visit_papers.export(options, answer)
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        plan = planner.exporting.plan(visit.id, options.release)
        request = _request(options, planner, plan)
        if options.dry_run:
            papers, skipped = planner.exporting.papers(plan, request)
            names = [
                str(request.folder / (request.file_names[0] if request.file_names else paper.name))
                for paper in papers
            ]
        else:
            report = planner.exporting.write(request)
            names, skipped = [str(path) for path in report.files], list(report.skipped)
        if answer.as_json:
            answer.data("files", names)
        for name in names:
            answer.say(
                (_("Would write {path}") if options.dry_run else _("Wrote {path}")).format(
                    path=name
                )
            )
        for text in skipped:
            answer.note(text)
    return 0


def _request(options: argparse.Namespace, planner: Planner, plan: Plan) -> ExportRequest:
    people = (planner.exporting.delegate(plan, options.person).id,) if options.person else ()
    kind = (
        Calendars.PEOPLE
        if options.person or options.each
        else Calendars.GROUPS
        if options.groups
        else Calendars.VISIT
    )
    one_file = (options.ics != options.xlsx) and (
        options.xlsx or not (options.each or options.groups)
    )
    out: Path = options.out
    named = one_file and out.suffix.lower() in (".ics", ".xlsx")
    return ExportRequest(
        visit_id=plan.visit.id,
        folder=out.parent if named else out,
        profile=Profile(options.audience),
        release=options.release,
        language=options.language,
        calendars=(kind,) if options.ics else (),
        alarm_minutes=options.alarm,
        contact_sheet=options.xlsx,
        people=people,
        recipient=options.recipient,
        purpose=options.purpose,
        file_names=(out.name,) if named else (),
    )
