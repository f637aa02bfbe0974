"""Delegates, hosts and interpreters as every paper says them: name, post, organisation, role, group.

One place decides how a name stands, so that a person reads alike on the list, the badge and the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from planner.documents.content import Text, Words, first, second
from planner.documents.material import Material
from planner.documents.people.head_writing import Head, Writer, key_of
from planner.documents.speaking.person_names import with_post
from planner.documents.speaking.wording import Speech, listed
from planner.domain.ids import DelegateId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.precedence import listed as in_order
from planner.domain.travel import ResourceKind
from planner.i18n import N_

__all__ = ["Everybody", "Head", "everybody", "group_said", "in_full", "names_of"]


@dataclass(frozen=True)
class Everybody:
    """All heads of a visit: delegates in order of precedence, hosts in order of their first entry.

    Hosts who are only an organisation are N.N. of it, by "organisation:…".
    """

    plan: Plan
    delegates: dict[DelegateId, Head]
    hosts: dict[str, Head]
    interpreters: dict[str, Head]
    speech: Speech

    @property
    def receiving(self) -> list[Head]:
        """The hosts of the visit: nobody of the delegation, and nobody twice as a person and as N.N."""
        return _receiving(self.hosts.values(), self.delegates.values())

    def on(self, item: Item) -> list[Head]:
        """The delegates on an entry, in order of precedence."""
        there = self.plan.heads_on(item)
        return [head for key, head in self.delegates.items() if key in there]

    def hosts_of(self, item: Item) -> list[Head]:
        """In the order that the entry gives them, each once and with the role there.

        An organisation for which somebody is named stands for nobody else. Whoever of the delegation
        gives a dinner is here too; see :func:`across` for who is met.
        """
        found: dict[str, Head] = {}
        for host in self.plan.hosts_of(item):
            head = self.hosts.get(key_of(self.plan, host))
            if head is not None and head.key not in found:
                found[head.key] = replace(head, role=self.speech.both(host.role))
        return _receiving(found.values(), ())

    def across(self, item: Item) -> list[Head]:
        """The hosts of an entry who are not of the delegation itself: the other side of the table."""
        return _receiving(self.hosts_of(item), self.on(item))

    def interpreters_of(self, item: Item) -> list[Head]:
        """Those who are booked for an entry; interpreters in the delegation are delegates."""
        keys = [one.id for one in self.plan.booked_for(item)]
        return [self.interpreters[key] for key in keys if key in self.interpreters]


def _receiving(hosts: Iterable[Head], guests: Iterable[Head]) -> list[Head]:
    hosts, guests = list(hosts), list(guests)
    own = {head.person_id for head in guests} - {None}
    named = {head.organisation for head in hosts if head.is_named}
    ours = {head.organisation for head in guests if head.organisation}
    return [
        head
        for head in hosts
        if (head.is_named and head.person_id not in own)
        or (not head.is_named and head.organisation not in named | ours)
    ]


@lru_cache(4)
def everybody(material: Material) -> Everybody:
    """All heads of the visit, in the languages of the paper; several parts of a paper ask for them."""
    plan, speech = material.plan, material.speech
    write = Writer(material)
    delegates = in_order(plan, speech.code)
    return Everybody(
        plan=plan,
        delegates=dict(zip([one.id for one in delegates], write.delegates(delegates), strict=True)),
        hosts={head.key: head for head in write.hosts()},
        interpreters={
            one.id: write.interpreter(one)
            for one in plan.resources
            if one.kind is ResourceKind.INTERPRETER
        },
        speech=speech,
    )


def in_full(head: Head, speech: Speech) -> Words:
    """ "TANAKA Haruto, Executive Director, JST"; of nobody named yet the organisation alone, if known."""
    if not head.is_named and head.organisation and not head.post:
        return head.organisation
    return _both(
        speech,
        lambda code, pick: with_post(pick(head.name), head.post, pick(head.organisation), code),
    )


def names_of(heads: Iterable[Head], speech: Speech) -> Words:
    """The labels in a row, as each language puts names in a row."""
    return names_in_a_row([head.label for head in heads], speech)


def names_in_a_row(names: Iterable[Words], speech: Speech) -> Words:
    """ "A, B and C"; names that both languages write alike are said once."""
    names = list(names)
    said = _both(speech, lambda code, pick: listed([pick(name) for name in names], code))
    return said if any(name.second for name in names) else Words(said.text)


def group_said(head: Head, speech: Speech) -> Text:
    """ "Group A"; empty for who is in none."""
    return speech.both(N_("Group {letter}"), letter=head.groups) if head.groups else ""


def _both(speech: Speech, write: Callable[[str, Callable[[Words], str]], str]) -> Words:
    """A text made in each language from texts that are in each language."""

    def one(code: str) -> str:
        beside = code == speech.second_code
        return write(code, lambda text: (second(text) if beside else "") or first(text))

    return speech.each(one)
