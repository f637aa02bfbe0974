"""Sending a release: to each recipient what he or she may see, as files or as mail drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.file_names import file_stem, safe_name, unused
from planner.domain.ids import VisitId
from planner.domain.privacy import Way
from planner.domain.releases import Release
from planner.domain.told import told_of_plan
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.letters import Letter
from planner.services.occasions import Paper
from planner.services.packing import Packing
from planner.services.papers import PAPERS
from planner.services.parcels import Package, Parcel, SendRequest, Sent, Standing
from planner.services.released import Released

if TYPE_CHECKING:
    from planner.interchange.folders import NewFolder
    from planner.services.releases import Releases
    from planner.services.visits import Visits
    from planner.storage.unit_of_work import Work

__all__ = ["Package", "Parcel", "Progress", "SendRequest", "Sending", "Sent", "Standing"]

Progress = Callable[[int, int], None]
"""Told how many of how many parts are done; whatever it raises calls everything off."""


class Sending:
    """First :meth:`look`, then :meth:`save` or :meth:`drafts`: all of it is written or nothing."""

    def __init__(self, core: Core, visits: Visits, releases: Releases) -> None:
        self._core = core
        self._visits = visits
        self._releases = releases
        self._disclosures = Disclosures(core)

    # looking

    def recipients(self, visit: VisitId, release: int | None = None) -> tuple[Standing, ...]:
        """Everybody who may get this version (None: the latest), and what each one holds.

        :raises NotFound: there is no such release.
        """
        return self._version(visit, release).standings

    def look(self, request: SendRequest, progress: Progress | None = None) -> Package:
        """Everything that would go out, as bytes. The same release and request give the same bytes.

        :raises NotFound: there is no such release or recipient.
        :raises UserError: a paper is asked for that there is not.
        """
        if unknown := [name for name in request.papers if name not in PAPERS]:
            raise UserError(
                _("There is no paper “{name}”.").format(name=unknown[0]),
                _("There are: {names}.").format(names=", ".join(PAPERS)),
            )
        version = self._version(request.visit_id, request.release)
        return Packing(self._core, version).package(request, progress)

    def _version(self, visit: VisitId, release: int | None) -> Released:
        return Released(self._core, self._visits, self._releases, visit, release)

    # writing

    def save(self, package: Package, folder: Path, progress: Progress | None = None) -> Sent:
        """Write the papers of all parcels into a new folder within ``folder``, one folder each.

        It appears when it is whole, together with the entries in the register of disclosures.

        :raises NotWritten: nothing was left behind and nothing is on record.
        """
        files = [
            (f"{parcel.folder}/{paper.name}", paper.content)
            for parcel in package.parcels
            for paper in parcel.papers
        ]
        return self._write(package, folder, package.name, files, Way.FILE, progress)

    def drafts(self, package: Package, folder: Path, progress: Progress | None = None) -> Sent:
        """Write a mail draft for each recipient, with the papers and the text, into a new folder.

        Each change of a calendar is a draft of its own: programs look at one event of a mail.

        :raises NotWritten: nothing was left behind and nothing is on record.
        """
        taken: set[str] = set()
        files = [
            (unused(f"{safe_name(stem, fallback='mail')}.eml", taken), content)
            for parcel in package.parcels
            for stem, content in _mails(package, parcel)
        ]
        drafts = _("drafts")
        name = f"{package.name}_{drafts}"
        return self._write(package, folder, name, files, Way.MAIL, progress)

    def copy_text(self, package: Package, key: str) -> str:
        """The text of the mail to one recipient, to be pasted; what it says is put on record.

        :raises NotFound: no such recipient in the package.
        """
        for parcel in package.parcels:
            if parcel.recipient.key == key:
                with self._work(package) as work:
                    self._disclosures.record(work, _letter_given(package, parcel, Way.COPY))
                    work.make_lasting(Release, package.release_id)
                return parcel.letter.text
        raise NotFound(_("There is no recipient “{key}”.").format(key=key))

    def _work(self, package: Package) -> AbstractContextManager[Work]:
        return self._core.work(
            N_("Send version {number} of {name}"),
            {"name": package.title, "number": package.release, "word": "disclosure"},
            lasting=True,
        )

    def _write(
        self,
        package: Package,
        folder: Path,
        name: str,
        files: Sequence[tuple[str, bytes]],
        way: Way,
        progress: Progress | None,
    ) -> Sent:
        from planner.interchange.folders import new_folder

        if not files:
            raise UserError(
                _("There is nothing to send."), _("Choose recipients and papers, then look again.")
            )
        with new_folder(folder, name) as made:
            _put_all(made, files, progress)
            with self._work(package) as work:
                self._record(work, package, way)
                # Last of all: a folder that is there is on record, and what failed left neither.
                place = made.appear()
        return Sent(folder=place, files=tuple(place / one for one, _content in files))

    def _record(self, work: Work, package: Package, way: Way) -> None:
        for parcel in package.parcels:
            for paper in parcel.papers:
                self._disclosures.record(work, _paper_given(package, parcel, paper, way))
            if way is Way.MAIL:
                self._disclosures.record(work, _letter_given(package, parcel, way))
        work.make_lasting(Release, package.release_id)


def _put_all(
    made: NewFolder, files: Sequence[tuple[str, bytes]], progress: Progress | None
) -> None:
    for number, (name, content) in enumerate(files):
        if progress:
            progress(number, len(files))
        made.put(name, content)
    if progress:
        progress(len(files), len(files))


def _mails(package: Package, parcel: Parcel) -> Iterator[tuple[str, bytes]]:
    """The drafts for one recipient: name without ending, bytes. First the one with the papers."""
    from planner.interchange.mail_writer import Attachment, Draft, write_draft

    def draft(written: Letter, papers: Sequence[Paper], update: Paper | None = None) -> bytes:
        return write_draft(
            Draft(
                subject=written.subject,
                text=written.text,
                to=parcel.to,
                sender=package.sender,
                attachments=[
                    Attachment(
                        name=paper.name,
                        content=paper.content,
                        # Beside the invitation itself the file is only a file.
                        media_type="application/ics" if paper is update else paper.media_type,
                    )
                    for paper in papers
                ],
                invitation=(update.method, update.content) if update and update.method else None,
            )
        )

    stem = file_stem(parcel.plan.visit, [parcel.folder], package.release, draft="")
    yield stem, draft(parcel.letter, [one for one in parcel.papers if one.method is None])
    for number, (paper, written) in enumerate(parcel.updates, 1):
        yield f"{stem}_{number:02}", draft(written, [paper], paper)


def _paper_given(package: Package, parcel: Parcel, paper: Paper, way: Way) -> Given:
    request, one = package.request, parcel.recipient
    return Given(
        file_name=paper.name,
        content=paper.content,
        subjects=paper.subjects,
        columns=paper.columns,
        recipient=one.name,
        recipient_key=one.key,
        profile=one.profile,
        way=way,
        paper=paper.kind,
        language=one.language,
        purpose=request.purpose,
        visit_id=request.visit_id,
        release_number=package.release,
    )


def _letter_given(package: Package, parcel: Parcel, way: Way) -> Given:
    """The text of the mail: whom it names, by the names that stand in it."""
    request, one, text = package.request, parcel.recipient, parcel.letter.text
    named = [person.id for person in parcel.plan.people if person.name and person.name in text]
    return Given(
        file_name=_("Text of the mail"),
        content=text.encode(),
        subjects=told_of_plan(parcel.plan, ("name",), named),
        columns=("name",),
        recipient=one.name,
        recipient_key=one.key,
        profile=one.profile,
        way=way,
        paper="letter",
        language=one.language,
        purpose=request.purpose,
        visit_id=request.visit_id,
        release_number=package.release,
    )
