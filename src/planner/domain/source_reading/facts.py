"""What citations state, by name: the same words in shipped data, in what is offered and in comparisons."""

from __future__ import annotations

from typing import Final

from planner.i18n import N_

LISTED: Final = N_("listed as bilateral agreement")
OF_FUND: Final = N_("agreement of the fund")
WITH: Final = N_("agreement with")
AGREEMENTS: Final = N_("number of bilateral agreements")
LOCATED: Final = N_("located in")
CENTRES: Final = N_("number of centres")
ATTACHES: Final = N_("number of attachés")
SIGNED: Final = N_("signed")
UNTIL: Final = N_("runs until")
VISITED: Final = N_("visited by")
SENT: Final = N_("sent a delegation to")
SIZE: Final = N_("size of its delegation")
HOST: Final = N_("host")
INVITED: Final = N_("invited to")
INVITES: Final = N_("invites to")
PARTNERS: Final = N_("partners since")
EXCHANGE: Final = N_("exchange with")
COUNTRIES: Final = N_("number of countries")
PRIORITY: Final = N_("priority country")
MEMBERS: Final = N_("members")
APPLIED: Final = N_("applied as")
SEAT: Final = N_("seat")
PRESENT: Final = N_("present in")
STATE: Final = N_("state")
CONTACT: Final = N_("contact")
RUNS: Final = N_("runs")
NAMED: Final = N_("named")
VISIT: Final = N_("visit")
"""Who came where and when; its value is that of domain.told_visits."""
TYPE: Final = N_("type")
"""What a text calls an agreement, in its own kind of words."""

LISTS: Final = frozenset({LISTED, OF_FUND, LOCATED})
"""Facts that make a list of their source: each record of it is cited once."""

EVENTS: Final = frozenset(
    {
        WITH,
        VISITED,
        SENT,
        HOST,
        INVITED,
        INVITES,
        EXCHANGE,
        CONTACT,
        NAMED,
        PRIORITY,
        RUNS,
        VISIT,
        TYPE,
    }
)
"""Facts of which two sources may tell different ones without a difference."""

RETOLD: Final = {"centres": LOCATED}
"""Facts that say in one line what a list says one by one: where the lists differ, they add nothing."""
