"""What a site asks of a whole visit: by when, how many at once, how many escorts, what to wear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.documents.content import Fact, Text
from planner.documents.material import Material
from planner.documents.speaking.clocks import clock
from planner.documents.speaking.dates import long_date
from planner.domain.checks.access_pack import deadline
from planner.domain.itinerary import Item
from planner.domain.sites import SITE_RULE_KINDS, Site, SiteRule, SiteRuleKind
from planner.i18n import N_

_TOLD: Final = (
    SiteRuleKind.IDENTITY,
    SiteRuleKind.CLOTHING,
    SiteRuleKind.PHOTOGRAPHY,
    SiteRuleKind.EXCLUSION,
)


def gate_facts(material: Material, site: Site, items: Sequence[Item]) -> tuple[Fact, ...]:
    """The rules of the site that bear on its list; ``items`` are the entries there, earliest first."""
    plan, speech = material.plan, material.speech
    rules = plan.rules_of.get(site.id, [])
    most = max((len(plan.on(item)) for item in items), default=0)
    facts: list[Fact] = []
    if due := _due(material, site, items, rules):
        facts.append(Fact(speech.both(N_("List due")), (due,)))
    if limits := [rule.number for rule in _of(rules, SiteRuleKind.MAX_GROUP) if rule.number]:
        said = speech.both(
            N_("{limit}; at most {count} of this visit at once"), limit=min(limits), count=most
        )
        facts.append(Fact(speech.both(SITE_RULE_KINDS[SiteRuleKind.MAX_GROUP]), (said,)))
    if ratios := [rule.number for rule in _of(rules, SiteRuleKind.ESCORT_RATIO) if rule.number]:
        ratio = min(ratios)
        said = speech.both(
            N_("{ratio}; {count} escorts needed"), ratio=ratio, count=-(-most // ratio)
        )
        facts.append(Fact(speech.both(SITE_RULE_KINDS[SiteRuleKind.ESCORT_RATIO]), (said,)))
    for kind in _TOLD:
        texts = tuple(rule.text for rule in _of(rules, kind) if rule.text)
        if texts:
            facts.append(Fact(speech.both(SITE_RULE_KINDS[kind]), texts))
    return tuple(facts)


def _due(material: Material, site: Site, items: Sequence[Item], rules: Sequence[SiteRule]) -> Text:
    """The earliest of the site's deadlines, by its clock; an end of day without the hour."""
    notices = [rule for rule in _of(rules, SiteRuleKind.NOTICE) if rule.number is not None]
    if not (notices and items):
        return ""
    rule = min(notices, key=lambda one: deadline(one, site, items[0]).instant)
    moment = deadline(rule, site, items[0]).local

    def said(code: str) -> str:
        day = long_date(moment, code)
        return f"{day} {clock(moment, code)}" if rule.cutoff else day

    return material.speech.each(said)


def _of(rules: Sequence[SiteRule], kind: SiteRuleKind) -> list[SiteRule]:
    return [rule for rule in rules if rule.kind is kind]
