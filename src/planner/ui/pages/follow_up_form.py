"""A follow-up in the inspector."""

from __future__ import annotations

from typing import Any, ClassVar

from planner.domain.followups import (
    FOLLOW_UP_KINDS,
    FOLLOW_UP_STATUSES,
    FollowUp,
    FollowUpKind,
    FollowUpStatus,
)
from planner.domain.ids import FollowUpId, VisitId, new_id
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.pages import choices
from planner.ui.pages.record_form import RecordForm
from planner.ui.widgets.fields import ChoiceField, DateField, LineField, SearchField, TextField

_PLAIN = ("title", "kind", "status", "owner", "due_on", "waiting_for", "notes")


class FollowUpForm(RecordForm):
    words: ClassVar[frozenset[str]] = frozenset({"follow_up", "visit"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Follow-up"))

    def build(self) -> None:
        context = self.context
        self.bind("title", LineField(_("What is to be done")))
        self.bind_pair(
            ("status", ChoiceField(_("Status"), choices.named(FOLLOW_UP_STATUSES))),
            ("kind", ChoiceField(_("Kind"), choices.named(FOLLOW_UP_KINDS))),
        )
        self.bind_pair(("due_on", DateField(_("Due"))), ("owner", LineField(_("Owner"))))
        self.bind("waiting_for", LineField(_("Waiting for")))
        self.bind(
            "visit_id", SearchField(_("Visit"), lambda text: choices.visit_choices(context, text))
        )
        self.bind("notes", TextField(_("Notes"), lines=5))

    def load(self, key: str) -> dict[str, Any]:
        follow_up = self.context.planner.follow_ups.get(FollowUpId(key))
        self._seen = follow_up
        self.set_heading(follow_up.title, _(FOLLOW_UP_STATUSES[follow_up.status]))
        return {
            **{name: getattr(follow_up, name) for name in _PLAIN},
            "visit_id": choices.visit_value(self.context, follow_up.visit_id),
        }

    def blank(self) -> dict[str, Any]:
        self.set_new_heading(_("New follow-up"))
        return {"status": FollowUpStatus.OPEN, "kind": FollowUpKind.ACTION}

    def keep_new(self, values: dict[str, Any]) -> str:
        if not values["title"]:
            return ""
        visit = values["visit_id"]
        follow_up = FollowUp(
            id=FollowUpId(new_id()),
            visit_id=VisitId(visit) if visit else None,
            **{name: values[name] for name in _PLAIN},
        )
        return self.context.planner.follow_ups.add(follow_up, origin=self)

    def write(self, name: str, value: Any) -> None:
        follow_ups = self.context.planner.follow_ups
        self._seen = follow_ups.edit(
            FollowUpId(self.key), seen=self._seen, origin=self, **{name: value}
        )
