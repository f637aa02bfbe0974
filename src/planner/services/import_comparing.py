"""Down the rows of a list: each compared with who may be meant, and with the rows above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from planner.domain.cell_changes import cell_changes
from planner.domain.drafts import Draft
from planner.domain.duplicates import Known, Likeness, Match, best, compare
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.heads_named import additions_for, changes_for
from planner.domain.ids import PersonId
from planner.domain.people import ContactKind
from planner.domain.row_changes import (
    Held,
    Row,
    Target,
    additions,
    changes,
    post_in_notes,
)
from planner.domain.row_shown import shown
from planner.domain.staging import (
    Add,
    Candidate,
    Change,
    Decision,
    Edit,
    SetField,
    StagedRow,
    decided,
    proposed,
    repeated,
)
from planner.services.import_lookup import KnownPeople
from planner.text import fold

_CANDIDATES_SHOWN: Final = 5


_OF_ONE: Final = frozenset({"same_key", "same_email", "same_phone"})


def _is_as_sure(match: Match, first: Match) -> bool:
    """Whether somebody may be meant although the likeliest one is taken by another row.

    Whose name alone is in the file is the next namesake only if the likeliest was no likelier.
    """
    if match.likeness is not Likeness.SAME:
        return False
    return match.score >= first.score or not _OF_ONE.isdisjoint(match.reasons)


class Comparison:
    """Goes down the list; remembers who is taken, so that nobody is meant by two rows."""

    def __init__(
        self,
        people: KnownPeople,
        target: Target,
        incoming: Mapping[int, Known],
        organisations: Mapping[str, str],
    ) -> None:
        self._people, self._target, self._incoming = people, target, incoming
        self._organisations = organisations
        self._taken: dict[str, int] = {}
        self._new: dict[str, list[int]] = {}
        self._placeholders = people.placeholders()

    def staged(self, row: Row) -> StagedRow:
        draft = row.draft
        if draft.placeholder:
            return self._placeholder(row)
        if not draft.is_named:
            finding = of_row(draft, "row.no_name", Severity.WARNING)
            return replace(shown(row), findings=(*draft.findings, finding))
        one = self._incoming[draft.number]
        matches = best(one, self._people.like(one))
        free = [match for match in matches if match.known.id not in self._taken]
        known = [match for match in matches if match.likeness is Likeness.SAME]
        head = self._head_of(row)
        added = additions_for(row, head, self._target) if head else additions(row, self._target)
        staged = shown(row, added)
        if known and not any(_is_as_sure(match, known[0]) for match in free):
            staged = replace(staged, candidates=self._candidates(row, matches))
            return repeated(staged, self._taken[known[0].known.id])
        if free:
            staged = replace(staged, candidates=self._candidates(row, free))
        staged = proposed(staged)
        if staged.decision is Decision.NEW:
            staged = self._within_list(staged, one)
        if text := post_in_notes(row, self._target):
            finding = of_row(draft, "row.title_without_organisation", Severity.NOTE, text=text)
            edits = staged.edits if staged.chosen else staged.added
            if any(_keeps(edit, text) for edit in edits):
                staged = replace(staged, findings=(*staged.findings, finding))
        staged = self._set_aside(staged, draft)
        if staged.chosen:
            self._taken[staged.chosen] = draft.number
        return staged

    def _head_of(self, row: Row) -> Held | None:
        """The head without a name for whom this row of our own sheet was written."""
        if row.own is None or row.own.person_id or self._target.visit is None:
            return None
        wanted = row.own.delegate_id
        return next(
            (one for one in self._placeholders if one.delegate and one.delegate.id == wanted), None
        )

    def _candidates(self, row: Row, matches: Sequence[Match]) -> tuple[Candidate, ...]:
        listed = []
        for match in matches[:_CANDIDATES_SHOWN]:
            held = self._people.held(match.known.id)
            head = None if held.delegate else self._head_of(row)
            differences = (
                changes_for(row, held, head, self._target)
                if head
                else _differences(row, held, self._target)
            )
            listed.append(
                Candidate(
                    PersonId(match.known.id),
                    match.known.label,
                    self._detail(held),
                    match.reasons,
                    match.likeness is Likeness.SAME,
                    differences,
                    self._holds(held),
                    frozenset(post.organisation_id for post in held.posts if not post.valid_to),
                )
            )
        return tuple(listed)

    def _holds(self, held: Held) -> dict[str, str]:
        """The present values of somebody known, so that they can be held against those of the file."""
        person, post = held.person, next(iter(held.posts), None)
        if person is None:
            return {}
        names = ("family_name", "given_name", "native_name", "reading", "prefix", "suffix")
        said = {name: str(getattr(person, name)) for name in names}
        if post is not None:
            said["organisation"] = self._organisations.get(post.organisation_id, "")
            said |= {"department": post.department, "position": post.title}
        for kind in (ContactKind.EMAIL, ContactKind.PHONE):
            said[kind.value] = ", ".join(way.value for way in held.ways if way.kind is kind)
        said["country"] = person.country
        return {field: text for field, text in said.items() if text}

    def _detail(self, held: Held) -> str:
        """Where somebody known belongs: post and organisation, else an address, else the country."""
        if held.posts:
            post = held.posts[0]
            return ", ".join(
                part
                for part in (post.title, self._organisations.get(post.organisation_id, ""))
                if part
            )
        if held.ways:
            return held.ways[0].value
        return held.person.country if held.person else ""

    def _within_list(self, staged: StagedRow, one: Known) -> StagedRow:
        """A new person who stands further up in the list already, or shares something with someone there."""
        keys = {
            *one.emails,
            *one.phones,
            one.native_key,
            "|".join(sorted(min(w, key=len) for w in one.latin_words)),
        }
        earlier = sorted({number for key in keys - {""} for number in self._new.get(key, ())})
        for number in earlier:
            match = compare(one, self._incoming[number])
            if match.likeness is Likeness.SAME:
                return repeated(staged, number)
            kind = "row.shared_email" if "same_email" in match.reasons else "row.same_name"
            if match.likeness is Likeness.POSSIBLE:
                finding = Finding(
                    kind,
                    Severity.NOTE if kind == "row.shared_email" else Severity.WARNING,
                    (Subject("row", str(staged.number), staged.name),),
                    {"name": staged.name, "row": number},
                )
                staged = replace(staged, findings=(*staged.findings, finding))
        for key in keys - {""}:
            self._new.setdefault(key, []).append(staged.number)
        return staged

    def _set_aside(self, staged: StagedRow, draft: Draft) -> StagedRow:
        """Rows that are read but not taken in until somebody says so: crossed out, or perhaps no person."""
        kind = "row.struck" if draft.struck else "row.heading" if draft.doubtful else ""
        is_odd = any(finding.kind == "cell.odd_name" for finding in draft.findings)
        if staged.decision is Decision.SAME or not (kind or is_odd):
            return staged
        if kind != "row.struck" and staged.candidates:
            return staged
        aside = replace(decided(staged, Decision.SKIP), decided=False)
        if not kind:
            return aside
        finding = of_row(draft, kind, Severity.WARNING, name=staged.name)
        return replace(aside, findings=(*staged.findings, finding))

    def _placeholder(self, row: Row) -> StagedRow:
        draft = row.draft
        if self._target.visit is None:
            finding = of_row(
                draft, "row.placeholder_needs_visit", Severity.WARNING, name=draft.placeholder
            )
            return replace(shown(row), findings=(*draft.findings, finding))
        staged = shown(row, additions(row, self._target))
        held = self._free_placeholder(row)
        if held is None:
            return replace(staged, decision=Decision.NEW)
        self._placeholders.remove(held)
        assert held.delegate is not None
        itself = Candidate(
            PersonId(held.delegate.id),
            held.delegate.placeholder,
            held.delegate.title,
            ("same_visit",),
            True,
            changes(row, held, self._target),
        )
        return proposed(replace(staged, candidates=(itself,)))

    def _free_placeholder(self, row: Row) -> Held | None:
        """The head without a name that this row means: by key, by text and post, by text alone."""
        if (own := self._head_of(row)) is not None:
            return own

        def key(delegate_title: str, text: str) -> tuple[str, str]:
            return fold(text), fold(delegate_title)

        same_text = [
            held
            for held in self._placeholders
            if held.delegate and fold(held.delegate.placeholder) == fold(row.draft.placeholder)
        ]
        wanted = key(row.draft.position, row.draft.placeholder)
        for held in same_text:
            if held.delegate and key(held.delegate.title, held.delegate.placeholder) == wanted:
                return held
        # One of several unnamed heads with another post is another head.
        open_ones = [held for held in same_text if held.delegate and not held.delegate.title]
        return open_ones[0] if open_ones else None


def _keeps(edit: Edit, text: str) -> bool:
    """Whether the edit puts this text into somebody's notes."""
    if isinstance(edit, Add):
        return text in str(getattr(edit.record, "notes", ""))
    return isinstance(edit, SetField) and edit.name == "notes" and text in str(edit.value)


def _differences(row: Row, held: Held, target: Target) -> tuple[Change, ...]:
    """A row of our own sheet, for whom it was written, cell by cell; any other forgivingly."""
    own = row.own
    if own and held.person and held.person.id == own.person_id:
        return cell_changes(row, held, target)
    return changes(row, held, target)


def of_row(draft: Draft, kind: str, severity: Severity, **facts: str | int) -> Finding:
    return Finding(kind, severity, (Subject("row", str(draft.number)),), facts)
