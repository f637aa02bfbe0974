"""What is chosen in the dialog of papers, and what a look at it finds: one paper with its pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from planner.documents.content import Document, PageSize
from planner.documents.kinds import DOCUMENTS
from planner.domain.ids import VisitId
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient
from planner.services.occasions import Setting
from planner.services.parcels import left_out_in_words

if TYPE_CHECKING:
    from planner.services.paper_remarks import Remark
    from planner.services.planner import Planner
    from planner.services.printing import Printed, PrintRequest
    from planner.ui.tasks import Progress

EACH: Final = "each"
"""For whom: a copy of their own for all whom it concerns."""
SHEETS: Final = {
    PageSize.A4: (8.27, 11.69),
    PageSize.LETTER: (8.5, 11.0),
    PageSize.A6: (4.13, 5.83),
}
"""Width and height in inches, upright."""
LEAST_PPI: Final = 24.0
MOST_PPI: Final = 300.0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """``whom`` is the key of a recipient, :data:`EACH`, or empty for everybody of ``profile``.

    ``front`` is whose copy is looked at where there are several. ``release`` None is the draft.
    """

    visit: VisitId
    paper: str
    release: int | None = None
    since: int | None = None
    whom: str = ""
    profile: Profile = Profile.INTERNAL
    front: str = ""
    setting: Setting = field(default_factory=Setting)
    to: str = ""
    purpose: str = ""

    def request(self, *keys: str) -> PrintRequest:
        """For these recipients; without any for everybody of the profile."""
        from planner.services.printing import PrintRequest

        return PrintRequest(
            visit_id=self.visit,
            papers=(self.paper,),
            release=self.release,
            recipients=keys,
            profile=None if keys else self.profile,
            setting=self.setting,
            since=self.since,
            to="" if keys else self.to,
            purpose=self.purpose,
        )

    @property
    def content(self) -> Asked:
        """What the pages depend on: the rest is only for the files and the record."""
        return replace(self, to="", purpose="", setting=replace(self.setting, formats=("pdf",)))


@dataclass(frozen=True)
class Shown:
    """What a look found. Without ``printed`` there is nothing to say, or the audience is denied it.

    ``recipients`` are those whom the version has; ``front`` is the one whose copy this is.
    ``pages`` are PNGs of ``ppi`` dots of the screen in an inch.
    """

    asked: Asked
    recipients: tuple[Recipient, ...] = ()
    front: Recipient | None = None
    denied: Profile | None = None
    printed: Printed | None = None
    pages: tuple[bytes, ...] = ()
    ppi: float = 0.0
    remarks: tuple[Remark, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """How large a page is to be: as wide as ``width`` or as high as ``height``, both in dots of the
    screen, or of ``ppi`` dots in an inch where that is given."""

    width: float = 0.0
    height: float = 0.0
    ppi: float = 0.0

    def of(self, document: Document) -> float:
        """The dots in an inch."""
        return self.fitting(*sheet_of(document))

    def fitting(self, wide: float, high: float) -> float:
        """The same for a page of so many inches."""
        wanted = self.ppi or min(
            size / inches for size, inches in ((self.width, wide), (self.height, high)) if size
        )
        return min(MOST_PPI, max(LEAST_PPI, wanted))


def sheet_of(document: Document) -> tuple[float, float]:
    """Width and height of a page in inches, as it lies."""
    wide, high = SHEETS[document.size]
    return (high, wide) if document.landscape else (wide, high)


def concerned(paper: str, known: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
    """Who may have a copy of this paper."""
    return tuple(one for one in known if one.profile in DOCUMENTS[paper].profiles)


def look(
    planner: Planner, asked: Asked, measure: Measure, known: Shown | None, progress: Progress
) -> Shown:
    """Make the paper and its pages; to be done elsewhere than in the window.

    ``known`` is what was found before: if nothing but the size is another only the pages are made.
    """
    if known is None or known.asked.content != asked.content or known.printed is None:
        known = _made(planner, asked)
        progress(1, 2)
    if asked.whom == EACH and known.front is not None:
        asked = replace(asked, front=known.front.key)
    known = replace(known, asked=asked)
    if known.printed is None:
        return known
    ppi = measure.of(known.printed.document)
    pages = tuple(planner.printing.pages(known.printed, ppi))
    return replace(known, pages=pages, ppi=ppi)


def _made(planner: Planner, asked: Asked) -> Shown:
    printing = planner.printing
    known = printing.recipients(asked.visit, asked.release)
    front: Recipient | None = None
    if asked.whom == EACH:
        among = {one.key: one for one in concerned(asked.paper, known)}
        front = among.get(asked.front) or next(iter(among.values()), None)
    elif asked.whom:
        front = next((one for one in known if one.key == asked.whom), None)
    empty = Shown(asked, known, front)
    if asked.whom and front is None:
        return empty
    profile = front.profile if front else asked.profile
    if profile not in DOCUMENTS[asked.paper].profiles:
        return replace(empty, denied=profile)
    request = asked.content.request(*([front.key] if front else []))
    made = printing.look(request)
    if not made:
        return empty
    return replace(
        empty,
        printed=made[0],
        remarks=printing.remarks(made[0]),
        left_out=tuple(map(left_out_in_words, printing.left_out(request, made[0]))),
    )
