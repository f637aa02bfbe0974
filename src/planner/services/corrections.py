"""Who was given a value that is not so any more is told the new one (GDPR article 19), or need not be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.domain.data_rights import Correction
from planner.domain.disclosed import Holding
from planner.domain.ids import DisclosureId, PersonId, RecordId, new_id
from planner.domain.privacy import Disclosure, Way
from planner.domain.private_details import DetailKind
from planner.domain.times import on_this_clock
from planner.domain.told import FIELDS, Told
from planner.errors import NotFound, UserError
from planner.i18n import N_, Language, _, clock, day_in_words, language
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.leaving import Leaving
from planner.services.reach import Reach, Reaching
from planner.storage import reading
from planner.storage.queries import disclosures as queries
from planner.text import safe_file_name

Tell = Callable[[int, int], None]
_BLOCK: Final = 200
_NEEDS: Final = "needs"
_STANDS_IN: Final[dict[str, tuple[str, ...]]] = {
    "contact_point": ("phone", "email", "web"),
    "person": ("name", "family_name", "given_name", "native_name", "reading", "prefix", "suffix"),
    "private_detail": tuple(kind.value.replace(" ", "_") for kind in DetailKind),
    "need": (_NEEDS,),
    "photo": ("photo",),
    "biography": ("biography",),
}
_WORDS: Final = {name: word for word, names in _STANDS_IN.items() for name in names}
"""The record in which a field stands; of any other it may be any record of the person."""
_NO_VALUE: Final = frozenset({"disclosure_subject", "need_passed", "attachment"})
"""Records of a person that hold no value which a paper says."""


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One recipient with the fields of which they hold an old value, and the file that had it."""

    person: str
    recipient: str
    disclosure: Disclosure
    fields: tuple[str, ...]
    person_id: PersonId

    @property
    def key(self) -> str:
        """One file may hold old values of several people."""
        return f"{self.person_id}/{self.disclosure.id}"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A mail to be drafted: what it corrects, where it goes, in which language."""

    owed: Owed
    email: str = ""
    language: str = "en"


class Corrections:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._register = Disclosures(core)

    def outstanding(self, people: Sequence[PersonId]) -> list[Holding]:
        """The old values of these people that somebody holds and was not told of since."""
        found = [one for one in self._register.holdings(people) if one.is_old]
        if not found:
            return []
        settled = self._settled([one.person_id for one in found])
        return [
            one for one in found if (one.person_id, one.disclosure.id, one.field) not in settled
        ]

    def owed(self, person: PersonId) -> list[Owed]:
        """Who has to be told what, file by file; what was settled with a reason is left out until
        the value changes once more."""
        return _by_file(self.outstanding([person]))

    def owed_to_all(self, tell: Tell | None = None) -> list[Owed]:
        """The same of everybody in the library, the latest file first. ``tell`` hears how many people
        of how many were compared; what it raises calls it off."""
        people = [PersonId(key) for key in queries.everybody(self._core.reader)]
        found: list[Owed] = []
        for start in range(0, len(people), _BLOCK):
            if tell is not None:
                tell(start, len(people))
            found += _by_file(self.outstanding(people[start : start + _BLOCK]))
        return sorted(found, key=lambda one: (one.disclosure.at, one.key), reverse=True)

    def of_file(self, disclosure: str) -> list[Correction]:
        """What was done about old values in one file, the latest first."""
        return reading.where(
            self._core.reader,
            Correction,
            "disclosure_id = :id",
            {"id": disclosure},
            '"at" DESC, id',
        )

    def reach(self, owed: Iterable[Owed]) -> dict[str, Reach]:
        """By key of what is owed the address that the library knows, and the language to write in."""
        reaching = Reaching(self._core)
        return {one.key: reaching.of(one.disclosure) for one in owed}

    # done about it

    def settle(
        self, person: PersonId, disclosure: str, reason: str, *, origin: object = None
    ) -> Correction:
        """This recipient need not be told, or was told in another way.

        :raises UserError: no reason is given. :raises NotFound: nothing is owed for this file.
        """
        return self.settle_all([self._one(person, disclosure)], reason, origin=origin)[0]

    def settle_all(
        self, owed: Sequence[Owed], reason: str, *, origin: object = None
    ) -> list[Correction]:
        """None of these need be told, for one reason, as one step.

        :raises UserError: no reason is given.
        """
        if not reason.strip():
            raise UserError(_("No reason is given."), _("Nothing was changed. Say why."))
        done = [self._correction(one, reason.strip()) for one in owed]
        with self._core.work(
            N_("Settle a correction"), {"word": Correction.WORD}, lasting=True, origin=origin
        ) as work:
            work.add_all(done)
        return done

    def take_back(self, settled: Sequence[Correction], *, origin: object = None) -> None:
        """What was settled is owed again. Notices that were written stay: they are out of the house."""
        with self._core.work(
            N_("Take back a settled correction"),
            {"word": Correction.WORD},
            lasting=True,
            origin=origin,
        ) as work:
            for one in settled:
                if one.reason:
                    work.remove(Correction, one.id)

    def write(self, folder: Path, person: PersonId) -> list[Path]:
        """:meth:`draft` to everybody who holds an old value of the person, where the library knows an
        address with it."""
        owed = self.owed(person)
        reach = self.reach(owed)
        return self.draft(
            folder,
            [
                Notice(owed=one, email=reach[one.key].email, language=reach[one.key].language)
                for one in owed
            ],
        )

    def draft(self, folder: Path, notices: Sequence[Notice]) -> list[Path]:
        """A mail to each as a draft, with the values of today; each goes on the register and is on
        record as a correction. No file of the folder gives way.

        :raises RecipientNeeded: a special field is corrected and nobody is named who gets the mail.
        :raises NotWritten: one could not be written; those before it are there and on record.
        """
        if not notices:
            return []
        made = [self._given(one) for one in notices]
        for given in made:
            given.require()
        leaving = Leaving(self._register, folder)
        facts = {"name": notices[0].owed.person, "word": "disclosure"}
        with leaving.in_step(), self._core.work(N_("Hand out {name}"), facts, lasting=True) as work:
            for notice, given in zip(notices, made, strict=True):
                if not leaving.put(work, given):
                    break
                work.add(self._correction(notice.owed, ""))
        return list(leaving.finished())

    def _given(self, notice: Notice) -> Given:
        from planner.interchange.mail_writer import Draft, write_draft
        from planner.interchange.mailboxes import mailbox

        owed, one, speak = notice.owed, notice.owed.disclosure, language(notice.language)
        now = self._register.values_now(owed.person_id, one.visit_id)
        # Which of the needs a kitchen may know the sheet for it decides, and no mail.
        values = {name: now.get(name, ()) for name in owed.fields if name != _NEEDS}
        at = on_this_clock(one.at)
        moment = f"{day_in_words(at.date(), speak, year=True)} {clock(at, speak)}"
        lines = [
            speak(N_("Data of {name} that you got on {moment} is otherwise now:")).format(
                name=owed.person, moment=moment
            ),
            "",
            *(f"{speak(FIELDS[name])}: {', '.join(held) or '–'}" for name, held in values.items()),
            *([_needs_line(speak)] if _NEEDS in owed.fields else []),
            "",
            speak(N_("Please correct it wherever you keep it.")),
            "",
            self._core.author,
        ]
        draft = Draft(
            subject=speak(N_("Correction: data of {name}")).format(name=owed.person),
            text="\n".join(lines),
            to=mailbox(owed.recipient, notice.email),
            sender=mailbox(self._core.author, self._core.settings.text("email")),
        )
        stem = safe_file_name(owed.recipient or notice.email or _("not said"))
        return Given(
            file_name=f"{stem}.eml",
            content=write_draft(draft),
            subjects=[Told(name=owed.person, person_id=owed.person_id, values=values)],
            recipient=owed.recipient or notice.email,
            recipient_key=one.recipient_key,
            profile=one.profile,
            way=Way.MAIL,
            paper="letter",
            purpose=_("Correction"),
            language=speak.code,
            visit_id=one.visit_id,
        )

    # parts

    def _settled(self, people: Iterable[PersonId]) -> set[tuple[str, str, str]]:
        """Person, file and field of what was settled, unless the value was changed since then."""
        wanted = list(dict.fromkeys(people))
        known = reading.having(self._core.reader, Correction, "person_id", wanted)
        if not known:
            return set()
        changed = queries.changed_last(self._core.reader, [one.person_id for one in known])
        return {
            (one.person_id, one.disclosure_id, name)
            for one in known
            for name in one.fields
            if not any(
                one.at is not None and at > one.at
                for word, at in changed.get(one.person_id, {}).items()
                if word == _WORDS.get(name, word) and word not in _NO_VALUE
            )
        }

    def _one(self, person: PersonId, disclosure: str) -> Owed:
        for owed in self.owed(person):
            if owed.disclosure.id == disclosure:
                return owed
        raise NotFound(_("Nobody has to be told of this file."), _("Nothing was changed."))

    def _correction(self, owed: Owed, reason: str) -> Correction:
        return Correction(
            id=RecordId(new_id()),
            person_id=owed.person_id,
            disclosure_id=DisclosureId(owed.disclosure.id),
            fields=owed.fields,
            at=self._core.stamp(),
            author=self._core.author,
            reason=reason,
        )


def _needs_line(speak: Language) -> str:
    said = speak(N_("they changed; a new sheet follows"))
    return f"{speak(FIELDS[_NEEDS])}: {said}"


def _by_file(holdings: Iterable[Holding]) -> list[Owed]:
    found: dict[tuple[str, str], list[Holding]] = {}
    for one in holdings:
        found.setdefault((one.person_id, one.disclosure.id), []).append(one)
    return [
        Owed(
            person=several[0].person,
            person_id=several[0].person_id,
            recipient=several[0].recipient,
            disclosure=several[0].disclosure,
            fields=tuple(one.field for one in several),
        )
        for several in found.values()
    ]


def as_shapes(owed: Sequence[Owed]) -> list[dict[str, object]]:
    """For JSON."""
    return [
        {
            "person_id": one.person_id,
            "person": one.person,
            "recipient": one.recipient,
            "disclosure_id": one.disclosure.id,
            "file_name": one.disclosure.file_name,
            "at": f"{one.disclosure.at.isoformat()}Z",
            "fields": list(one.fields),
        }
        for one in owed
    ]
