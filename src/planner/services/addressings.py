"""What the office says about recipients: another address or language, left out, added by hand."""

from __future__ import annotations

from typing import Any

from planner.domain.handouts import Addressing
from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind, is_of_the_plan
from planner.errors import NotFound, UserError
from planner.i18n import LANGUAGES, N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.text import clean_line

_TEXTS = ("name", "email", "language", "notes")


class Addressings:
    """Each verb is one step of the history. It holds for all versions of the visit."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, visit: VisitId) -> list[Addressing]:
        return reading.having(self._core.reader, Addressing, "visit_id", [visit])

    def say(
        self, visit: VisitId, key: str, *, origin: object = None, **fields: Any
    ) -> Addressing | None:
        """Set what is said about the recipient ``key``; an empty text or None means as usual again.

        Returns what is said from now on, None if all is as usual.

        :raises NotFound: nobody was added by hand under this key.
        :raises UserError: papers are not written in this language.
        """
        fields = _cleaned(fields)
        kind, _colon, ident = key.partition(":")
        added = kind == "added"
        known = next(
            (one for one in self.of(visit) if (one.id == ident if added else one.of_key == key)),
            None,
        )
        if known is None and added:
            raise NotFound(_("There is no recipient “{key}”.").format(key=key))
        with self._core.work(
            N_("Change recipient {name}"), _facts(fields.get("name") or key), origin=origin
        ) as work:
            if known is not None:
                now = work.change(Addressing, known.id, None, **fields)
            else:
                now = Addressing(
                    id=RecordId(new_id()),
                    visit_id=visit,
                    of_key=key,
                    kind=RecipientKind(kind),
                    **fields,
                )
                work.add(now)
            if not added and _as_usual(now):
                work.remove(Addressing, now.id)
                return None
        return now

    def add(
        self,
        visit: VisitId,
        name: str,
        kind: RecipientKind = RecipientKind.OTHER,
        *,
        origin: object = None,
        **fields: Any,
    ) -> Addressing:
        """A recipient whom the plan does not know: an embassy, the press, a colleague.

        :raises UserError: without a name, or of a kind that comes from the plan.
        """
        cleaned = _cleaned({**fields, "name": name})
        if not cleaned["name"]:
            raise UserError(_("A recipient needs a name."), _("Write who it is."))
        if is_of_the_plan(kind):
            raise UserError(
                _("Recipients of this kind come from the visit."),
                _("Add the person, the vehicle or the site to the visit."),
            )
        one = Addressing(id=RecordId(new_id()), visit_id=visit, kind=kind, **cleaned)
        with self._core.work(
            N_("Add recipient {name}"), _facts(cleaned["name"]), origin=origin
        ) as work:
            work.add(one)
        return one

    def remove(self, key: str, *, origin: object = None) -> None:
        """Take away a recipient who was added by hand; what was given stays on record.

        :raises NotFound: nobody was added by hand under this key.
        """
        known = reading.one(self._core.reader, Addressing, key.removeprefix("added:"))
        if known is None or known.of_key:
            raise NotFound(_("There is no recipient “{key}”.").format(key=key))
        with self._core.work(
            N_("Remove recipient {name}"), _facts(known.name), origin=origin
        ) as work:
            work.remove(Addressing, known.id)


def _facts(name: str) -> dict[str, str | int]:
    return {"name": name, "word": "addressing"}


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    found = {
        key: clean_line(value or "") if key in _TEXTS else value for key, value in fields.items()
    }
    if (spoken := found.get("language")) and spoken not in LANGUAGES:
        raise UserError(
            _("Papers are not written in “{language}”.").format(language=spoken),
            _("There are: {names}.").format(names=", ".join(LANGUAGES)),
        )
    if found.get("profile"):
        found["profile"] = Profile(found["profile"])
    elif "profile" in found:
        found["profile"] = None
    return found


def _as_usual(one: Addressing) -> bool:
    return not (one.left_out or one.profile or any(getattr(one, name) for name in _TEXTS))
