"""``planner visit export VISIT --paper NAME``: papers set as pages, as PDF or for Word."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.paper_options import formats_said, languages_said, several
from planner.cli.visit_send import recipient_key
from planner.domain.privacy import PROFILES, Profile
from planner.errors import UserError
from planner.i18n import _

if TYPE_CHECKING:
    from planner.domain.ids import VisitId
    from planner.services.planner import Planner
    from planner.services.printing import Printed, PrintRequest

ALIASES: Final = {
    "guest": Profile.DELEGATES,
    "guests": Profile.DELEGATES,
    "host": Profile.HOSTS,
    "driver": Profile.DRIVERS,
    "site": Profile.SITES,
    "office": Profile.INTERNAL,
}
PROFILE_NAMES: Final = (*(profile.value for profile in Profile), *ALIASES)
SIZES: Final = ("a4", "letter")


def add_options(verb: argparse.ArgumentParser) -> None:
    """The options of papers, beside those of calendars and the contact sheet."""
    some: Any = verb.add_argument_group(_("papers set as pages"))
    some.add_argument("--list", action="store_true", dest="list_papers", help=_("name the papers"))
    some.add_argument(
        "--paper", action="append", default=[], metavar="NAME", help=_("may be repeated")
    )
    some.add_argument("--format", default="pdf", metavar="pdf,docx", help=_("one or both"))
    some.add_argument(
        "--lang", default="", metavar="da,ja", help=_("one language, or two side by side")
    )
    some.add_argument(
        "--profile", choices=PROFILE_NAMES, metavar="PROFILE", help=", ".join(PROFILE_NAMES)
    )
    some.add_argument("--since", type=int, metavar="N", help=_("mark what changed since a version"))
    some.add_argument("--size", choices=SIZES, default="a4")
    some.add_argument("--template", default="", metavar="NAME", help=_("how papers look"))
    some.add_argument(
        "--named-needs",
        action="store_true",
        help=_("name people beside their needs, for the office"),
    )
    some.add_argument(
        "--hidden-details",
        action="store_true",
        help=_(
            "passports and birth on the lists of gates that ask for them; say --recipient and --purpose"
        ),
    )
    some.add_argument(
        "--no-names", action="store_true", help=_("a visit report with roles and counts alone")
    )
    some.add_argument("--no-photos", action="store_true", help=_("without pictures of people"))


def list_papers(answer: Answer) -> int:
    from planner.documents.kinds import DOCUMENTS

    if answer.as_json:
        answer.data(
            "papers",
            [
                {
                    "name": name,
                    "title": _(kind.title),
                    "own": kind.own,
                    "profiles": [one.value for one in Profile if one in kind.profiles],
                }
                for name, kind in DOCUMENTS.items()
            ],
        )
        return 0
    answer.table(
        (_("Name"), _("Paper"), _("For")),
        [
            (
                name,
                _(kind.title),
                _("everybody")
                if kind.profiles == frozenset(Profile)
                else ", ".join(_(PROFILES[one]) for one in Profile if one in kind.profiles),
            )
            for name, kind in DOCUMENTS.items()
        ],
    )
    return 0


def export(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        request = _request(options, planner, visit.id)
        made = planner.printing.look(request)
        names = planner.printing.names(made)
        if not options.dry_run:
            folder, as_name = _place(options.out, names)
            files = planner.printing.save(request, made, folder, file_name=as_name)
            names = [str(path) for path in files]
        if answer.as_json:
            answer.data("files", names)
        wrote = _("Would write {path}") if options.dry_run else _("Wrote {path}")
        for name in names:
            answer.say(wrote.format(path=name))
        _say_remarks(planner, made, answer)
        if not made:
            answer.note(_("There is nothing to say in this paper for this audience yet."))
    return 0


def _say_remarks(planner: Planner, made: Sequence[Printed], answer: Answer) -> None:
    """What several copies of one paper have in common is said once."""
    from planner.documents.kinds import DOCUMENTS

    said: dict[tuple[str, str], list[Printed]] = {}
    for one in made:
        for remark in planner.printing.remarks(one):
            said.setdefault((one.kind, remark.text), []).append(one)
    for (kind, text), copies in said.items():
        title = copies[0].title
        if len(copies) > 1:
            title = _("{paper}, {count} copies").format(
                paper=_(DOCUMENTS[kind].title), count=len(copies)
            )
        answer.note(f"{title}: {text}")


def _place(out: Path, names: list[str]) -> tuple[Path, str]:
    """The folder, and the name of the file where one paper and a name with its ending are given."""
    if len(names) == 1 and out.suffix.lower() == Path(names[0]).suffix:
        return out.parent, out.name
    return out, ""


def _request(options: argparse.Namespace, planner: Planner, visit: VisitId) -> PrintRequest:
    from planner.documents.content import PageSize
    from planner.documents.kinds import DOCUMENTS
    from planner.documents.material import Wishes
    from planner.services.occasions import Setting
    from planner.services.printing import EACH, PrintRequest

    formats, languages = formats_said(options.format), languages_said(options.lang)
    several(",".join(options.paper), list(DOCUMENTS), "--paper")
    compared = next((name for name in options.paper if DOCUMENTS[name].compares), "")
    if compared and options.since is None:
        raise UserError(
            _("{paper}: it says what changed since a version.").format(
                paper=_(DOCUMENTS[compared].title)
            ),
            _("Say which version they hold: --since N."),
        )
    whom: tuple[str, ...] = ()
    if options.each or options.person == "all":
        whom = (EACH,)
    elif options.person:
        known = planner.printing.recipients(visit, options.release)
        whom = (recipient_key(known, options.person),)
    return PrintRequest(
        visit_id=visit,
        papers=tuple(options.paper),
        release=options.release,
        recipients=whom,
        profile=_profile(options.profile),
        setting=Setting(
            formats=formats,
            languages=languages,
            template=options.template,
            wishes=replace(
                Wishes(),
                size=PageSize(options.size),
                photos=not options.no_photos,
                named_needs=options.named_needs,
                hidden_details=options.hidden_details,
                names=not options.no_names,
            ),
        ),
        since=options.since,
        to=options.recipient,
        purpose=options.purpose,
        unveiled=not options.dry_run,
    )


def _profile(name: str | None) -> Profile | None:
    return None if name is None else ALIASES.get(name) or Profile(name)
