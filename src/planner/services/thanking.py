"""Letters of thanks to all hosts of a visit, as drafts for Word: looked at first, then written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.file_names import file_stem
from planner.domain.ids import VisitId
from planner.domain.itinerary import Item
from planner.domain.organisations import Organisation
from planner.domain.plan import Plan
from planner.domain.privacy import Profile, Way
from planner.domain.recipients import RecipientKind, recipients
from planner.domain.told import told_of_plan
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.leaving import Leaving
from planner.services.thanked import (
    language_of,
    letter_material,
    office_of,
    post_of,
    thanked,
)
from planner.storage import reading

if TYPE_CHECKING:
    from planner.documents.content import Document
    from planner.documents.letters.thank_you import Signed, Thanked
    from planner.documents.looks import Look
    from planner.services.visits import Visits

PAPER: Final = "thank-you"
_FIELDS: Final = ("name", "prefix", "suffix", "native_name", "organisation", "position")


@dataclass(frozen=True, kw_only=True)
class ThanksRequest:
    """``hosts`` are keys of :class:`Letter`; without any all hosts but our own people.

    Without ``language`` each host is written to in his or her own; ``template`` is the look, whose
    folder may hold texts of the office's own ("thank-you.de.txt"). ``place`` and ``signed`` stand
    above and below the letter; without them the town and the name of the office.
    """

    visit_id: VisitId
    hosts: tuple[str, ...] = ()
    language: str = ""
    template: str = ""
    place: str = ""
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter before it is a file. ``own`` people are of the office itself; ``remarks`` say what
    to look at before it goes out, in the language of the window."""

    key: str
    name: str
    organisation: str
    language: str
    entries: tuple[Item, ...]
    document: Document
    look: Look
    own: bool = False
    remarks: tuple[str, ...] = field(default=())


class Thanking:
    """:meth:`look` writes nothing; :meth:`save` writes one file for each host and puts it on record."""

    def __init__(self, core: Core, visits: Visits) -> None:
        self._core = core
        self._visits = visits
        self._disclosures = Disclosures(core)

    def look(self, request: ThanksRequest) -> tuple[Letter, ...]:
        """A letter for each host, those of our own office too, in the order of the programme.

        :raises UserError: a text has a placeholder that is not known, or cannot be read.
        :raises NotFound: no such visit or template.
        """
        from planner.documents.templates.known import folder_of, template

        plan = self._visits.plan(request.visit_id)
        name = request.template or self._core.settings.text("template")
        look, folder = template(name), folder_of(name)
        return tuple(
            self._letter(request, plan, to, own, look, folder)
            for to, own in thanked(self._core, plan, look)
        )

    def save(self, request: ThanksRequest, folder: Path) -> tuple[Path, ...]:
        """Write a .docx for each host that is asked for.

        :raises UserError: nobody received the visit, or nobody of those who are asked for.
        :raises NotWritten: a file could not be written; those before it are complete and on record.
        """
        from planner.documents.word.writing import write_word

        plan = self._visits.plan(request.visit_id)
        letters = [
            one
            for one in self.look(request)
            if (one.key in request.hosts if request.hosts else not one.own)
        ]
        if not letters:
            raise UserError(
                _("There is nobody to thank."), _("Add hosts to the entries of the visit.")
            )
        made = [(one, write_word(one.document, one.look)) for one in letters]
        leaving = Leaving(self._disclosures, folder)
        facts: dict[str, str | int] = {"name": plan.visit.title, "word": "disclosure"}
        with (
            leaving.in_step(),
            self._core.work(N_("Hand out {name}"), facts, lasting=True) as work,
        ):
            for letter, content in made:
                if not leaving.put(work, _given(plan, letter, content)):
                    break
        return leaving.finished()

    # one letter

    def _letter(
        self,
        request: ThanksRequest,
        plan: Plan,
        to: Thanked,
        own: bool,
        look: Look,
        folder: Path,
    ) -> Letter:
        from planner.documents.letters.thank_you import NAME, thank_you
        from planner.documents.people.heads import everybody
        from planner.documents.templates.letter_texts import letter_text

        wanted = request.language or language_of(plan, to)
        text = letter_text(NAME, wanted, folder)
        material = letter_material(self._core, plan, look, text.code)
        spoken = everybody(material).hosts[to.head.key]
        addressed = replace(to, head=spoken)
        document = thank_you(
            material, text, addressed, self._signed(request, plan, look, text.code)
        )
        remarks = []
        last = plan.visit.last_day or plan.visit.first_day
        if last is not None and last >= self._core.today():
            remarks.append(_("The visit is not over: the letter thanks for what is still to come."))
        if not request.signed and not self._core.settings.text("author"):
            remarks.append(_("Nobody’s name is set: sign it by hand, or set your name."))
        if to.site is None:
            remarks.append(_("No postal address is known."))
        if text.code != wanted:
            remarks.append(_("There is no text in this language: it is written in English."))
        if to.person is None:
            remarks.append(_("Nobody is named: the letter goes to the house."))
        return Letter(
            key=to.head.key,
            name=to.head.bare.text if to.person else "",
            organisation=to.head.organisation.text,
            language=text.code,
            entries=to.entries,
            document=document,
            look=look,
            own=own,
            remarks=tuple(remarks),
        )

    def _signed(self, request: ThanksRequest, plan: Plan, look: Look, code: str) -> Signed:
        """The office above and below the letter; with a letterhead of its own it stands there."""
        from planner.documents.letters.thank_you import Signed, at_post
        from planner.documents.speaking.titles import organisation_name
        from planner.places_named import town_name

        key = office_of(plan)
        office = plan.organisation.get(key) if key else None
        if office is None and key:
            office = reading.one(self._core.reader, Organisation, key)
        house = look.organisation or (organisation_name(office, code) if office else "")
        post = post_of(self._core, plan, key)
        city = office.city if office else ""
        zone = self._core.settings.text("home_zone")
        where = look.address or (at_post(post, code) if post else ())
        return Signed(
            day=self._core.today(),
            place=request.place or town_name(city, zone, code),
            lines=request.signed
            or tuple(filter(None, (self._core.settings.text("author"), house))),
            country=office.country if office else "",
            sender=() if look.word is not None else tuple(dict.fromkeys((house, *where))),
        )


def _given(plan: Plan, letter: Letter, content: bytes) -> Given:
    known = {one.key for one in recipients(plan)}
    house = letter.key.startswith(f"{RecipientKind.ORGANISATION.value}:")
    key = letter.key if house else f"{RecipientKind.HOST.value}:{letter.key}"
    person = next((one.id for one in plan.people if one.id == letter.key), None)
    return Given(
        file_name=_file_name(plan, letter),
        content=content,
        subjects=told_of_plan(plan, _FIELDS, [person]) if person else (),
        columns=_FIELDS,
        recipient=letter.name or letter.organisation,
        recipient_key=key if key in known else "",
        profile=Profile.HOSTS,
        way=Way.FILE,
        paper=PAPER,
        language=letter.language,
        visit_id=plan.visit.id,
        release_number=plan.release_number,
    )


def said(letter: Letter) -> str:
    """The letter as plain text, for a look before it is a file."""
    from planner.documents.content import Bullets, Heading, Paragraph, first

    parts = []
    for block in letter.document.blocks:
        if isinstance(block, Heading | Paragraph):
            parts.append(first(block.text))
        elif isinstance(block, Bullets):
            parts.append("\n".join(f"• {first(line)}" for line in block.items))
    return "\n\n".join(parts)


def _file_name(plan: Plan, letter: Letter) -> str:
    from planner.documents.letters.thank_you import TITLE
    from planner.documents.speaking.wording import speech

    title = speech(letter.language).both(TITLE).text
    parts: Sequence[str] = (title, letter.name or letter.organisation)
    return f"{file_stem(plan.visit, parts, plan.release_number, draft='')}.docx"
