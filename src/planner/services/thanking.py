"""Letters of thanks to all hosts of a visit, as drafts for Word: looked at first, then written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.file_names import file_stem
from planner.domain.ids import OrganisationId, VisitId
from planner.domain.itinerary import Item
from planner.domain.organisations import Organisation
from planner.domain.plan import Plan
from planner.domain.privacy import Profile, Way
from planner.domain.recipients import RecipientKind, recipients
from planner.domain.sites import Site
from planner.domain.told import told_of_plan
from planner.domain.visits import Direction
from planner.errors import UserError
from planner.i18n import N_, PAPER_LANGUAGES, _, primary
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.leaving import Leaving
from planner.storage import reading

if TYPE_CHECKING:
    from planner.documents.content import Document
    from planner.documents.letters.thank_you import Signed, Thanked
    from planner.documents.looks import Look
    from planner.documents.material import Material
    from planner.services.visits import Visits

PAPER: Final = "thank-you"
_SPOKEN_IN: Final = {"DK": "da", "DE": "de", "AT": "de", "SE": "sv", "JP": "ja"}
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
            for to, own in self._thanked(plan, look)
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

    # whom, and in which language

    def _thanked(self, plan: Plan, look: Look) -> list[tuple[Thanked, bool]]:
        from planner.documents.letters.thank_you import Thanked
        from planner.documents.people.head_writing import key_of
        from planner.documents.people.heads import everybody

        hosts = everybody(self._material(plan, look, "en")).hosts
        entries: dict[str, list[Item]] = {}
        for item in plan.scheduled:
            if item not in plan.active:
                continue
            for host in plan.hosts_of(item):
                if (key := key_of(plan, host)) in hosts:
                    entries.setdefault(key, []).append(item)
        # A house for which somebody is named is thanked with that person.
        named = {
            hosts[key].organisation_id: key for key in reversed(entries) if hosts[key].is_named
        }
        for key in [key for key in entries if not hosts[key].is_named]:
            somebody = named.get(hosts[key].organisation_id)
            if somebody is not None and hosts[key].organisation_id is not None:
                entries[somebody] += entries.pop(key)
        order = {item.id: place for place, item in enumerate(plan.scheduled)}
        found = []
        for key, items in entries.items():
            head = hosts[key]
            person = plan.person.get(head.person_id) if head.person_id else None
            own = {item.id: item for item in sorted(items, key=lambda one: order[one.id])}
            to = Thanked(
                head=head,
                entries=tuple(own.values()),
                person=person,
                site=self._site(plan, head.organisation_id),
            )
            found.append((to, self._is_own(plan, to)))
        return found

    def _site(self, plan: Plan, house: OrganisationId | None) -> Site | None:
        """Where a house gets its letters: a place of it with an address, of this visit first."""
        if house is None:
            return None
        own = [one for one in plan.sites if one.organisation_id == house and one.address]
        if own:
            return own[0]
        known = reading.where(self._core.reader, Site, "organisation_id = :id", {"id": house})
        return next((one for one in known if one.address), None)

    def _is_own(self, plan: Plan, to: Thanked) -> bool:
        office = _office(plan)
        if office is not None and to.head.organisation_id == office:
            return True
        guests = {one.person_id for one in plan.delegates}
        outbound = plan.visit.direction is Direction.OUTBOUND
        return outbound and to.person is not None and to.person.id in guests

    def _language(self, plan: Plan, to: Thanked) -> str:
        """The first that the person reads and papers speak, else that of the country."""
        spoken = [primary(tag) for tag in to.person.languages] if to.person else []
        if found := next((tag for tag in spoken if tag in PAPER_LANGUAGES), ""):
            return found
        house = plan.organisation.get(to.head.organisation_id or OrganisationId(""))
        country = (to.person.country if to.person else "") or (house.country if house else "")
        return _SPOKEN_IN.get(country.upper(), "en")

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

        wanted = request.language or self._language(plan, to)
        text = letter_text(NAME, wanted, folder)
        material = self._material(plan, look, text.code)
        spoken = everybody(material).hosts[to.head.key]
        addressed = type(to)(head=spoken, entries=to.entries, person=to.person, site=to.site)
        document = thank_you(
            material, text, addressed, self._signed(request, plan, look, text.code)
        )
        remarks = []
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
        from planner.documents.letters.thank_you import Signed
        from planner.documents.speaking.titles import organisation_name

        key = _office(plan)
        office = plan.organisation.get(key) if key else None
        if office is None and key:
            office = reading.one(self._core.reader, Organisation, key)
        house = look.organisation or (organisation_name(office, code) if office else "")
        return Signed(
            day=self._core.today(),
            place=request.place or (office.city if office else ""),
            lines=request.signed or (self._core.author, house),
            country=office.country if office else "",
        )

    def _material(self, plan: Plan, look: Look, code: str) -> Material:
        from planner.documents.material import Material, Wishes
        from planner.documents.speaking.wording import speech

        return Material(
            plan=plan,
            profile=Profile.INTERNAL,
            speech=speech(code, wording=look.wording),
            look=look,
            at=self._core.now(),
            today=self._core.today(),
            wishes=Wishes(capitals=False),
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


def _office(plan: Plan) -> OrganisationId | None:
    """Whose visit it is: the host's of who comes to us, the sender's of who goes abroad."""
    visit = plan.visit
    if visit.direction is Direction.OUTBOUND:
        return visit.initiator_organisation_id
    return visit.host_organisation_id


def _file_name(plan: Plan, letter: Letter) -> str:
    from planner.documents.letters.thank_you import TITLE
    from planner.documents.speaking.wording import speech

    title = speech(letter.language).both(TITLE).text
    parts: Sequence[str] = (title, letter.name or letter.organisation)
    return f"{file_stem(plan.visit, parts, plan.release_number, draft='')}.docx"
