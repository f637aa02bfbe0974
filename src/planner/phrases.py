"""Findings, steps and changes put into words, in the reader's language.

To add a finding: its kind and sentence in ``SENTENCES``; the facts fill the sentence. A fact
``variant`` selects the sentence "kind|variant" where there is one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from planner.domain.findings import Finding
from planner.domain.history import Step
from planner.domain.merge_fields import Following
from planner.domain.word_titles import TITLES
from planner.i18n import N_, Language, current, day_in_words, inside, moment_in_words

SENTENCES: Final = {
    "time.order": N_("“{item}” ends before it starts ({when})."),
    "time.skipped": N_(
        "“{item}”: {when} does not exist in {zone}; the clock skips that hour. Is {choice} or"
        " {other_choice} meant?"
    ),
    "time.twice": N_(
        "“{item}”: {when} comes twice in {zone} that night; the first ({choice}) is meant, not the"
        " second ({other_choice})."
    ),
    "time.outside": N_("“{item}” ({when}) is not on a day of the visit."),
    "overlap.people": N_("{names} would be at “{first}” and “{second}” at the same time ({when})."),
    "overlap.host": N_("{name} would host “{first}” and “{second}” at the same time ({when})."),
    "overlap.room": N_(
        "The room {name} is used by “{first}” and “{second}” at the same time ({when})."
    ),
    "overlap.resource": N_(
        "{name} is booked for “{first}” and “{second}” at the same time ({when})."
    ),
    "overlap.elsewhere": N_(
        "{name} is needed for “{first}” ({when}) and for “{second}” of the visit {visit}."
    ),
    "transfer.short": N_(
        "From “{first}” to “{second}” there are {gap} minutes; {needed} are needed ({when})."
    ),
    "transfer.estimated": N_(
        "From “{first}” to “{second}” there are {gap} minutes; about {needed} are needed, estimated"
        " from the distance ({when})."
    ),
    "site.closed": N_("{site} is closed on that day (“{item}”, {when})."),
    "site.hours": N_("“{item}” ({when}) is outside the opening hours of {site}: {hours}."),
    "site.holiday": N_("“{item}” ({when}) is on a public holiday in {country}: {holiday}."),
    "site.group": N_("{heads} people are on “{item}”; {site} takes {limit} at a time ({when})."),
    "room.small": N_("{heads} people are on “{item}”; the room {room} takes {limit} ({when})."),
    "vehicle.seats": N_(
        "{heads} people are on “{item}”; the vehicles have {limit} seats ({when})."
    ),
    "ride.twice": N_("{names}: in two vehicles on “{item}” ({when})."),
    "ride.nobody": N_("On “{item}” ({when}) nobody said in which vehicle: {names}."),
    "ride.full": N_("{heads} people ride in {vehicle} on “{item}”; it has {limit} seats ({when})."),
    "stay.nobody": N_("On “{item}” ({when}) nobody said in which room: {names}."),
    "stay.full": N_("{heads} people share room {room} on “{item}”; it has {limit} beds ({when})."),
    "host.missing": N_("“{item}” ({when}) has no host."),
    "site.bridge": N_(
        "“{item}” ({when}) is on a day between the holiday {holiday} and the weekend in {country};"
        " many are away."
    ),
    "guests.holiday": N_("{day} is a public holiday at home, in {country}: {holiday}."),
    "site.escorts": N_(
        "{heads} people are on “{item}” with named hosts: {escorts}; {site} asks for one escort for"
        " each {limit}, that is {needed} ({when})."
    ),
    "access.missing": N_("{site} still needs data of {names}: {fields}. Due {due}."),
    "access.undated": N_("{site} still needs data of {names}: {fields}."),
    "access.missing|past": N_("{site} should have had data of {names} by {due}: {fields}."),
    "access.unsent": N_("{site} wants its list by {due}; not noted as sent: {names}."),
    "access.unsent|past": N_(
        "{site} should have had its list by {due}; not noted as sent: {names}."
    ),
    "access.refused": N_("{site} refused {names} (“{item}”, {when})."),
    "border.refused": N_(
        "A travel document for {country} was refused: {names} (“{item}”, {when})."
    ),
    "border.expired": N_(
        "A travel document runs out before the stay in {country} ends: {names} (“{item}”, {when})."
    ),
    "border.open": N_(
        "A travel document for {country} is not in hand yet: {names} (“{item}”, {when})."
    ),
    "border.unknown": N_(
        "Nothing is recorded about travel documents at the border to {country} (“{item}”, {when});"
        " people concerned: {count}."
    ),
    "rest.meal": N_("No meal and no time for one around noon: {names} (“{item}”, {when})."),
    "rest.break": N_(
        "{hours} hours without a break from “{first}” to “{second}” ({when}): {names}."
    ),
    "rest.long_day": N_("A day of {hours} hours from “{first}” to “{second}” ({when}): {names}."),
    "rest.landing": N_(
        "“{second}” begins {minutes} minutes after the long flight “{first}” lands ({when}): {names}."
    ),
    "rest.evening": N_(
        "“{second}” ({when}) is on the evening after the night flight “{first}”: {names}."
    ),
    "presence.before": N_("{name} is named for “{item}” ({when}) but has not arrived yet."),
    "presence.after": N_("{name} is named for “{item}” ({when}) but has left by then."),
    "presence.late": N_("{name} arrives in the middle of “{item}” ({when})."),
    "presence.early": N_("{name} leaves in the middle of “{item}” ({when})."),
    "audience.nobody": N_("Nobody is on “{item}” ({when})."),
    "audience.group": N_("“{item}” ({when}) is for group {group}, which has no members."),
    "audience.idle": N_(
        "{names} have nothing for {minutes} minutes while others are at “{item}” ({when})."
    ),
    "name.late": N_("{name}: the name was due {due}."),
    "name.due": N_("{name}: the name is due {due}."),
    "name.open": N_("{name} has no name yet, and no day by which it is due."),
    "promise.open": N_("“{item}” ({when}) is near and not confirmed."),
    "promise.due": N_("“{item}” ({when}) is to be confirmed by {due}."),
    "promise.late": N_("“{item}” ({when}) was to be confirmed by {due}."),
    "item.place": N_("“{item}” ({when}) has no place."),
    "leg.number": N_("“{item}” ({when}) has no flight or train number."),
    "visit.emergency": N_("The visit has no emergency contact yet."),
    "person.namesake": N_("{count} people of this visit are called {name}."),
    "needs.table": N_(
        "The kitchen of “{item}” ({when}) was not told all needs; people concerned: {count}."
    ),
    "needs.site": N_(
        "The site of “{item}” ({when}) was not told all needs; people concerned: {count}."
    ),
    "agreement.expired": N_(
        "“{agreement}” has ended or expires before it is signed at “{item}” ({when})."
    ),
    "agreement.no_text": N_(
        "“{agreement}” is to be signed at “{item}” ({when}), and no text of it is on file."
    ),
    "overlap.roles": N_(
        "{name} has another part in each of “{first}” and “{second}” at the same time ({when})."
    ),
    "visit.twice": N_("{names}: also in the delegation of “{visit}” on the same days."),
    "visit.clash": N_(
        "{names}: needed for “{first}” ({when}) and for “{second}” of the visit {visit}."
    ),
    "promise.open|host": N_("“{item}” ({when}) is not confirmed yet by {names}."),
    "promise.late|host": N_(
        "“{item}” ({when}) should have been confirmed by {due}; nothing is noted from {names}."
    ),
    "overlap.year": N_(
        "{names}: needed for “{first}” of {visit} ({when}) and for “{second}” of {other_visit}."
    ),
    "flow.over": N_("{minutes} min over before “{item}” ({when})."),
    "flow.night": N_("“{item}” ({when}) comes after the night and stays: {minutes} min over."),
    "flow.early": N_("{minutes} min too early after “{item}” ({when})."),
    "split.late": N_("{names} join later and are in the last group."),
    "split.beside": N_(
        "“{item}” cannot take turns with “{other}”: other people or the same hosts."
    ),
    "split.other_day": N_("The day is too short for all: “{item}” of {groups} would be on {when}."),
    "split.waiting": N_("No time was found for “{item}” of {groups}; it would wait unscheduled."),
    "split.unneeded": N_("Nobody needs “{item}” any more; it would wait unscheduled."),
    "split.refused": N_("“{item}” cannot be split as the plan stands. This would be left:"),
    "late.transfer": N_("“{item}” ({when}) leaves without {names}: {minutes} min too late."),
    "late.missed": N_("{names} miss “{item}” ({when})."),
    "late.joins": N_("{names} join “{item}” {minutes} min late ({when})."),
    "late.others": N_(
        "“{item}” ({when}) would begin {minutes} min later for others, too: {names}."
    ),
    "late.shorter": N_("“{item}” ({when}) would be {minutes} min shorter."),
    "late.noted": N_("The delegation list still has the old arrival of {names}."),
    "late.needless": N_("Nobody needs “{item}” ({when}) then; it would wait unscheduled."),
    "late.booked": N_("“{item}” ({when}) leads to or from what is left out, and is booked."),
    "late.dropped": N_("“{item}” ({when}) finds no time and would wait unscheduled."),
    "propose.people": N_("“{item}” found no place: its people are always elsewhere."),
    "propose.away": N_("“{item}” found no place: its people are not there long enough."),
    "propose.transfer": N_("“{item}” found no place: nobody could get there and back in time."),
    "propose.host": N_("“{item}” found no place: a host is always taken."),
    "propose.room": N_("“{item}” found no place: the room is always taken."),
    "propose.resource": N_("“{item}” found no place: a vehicle or an interpreter is always taken."),
    "propose.hours": N_("“{item}” found no place: the site is closed when there is time."),
    "propose.holiday": N_("“{item}” found no place: there are public holidays."),
    "propose.meal": N_("“{item}” found no place that leaves time for a meal."),
    "propose.others": N_("“{item}” found no place beside the other entries."),
    "propose.days": N_("“{item}” found no place: the visit has no days, or none is long enough."),
    "swap.fixed": N_("“{item}” has a fixed time ({when})."),
    "leg.quick": N_("“{item}” ({when}) is planned with {minutes} minutes; the way takes {needed}."),
    "site.crowd": N_(
        "{heads} people are at {site} at the same time, on {items}; it takes {limit} ({when})."
    ),
    "time.moved": N_(
        "“{item}”: {when} in {zone} was {then} when it was planned and is {now} now: the rules of the"
        " zone were changed."
    ),
    "time.long": N_("“{item}” ({when}) goes on for {hours} hours."),
    "language.uncovered": N_(
        "“{item}” ({when}) is in “{language}”; without an interpreter for them: {names}."
    ),
    "interpreting.nobody": N_(
        "“{item}” ({when}) is to be interpreted, and no interpreter is booked."
    ),
    "interpreting.alone": N_("“{item}” ({when}): one interpreter alone for {minutes} minutes."),
    "interpreting.short": N_(
        "“{item}” ({when}) has {minutes} minutes; interpreted consecutively, what is said takes"
        " {doubled}."
    ),
    "time.twice|second": N_(
        "“{item}”: {when} comes twice in {zone} that night; the second ({other_choice}) is meant, not"
        " the first ({choice})."
    ),
    "transfer.short|source": N_(
        "From “{first}” to “{second}” there are {gap} minutes; {needed} are needed by {source} ({when})."
    ),
    "leg.quick|estimated": N_(
        "“{item}” ({when}) is planned with {minutes} minutes; about {needed} are needed, estimated from"
        " the distance."
    ),
    "leg.quick|source": N_(
        "“{item}” ({when}) is planned with {minutes} minutes; the way takes {needed} by {source}."
    ),
    "agreement.ends_unsigned": N_("It ends on {end}, before it was signed on {signed}."),
    "agreement.ends_before_force": N_("It ends on {end}, before it comes into force on {since}."),
    "agreement.force_before_signed": N_(
        "It is in force since {since}, before it was signed on {signed}."
    ),
    "agreement.review_after_end": N_("Its review on {review} comes after its end on {end}."),
    "agreement.long_notice": N_("A notice of {months} months is longer than its whole term."),
    "agreement.own_parent": N_("It belongs to itself, by way of the agreements that it is under."),
    "agreement.own_successor": N_("It supersedes itself, by way of those that it supersedes."),
    "agreement.renewed_but_over": N_("It renews itself, and yet its state is “expired”."),
    "agreement.ran_out": N_(
        "It ended on {end} and does not renew itself; its state does not say so."
    ),
    "agreement.signed_later": N_(
        "It counts as signed, but its signature is on {signed}, still to come."
    ),
    "agreement.force_later": N_("It counts as in force, but only from {since}, still to come."),
    "agreement.replaced": N_("Another agreement takes its place; its state does not say so."),
    "agreement.replaced_by_none": N_(
        "Its state is “superseded”, and no agreement says that it supersedes it."
    ),
    "agreement.force_begun": N_("It is in force since {since}; its state still says “signed”."),
    "agreement.renewal_unsaid": N_(
        "It renewed itself after {end}; for how long each time is not written down."
    ),
    "agreement.review_over": N_("Its review was to be on {review}. Enter when the next one is."),
    "signing.nobody": N_("Nobody is named who signs “{agreement}” at “{item}” ({when})."),
    "signing.nobody|some": N_(
        "Nobody is named who signs “{agreement}” for {parties} at “{item}” ({when})."
    ),
    "signing.absent": N_("{names}: to sign “{agreement}”, but not on “{item}” ({when})."),
    "signing.unprinted": N_(
        "“{agreement}” is signed at “{item}” ({when}); not printed yet: {languages}."
    ),
    "signing.unnoted": N_(
        "“{agreement}” was to be signed at “{item}” ({when}); nobody said whether it was."
    ),
}

REMEDIES: Final = {
    "time.order": N_("Correct one of the two times."),
    "time.skipped": N_("Choose a time an hour later."),
    "overlap.people": N_("Move one of them, or change who is on it."),
    "overlap.host": N_("Move one of them, or name another host."),
    "overlap.room": N_("Move one of them, or choose another room."),
    "overlap.resource": N_("Move one of them, or book another one."),
    "transfer.short": N_("Start the second one later, or end the first one earlier."),
    "transfer.estimated": N_("Start the second one later, or enter how long the way really takes."),
    "site.closed": N_("Move it to another day, or ask the site to open."),
    "site.hours": N_("Move it, or ask the site whether it opens for you."),
    "site.holiday": N_("Ask the site, or move it to another day."),
    "site.group": N_("Split the delegation into groups that take turns."),
    "room.small": N_("Choose a larger room."),
    "vehicle.seats": N_("Book a further vehicle."),
    "ride.twice": N_("Choose one of the vehicles."),
    "ride.nobody": N_("Choose a vehicle for each under “Who rides where”."),
    "ride.full": N_("Put some of them into another vehicle, or book a larger one."),
    "stay.nobody": N_("Choose a room for each under “Rooms”."),
    "stay.full": N_("Give some of them another room, or correct the kind of room."),
    "host.missing": N_("Name a host."),
    "leg.quick": N_("Let it end later, or correct the table of travel times."),
    "site.crowd": N_("Let the groups come one after the other."),
    "site.escorts": N_("Name further hosts, or ask the site whether it sends escorts."),
    "site.bridge": N_("Ask whether the hosts are there."),
    "time.twice": N_("Choose which of the two is meant."),
    "time.moved": N_("Keep the local time or keep the moment; ask the site which."),
    "time.long": N_("Look at the date of its end."),
    "language.uncovered": N_("Book an interpreter for the language, or correct who speaks what."),
    "interpreting.nobody": N_("Book an interpreter."),
    "interpreting.alone": N_("Book a second interpreter; they take turns."),
    "interpreting.short": N_("Give it more time, or fewer words."),
    "access.missing": N_("Collect them, or note on the site's list what was sent or waived."),
    "access.unsent": N_("Send the list, and note that it was sent."),
    "access.undated": N_("Collect them, and enter until when the site wants them."),
    "access.refused": N_("Talk to the site, or leave them out of this item."),
    "border.open": N_("Ask how the application stands."),
    "border.expired": N_("Ask for a new document."),
    "border.unknown": N_("Ask who needs a visa or a passport there, and note it."),
    "rest.meal": N_("Plan a meal, or three quarters of an hour without an item."),
    "rest.break": N_("Leave a quarter of an hour in between."),
    "rest.landing": N_("Give them time to reach the hotel."),
    "presence.before": N_("Take them off, or correct the arrival."),
    "presence.after": N_("Take them off, or correct the departure."),
    "audience.nobody": N_("Choose who is on it, or remove it."),
    "audience.group": N_("Put people into the group, or choose another one."),
    "audience.idle": N_("Plan something for them, or add free time that says so."),
    "name.open": N_("Ask for the name, and enter until when it must be there."),
    "promise.open": N_("Ask for a confirmation."),
    "promise.late": N_("Ask for a confirmation, or plan something else."),
    "item.place": N_("Enter the site, or the place in words."),
    "visit.emergency": N_("Enter whom delegates call at night."),
    "needs.table": N_("Tell the kitchen, then note it as passed on."),
    "needs.site": N_("Tell the site, then note it as passed on."),
    "agreement.expired": N_("Ask the parties whether it is to be renewed."),
    "agreement.no_text": N_("Ask for the text to be signed."),
    "overlap.roles": N_("Move one of them, or name somebody else."),
    "visit.twice": N_("Ask which visit they are with, or give their days in each."),
    "visit.clash": N_("Move one of them, or take them off one of the visits."),
    "overlap.year": N_("Move one of them, or name somebody or something else."),
    "signing.nobody": N_("Name the signatory of each party, with the title."),
    "signing.absent": N_("Put them on the entry, or name somebody else who signs."),
    "signing.unprinted": N_("Print the text, and say so at its language version."),
    "signing.unnoted": N_("Note it with “Signed…”, or move the signing to another entry."),
}


FAMILIES: Final = {
    "time": N_("Times"),
    "zone": N_("Time zones"),
    "overlap": N_("Double bookings"),
    "visit": N_("The visit"),
    "transfer": N_("Transfers"),
    "leg": N_("Journeys"),
    "site": N_("Sites"),
    "room": N_("Rooms"),
    "vehicle": N_("Vehicles"),
    "ride": N_("Vehicles"),
    "stay": N_("Rooms of stays"),
    "host": N_("Hosts"),
    "guests": N_("Guests' country"),
    "access": N_("Admission"),
    "language": N_("Languages"),
    "interpreting": N_("Interpreting"),
    "border": N_("Borders"),
    "rest": N_("Rest and meals"),
    "presence": N_("Arrivals and departures"),
    "audience": N_("Who is on it"),
    "name": N_("Open names"),
    "promise": N_("Confirmations"),
    "item": N_("Entries"),
    "person": N_("People"),
    "needs": N_("Needs"),
    "agreement": N_("Agreements"),
    "signing": N_("Signings"),
    "flow": N_("Moving"),
    "swap": N_("Moving"),
    "late": N_("Delays"),
    "split": N_("Groups that take turns"),
    "propose": N_("Proposals"),
}
"""What the first word of a kind is called where kinds are listed."""


def family(kind: str, speak: Language | None = None) -> str:
    """The family of a kind of finding: "Rest and meals" of "rest.break"."""
    head = kind.partition(".")[0]
    return (speak or current())(FAMILIES.get(head, head))


FIXES: Final = {
    "move": N_("Move “{item}” to {when}"),
    "later": N_("Start “{item}” {minutes} minutes later, and what follows"),
    "longer": N_("Give “{item}” {minutes} minutes, and move what follows"),
    "hour_on": N_("Move “{item}” to {when}"),
    "hour_back": N_("Move “{item}” to {when}"),
    "keep_local": N_("Keep the local times of all such entries"),
    "keep_moment": N_("Keep the moments of all such entries, and change their local times"),
    "first_time": N_("Mean the first of the two times"),
    "second_time": N_("Mean the second of the two times"),
    "confirm": N_("Confirm “{item}”"),
    "split": N_("Split “{item}” into {count} groups of at most {limit}…"),
    "other_host": N_("Let {others} receive at “{item}” instead of {name}"),
    "open": N_("Fill it in at “{item}”"),
    "pass_needs": N_("Note the needs as passed on for “{item}”"),
}

FIXED: Final = {
    "move": N_("“{item}” was moved to {when}"),
    "later": N_("“{item}” starts {minutes} minutes later, with what follows"),
    "longer": N_("“{item}” has {minutes} minutes, and what follows was moved"),
    "hour_on": N_("“{item}” was moved to {when}"),
    "hour_back": N_("“{item}” was moved to {when}"),
    "keep_local": N_("The local times of all such entries were kept"),
    "keep_moment": N_("The moments of all such entries were kept, and their local times changed"),
    "first_time": N_("The first of the two times is meant"),
    "second_time": N_("The second of the two times is meant"),
    "confirm": N_("“{item}” is confirmed"),
    "other_host": N_("Hosts of “{item}” now: {others}"),
    "pass_needs": N_("The needs were noted as passed on for “{item}”"),
}


def fixed(kind: str, facts: Mapping[str, str | int], speak: Language | None = None) -> str:
    """What taking a way out did: "“Tour” was moved to Mon 10 May 16:30"."""
    speak = speak or current()
    return _filled(speak(FIXED.get(kind, kind)), facts, speak)


def fix(kind: str, facts: Mapping[str, str | int], speak: Language | None = None) -> str:
    """What taking a way out would do: "Move “Tour” to Mon 10 May 16:30"."""
    speak = speak or current()
    return _filled(speak(FIXES.get(kind, kind)), facts, speak)


def sentence(finding: Finding, speak: Language | None = None) -> str:
    """The finding as one sentence. A kind without a sentence is shown by its name, never hidden."""
    speak = speak or current()
    variant = f"{finding.kind}|{finding.facts.get('variant', '')}"
    pattern = SENTENCES.get(variant) or SENTENCES.get(finding.kind)
    if pattern is None:
        # late: only lists that are read in need it
        from planner.domain.staging_sentences import FINDING_SENTENCES

        pattern = FINDING_SENTENCES.get(finding.kind, finding.kind)
    return _filled(speak(pattern), finding.facts, speak)


def remedy(finding: Finding, speak: Language | None = None) -> str:
    """What can be done about it, or empty text."""
    speak = speak or current()
    return speak(REMEDIES.get(finding.kind, ""))


def label(step: Step, speak: Language | None = None) -> str:
    """What a step of the history did: "Move Round table"."""
    return named(step.label, step.facts, speak)


def named(message: str, facts: Mapping[str, str | int], speak: Language | None = None) -> str:
    """A message id of a verb, filled in; without a name the word of the record stands in for it."""
    speak = speak or current()
    filled = dict(facts)
    if not filled.get("name") and "word" in filled:
        title = speak(TITLES.get(str(filled["word"]), str(filled["word"])))
        filled["name"] = inside(title, speak)
    return _filled(speak(message), filled, speak)


def _filled(pattern: str, facts: Mapping[str, str | int], speak: Language) -> str:
    values = dict(facts)
    for name in ("when", "due", "day", "other_day"):
        moment = values.get(name)
        if isinstance(moment, str) and moment:
            values[name] = _moment(moment, speak)
    fields = values.get("fields")
    if isinstance(fields, str) and fields:
        from planner.domain.sites import ACCESS_FIELDS  # late: only lists of admission need it

        values["fields"] = ", ".join(
            inside(speak(ACCESS_FIELDS.get(key, key)), speak) for key in fields.split("|")
        )
    if status := values.get("status"):  # a message id itself
        values["status"] = inside(speak(str(status)), speak)
    if country := values.get("country"):
        from planner.domain.country_titles import with_country  # late: few sentences name one

        pattern = with_country(pattern, str(country), speak.code)
    return pattern.format_map(_Gaps(values))


def _moment(text: str, speak: Language) -> str:
    """An ISO date or time in words; the last minute of a day is the day."""
    if len(text) == len("2027-05-10"):
        return day_in_words(dt.date.fromisoformat(text), speak)
    moment = dt.datetime.fromisoformat(text)
    if moment.time() == dt.time(23, 59):
        return day_in_words(moment.date(), speak)
    return moment_in_words(moment, speak)


class _Gaps(dict[str, str | int]):
    """A fact that is missing leaves an ellipsis: better a hole than no sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


def following(one: Following, speak: Language | None = None) -> str:
    """What a merge takes along of one word: "Delegate: 2, one was there twice"."""
    speak = speak or current()
    text = f"{speak(TITLES[one.word])}: {one.count}"
    if one.joined:
        text += ", " + speak.plural("one was there twice", "{count} were there twice", one.joined)
    return text
