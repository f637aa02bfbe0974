"""Making papers: from the draft or a release, for one recipient, for each, or for all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.documents.kinds import DOCUMENTS
from planner.domain.file_names import unused
from planner.domain.handouts import Addressing
from planner.domain.ids import VisitId
from planner.domain.left_out import LeftOut, left_out
from planner.domain.plan import Plan
from planner.domain.privacy import Profile, Way
from planner.domain.recipients import Recipient, RecipientKind, recipients
from planner.domain.redaction import redacted
from planner.domain.releases import Release
from planner.domain.told import SPECIAL
from planner.errors import UserError
from planner.i18n import LANGUAGES, N_, _, language, paper_language
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.document_papers import material_for
from planner.services.leaving import Leaving
from planner.services.look_ups import LookUps
from planner.services.occasions import (
    Occasion,
    Paper,
    Setting,
    as_usual,
    paper_name,
    spoken_by,
)
from planner.services.papers import PAPERS
from planner.services.special_fields import require
from planner.storage import reading

if TYPE_CHECKING:
    from planner.documents.content import Document
    from planner.documents.looks import Look
    from planner.services.paper_remarks import Remark
    from planner.services.releases import Releases
    from planner.services.shelf import Shelf
    from planner.services.visits import Visits
    from planner.storage.unit_of_work import Work

EACH: Final = "each"
"""As a recipient: one paper for each whom it concerns."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class PrintRequest:
    """Which papers. ``release`` None is the draft. ``recipients`` are keys of the visit's
    recipients; without any one paper is made for the whole ``profile``, and one for each recipient
    where the paper is somebody's own. Where each gets one, a ``profile`` leaves out all others;
    whoever is named is shown what it may see. ``since`` marks what changed since that version.

    ``to`` and ``purpose`` are for the register, where no recipient of the visit is meant. Until they
    are ``unveiled`` dots stand for needs beside names and hidden details: so they are looked at.
    """

    visit_id: VisitId
    papers: tuple[str, ...]
    release: int | None = None
    recipients: tuple[str, ...] = ()
    profile: Profile | None = None
    setting: Setting = field(default_factory=Setting)
    since: int | None = None
    to: str = ""
    purpose: str = ""
    unveiled: bool = False


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One paper for one recipient, before it is a file: what stands in it, and what would be told."""

    kind: str
    recipient: Recipient
    plan: Plan
    document: Document
    look: Look
    occasion: Occasion

    @property
    def title(self) -> str:
        """For a list in the window."""
        title = _(DOCUMENTS[self.kind].title)
        return f"{title} – {self.recipient.name}" if self.recipient.name else title


@dataclass(frozen=True, kw_only=True)
class _Run:
    """What all papers of one look have in common: both versions whole, and one shelf."""

    plan: Plan
    held: Plan | None
    setting: Setting
    at: dt.datetime
    shelf: Shelf
    today: dt.date


class Printing:
    """First :meth:`look`, which writes nothing; then pages for the screen, files or the printer."""

    def __init__(self, core: Core, visits: Visits, releases: Releases) -> None:
        self._core = core
        self._visits = visits
        self._releases = releases
        self._disclosures = Disclosures(core)

    def recipients(self, visit: VisitId, release: int | None = None) -> tuple[Recipient, ...]:
        """Everybody of the version for whom a paper can be made."""
        return self._known(self._plan(visit, release))

    def look(self, request: PrintRequest, progress: Progress | None = None) -> tuple[Printed, ...]:
        """Every paper that there is something to say in. The same request gives the same papers.

        :raises NotFound: no such release or template. :raises UserError: no such paper, or changes
            are to be marked since a version that is no earlier one.
        """
        _require(request.papers)
        _require_earlier(request.since, request.release)
        plan = self._plan(request.visit_id, request.release)
        held = None if request.since is None else self._plan(request.visit_id, request.since)
        run = self._run(request, plan, held)
        wanted = list(self._wanted(request, plan))
        made: list[Printed] = []
        for number, (kind, one) in enumerate(wanted):
            if progress:
                progress(number, len(wanted))
            printed = self._printed(kind, one, run)
            if printed is not None:
                made.append(printed)
        return tuple(made)

    def _plan(self, visit: VisitId, release: int | None) -> Plan:
        return self._visits.plan(visit) if release is None else self._releases.plan(visit, release)

    def _known(self, plan: Plan) -> tuple[Recipient, ...]:
        said = reading.having(self._core.reader, Addressing, "visit_id", [plan.visit.id])
        return recipients(plan, said, home=self._home)

    @property
    def _home(self) -> str:
        chosen = self._core.settings.text("language")[:2]
        return chosen if chosen in LANGUAGES else "en"

    def _wanted(self, request: PrintRequest, plan: Plan) -> Iterator[tuple[str, Recipient]]:
        asked = request.recipients or any(DOCUMENTS[kind].own for kind in request.papers)
        known = {one.key: one for one in self._known(plan)} if asked else {}
        for kind in request.papers:
            own = DOCUMENTS[kind].own
            if request.recipients and request.recipients != (EACH,):
                chosen = [known[key] for key in request.recipients if key in known]
            elif own or request.recipients == (EACH,):
                chosen = [
                    one
                    for one in known.values()
                    if self._concerns(kind, one) and request.profile in (None, one.profile)
                ]
            else:
                yield kind, self._everybody(request)
                continue
            for one in chosen:
                yield kind, replace(one, profile=request.profile or one.profile)

    @staticmethod
    def _concerns(kind: str, one: Recipient) -> bool:
        return one.profile in DOCUMENTS[kind].profiles

    def _everybody(self, request: PrintRequest) -> Recipient:
        return Recipient(
            key="",
            kind=RecipientKind.OTHER,
            name="",
            language=self._home,
            profile=request.profile or Profile.INTERNAL,
        )

    def _run(self, request: PrintRequest, plan: Plan, held: Plan | None) -> _Run:
        from planner.services.shelf import Shelf

        today = self._core.today()
        return _Run(
            plan=plan,
            held=held,
            setting=as_usual(request.setting, self._core.settings),
            at=self._made_at(plan),
            shelf=Shelf(self._core.reader, plan, today, veiled=not request.unveiled),
            today=today,
        )

    def _printed(self, kind: str, one: Recipient, run: _Run) -> Printed | None:
        own, whom = DOCUMENTS[kind].own, one if one.key else None

        def seen(whole: Plan) -> Plan:
            return redacted(whole, one.profile, whom, own=own)

        view = seen(run.plan)
        occasion = Occasion(
            plan=view,
            recipient=one,
            speak=language(one.language),
            at=run.at,
            held=None if run.held is None else seen(run.held),
            setting=run.setting,
            language=self._language(one, run.plan),
            shelf=run.shelf,
            today=run.today,
            office_zone=self._core.settings.text("home_zone"),
        )
        material = material_for(DOCUMENTS[kind], occasion)
        document = DOCUMENTS[kind].make(material) if material is not None else None
        if material is None or document is None:
            return None
        return Printed(
            kind=kind,
            recipient=one,
            plan=view,
            document=document,
            look=material.look,
            occasion=occasion,
        )

    def _language(self, one: Recipient, plan: Plan) -> str:
        return spoken_by(one, plan.person.get(one.person_id) if one.person_id else None, plan)

    def _made_at(self, plan: Plan) -> dt.datetime:
        """A release has its own moment, so that its papers come out the same every time."""
        if plan.release_number is not None:
            for line in self._releases.list(plan.visit.id):
                if line.number == plan.release_number:
                    return line.released_at.replace(tzinfo=dt.UTC)
        return self._core.now()

    # for the screen

    @staticmethod
    def pages(printed: Printed, ppi: float) -> list[bytes]:
        """The pages as PNG, by the renderer that makes the file."""
        from planner.documents.engine.pdf import write_pages

        return write_pages(printed.document, printed.look, ppi)

    @staticmethod
    def remarks(printed: Printed) -> tuple[Remark, ...]:
        """What to look at before the paper goes out, in the language of the window."""
        from planner.services.paper_remarks import remarks

        return remarks(printed.document, printed.plan)

    def left_out(self, request: PrintRequest, printed: Printed) -> tuple[LeftOut, ...]:
        """What the visit holds and whoever gets the paper is not told."""
        whole = self._plan(request.visit_id, request.release)
        return left_out(whole, [printed.plan])

    @staticmethod
    def names(made: Sequence[Printed]) -> list[str]:
        """What the files would be called."""
        taken: set[str] = set()
        return [
            unused(_name(one, ending), taken)
            for one in made
            for ending in one.occasion.setting.formats
        ]

    # out of the house

    def save(
        self,
        request: PrintRequest,
        made: Sequence[Printed],
        folder: Path,
        progress: Progress | None = None,
        *,
        file_name: str = "",
    ) -> tuple[Path, ...]:
        """Write the papers into ``folder``, each whole or not at all, and put each on record.

        No file of the folder gives way: the name gets a number. ``file_name`` is for a single paper,
        in place of ours, and what has it is replaced. What ``progress`` raises calls it off.

        :raises NotWritten: a file could not be written; an old one of its name is as it was, and
            those before it are complete and on record.
        """
        papers: list[tuple[Printed, Paper]] = []
        for number, one in enumerate(made):
            if progress:
                progress(number, len(made))
            papers += [(one, paper) for paper in PAPERS[one.kind].make(one.occasion)]
        if progress:
            progress(len(made), len(made))
        # Nothing is written before all are made, so that calling it off leaves nothing.
        return self.write(request, papers, folder, file_name=file_name)

    def write(
        self,
        request: PrintRequest,
        papers: Sequence[tuple[Printed, Paper]],
        folder: Path,
        *,
        file_name: str = "",
    ) -> tuple[Path, ...]:
        """:meth:`save` of papers that are made, all as one step.

        :raises NotWritten: as :meth:`save`.
        """
        made = tuple(one for one, _paper in papers)
        _require_some(made)
        self._note_special(request, [paper for _one, paper in papers])
        leaving = Leaving(self._disclosures, folder)
        with leaving.in_step(), self._work(made) as work:
            for one, paper in papers:
                given = _given(request, one, paper, paper.name, Way.FILE)
                if not leaving.put(work, given, chosen=file_name):
                    break
            self._keep_release(work, made)
        return leaving.finished()

    def to_printer(
        self,
        request: PrintRequest,
        made: Sequence[Printed],
        ppi: float,
        progress: Progress | None = None,
    ) -> list[list[bytes]]:
        """The pages of each paper for the printer, and the record that they were printed.

        What ``progress`` raises calls it off before anything is on record.
        """
        pages: list[list[bytes]] = []
        for number, one in enumerate(made):
            if progress:
                progress(number, len(made))
            pages.append(self.pages(one, ppi))
        papers = [
            (one, paper) for one in made for paper in PAPERS[one.kind].make(_as_pdf(one.occasion))
        ]
        self._note_special(request, [paper for _one, paper in papers])
        with self._work(made) as work:
            for one, paper in papers:
                self._disclosures.record(work, _given(request, one, paper, paper.name, Way.PRINT))
            self._keep_release(work, made)
        return pages

    def _note_special(self, request: PrintRequest, papers: Sequence[Paper]) -> None:
        """Needs and hidden details leave with a recipient and a reason, and the look is on record.

        :raises RecipientNeeded: one of both is not given; nothing is written.
        """
        told = [
            (one.person_id, name)
            for paper in papers
            for one in paper.subjects
            for name in one.columns
            if one.person_id is not None and name in SPECIAL
        ]
        if not told:
            return
        subjects = [one for paper in papers for one in paper.subjects]
        require(subjects, request.to or "".join(request.recipients), request.purpose)
        seen = ((person, name.replace("_", " ")) for person, name in told)
        LookUps(self._core).note(seen, request.purpose)

    def _work(self, made: Sequence[Printed]) -> AbstractContextManager[Work]:
        _require_some(made)
        return self._core.work(
            N_("Hand out {name}"),
            {"name": made[0].plan.visit.title, "word": "disclosure"},
            lasting=True,
        )

    def _keep_release(self, work: Work, made: Sequence[Printed]) -> None:
        release = self._releases.record(made[0].plan)
        if release is not None:
            work.make_lasting(Release, release)


def _name(one: Printed, ending: str) -> str:
    """With what tells the file from others of the visit: the title in its language, and for whom."""
    speak = paper_language(one.document.language)
    title = speak(DOCUMENTS[one.kind].title)
    return paper_name(one.occasion, ending, title, one.recipient.name, speak=speak)


def _as_pdf(occasion: Occasion) -> Occasion:
    return replace(occasion, setting=replace(occasion.setting, formats=("pdf",)))


def _require_some(made: Sequence[Printed]) -> None:
    if not made:
        raise UserError(
            _("There is nothing to print."),
            _("Choose another paper or audience, then look again."),
        )


def _require(papers: Sequence[str]) -> None:
    if unknown := [name for name in papers if name not in DOCUMENTS]:
        raise UserError(
            _("There is no paper “{name}”.").format(name=unknown[0]),
            _("There are: {names}.").format(names=", ".join(DOCUMENTS)),
        )


def _require_earlier(since: int | None, release: int | None) -> None:
    """A later version beside this one would call new what is gone."""
    if since is not None and release is not None and since >= release:
        raise UserError(
            _("Version {since} is not earlier than version {number}.").format(
                since=since, number=release
            ),
            _("Mark what changed since an earlier version."),
        )


def _given(request: PrintRequest, one: Printed, paper: Paper, name: str, way: Way) -> Given:
    recipient = one.recipient
    return Given(
        file_name=name,
        content=paper.content,
        subjects=paper.subjects,
        columns=paper.columns,
        recipient=request.to or recipient.name,
        recipient_key="" if request.to else recipient.key,
        profile=recipient.profile,
        way=way,
        paper=paper.kind,
        language=one.document.language,
        purpose=request.purpose,
        visit_id=request.visit_id,
        release_number=one.plan.release_number,
    )
