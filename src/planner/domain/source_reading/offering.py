"""From a reading to offers: which record each statement means, and what would be written."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.agreements import Agreement, AgreementKind, AgreementParty, AgreementStatus
from planner.domain.ids import AgreementId, OrganisationId, RecordId, new_id
from planner.domain.invitations import Invitation
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.sites import CountryFact
from planner.domain.source_reading import facts
from planner.domain.source_reading.lists import CountryList
from planner.domain.source_reading.offers import Offer, OfferKind, Shelf
from planner.domain.source_reading.passages import Passage
from planner.domain.source_reading.reading import Reading
from planner.domain.source_reading.sameness import town_key
from planner.domain.source_reading.statements import SignedAgreement
from planner.domain.sources import Citation, Source
from planner.domain.times import PartialDate
from planner.domain.words import Word
from planner.i18n import N_
from planner.text import clean_line, fold


class Offering:
    """Makes the offers of one text. A statement that the source is on record for already is left out."""

    def __init__(self, reading: Reading, shelf: Shelf, source: Source) -> None:
        self._reading, self._shelf, self._source = reading, shelf, source
        self._stated = {
            (one.subject_id, one.fact) for one in shelf.citations if one.source_id == source.id
        }
        self._stated_exactly = {
            (one.subject_id, one.fact, fold(one.value))
            for one in shelf.citations
            if one.source_id == source.id
        }
        self._offers: dict[str, Offer] = {}

    def offers(self) -> tuple[Offer, ...]:
        for listed in self._reading.country_lists:
            self._country_list(listed)
        self._centres()
        for signed in self._reading.signed:
            self._signed(signed)
        self._programmes()
        self._visits()
        self._ties()
        self._cluster()
        self._ranks()
        self._named()
        order = list(OfferKind)
        return tuple(sorted(self._offers.values(), key=lambda one: order.index(one.kind)))

    # agreements

    def _country_list(self, listed: CountryList) -> None:
        owner = self._owner(listed)
        if owner is None:
            return
        by_fund = owner.kind is OrganisationKind.FUNDER
        fact = facts.OF_FUND if by_fund else facts.LISTED
        owner_name = owner.name or owner.native_name
        for code in listed.codes:
            country = self._shelf.shown.get(code, code)
            words = {"owner": owner.acronym or owner_name, "country": country}
            known = self._agreement_with(owner.id, code, fact)
            if known is not None:
                self._cite(
                    OfferKind.AGREEMENT, known, fact, self._english(code), listed.passage,
                    N_("{owner} – {country}: agreement"), words,
                )  # fmt: skip
                continue
            agreement = Agreement(
                id=AgreementId(new_id()),
                title=f"{owner.acronym or owner_name} – {self._english(code)}",
                kind=AgreementKind.FUNDING if by_fund else AgreementKind.MOU,
            )
            parties = (
                AgreementParty(
                    id=RecordId(new_id()), agreement_id=agreement.id,
                    organisation_id=owner.id, name=owner_name,
                ),
                AgreementParty(
                    id=RecordId(new_id()), agreement_id=agreement.id, country=code, rank=1
                ),
            )  # fmt: skip
            self._make(
                OfferKind.AGREEMENT, f"agreement|{owner.id}|{code}", (agreement, *parties),
                agreement, fact, self._english(code), listed.passage,
                N_("{owner} – {country}: new agreement"), words,
            )  # fmt: skip
        if not by_fund:
            self._cite(
                OfferKind.AGREEMENT, owner, facts.AGREEMENTS, f"{len(listed.codes)} countries",
                listed.passage, N_("{owner} has agreements with {count} countries"),
                {"owner": owner.acronym or owner_name, "count": str(len(listed.codes))},
            )  # fmt: skip

    def _owner(self, listed: CountryList) -> Organisation | None:
        """Who stands before the list in its sentence, else the publisher."""
        start = listed.sentence.start
        before = [one.key for one in self._reading.named if start <= one.start <= start + listed.at]
        if before:
            return self._shelf.organisations.get(before[-1])
        return self._publisher()

    def _publisher(self) -> Organisation | None:
        wanted = fold(self._source.publisher)
        for one in self._shelf.organisations.values():
            names = (one.name, one.acronym, one.native_name)
            if wanted and wanted in {fold(name) for name in names if name}:
                return one
        return None

    def _agreement_with(self, owner: str, code: str, fact: str) -> Agreement | None:
        """The agreement of the two; where there are several, the one that such a list has cited already."""
        found = []
        for key, parties in self._shelf.parties.items():
            if not any(one.organisation_id == owner for one in parties):
                continue
            there = {one.country for one in parties}
            there |= {
                house.country
                for one in parties
                if one.organisation_id and one.organisation_id != owner
                and (house := self._shelf.organisations.get(one.organisation_id))
            }  # fmt: skip
            if code in there and key in self._shelf.agreements:
                found.append(self._shelf.agreements[key])
        cited = {one.subject_id for one in self._shelf.citations if one.fact == fact}
        return next((one for one in found if one.id in cited), found[0] if found else None)

    def _signed(self, signed: SignedAgreement) -> None:
        value = str(signed.when)
        known = self._agreement_of(signed)
        if known is not None:
            self._cite(
                OfferKind.AGREEMENT, known, facts.SIGNED, value, signed.passage,
                N_("“{agreement}” was signed: {when}"), {"agreement": known.title, "when": value},
            )  # fmt: skip
            return
        home = [one for one in (self._source_country(),) if one and one not in signed.codes]
        codes = (*home, *signed.codes)
        if len(codes) + len(signed.organisations) < 2:
            return
        agreement = Agreement(
            id=AgreementId(new_id()),
            title=" – ".join(self._english(code) for code in codes) or clean_line(
                " – ".join(self._shelf.organisation_name(key) for key in signed.organisations)
            ),
            status=AgreementStatus.SIGNED,
            signed_on=PartialDate(signed.when),
        )  # fmt: skip
        parties = [
            AgreementParty(
                id=RecordId(new_id()), agreement_id=agreement.id, country=code, rank=rank
            )
            for rank, code in enumerate(codes)
        ]
        if not codes:
            parties = [
                AgreementParty(
                    id=RecordId(new_id()), agreement_id=agreement.id,
                    organisation_id=OrganisationId(key), rank=rank,
                    name=self._shelf.organisation_name(key),
                )
                for rank, key in enumerate(signed.organisations)
            ]  # fmt: skip
        self._make(
            OfferKind.AGREEMENT, f"signed|{signed.when}|{'-'.join(codes)}",
            (agreement, *parties), agreement, facts.SIGNED, value, signed.passage,
            N_("New agreement, signed {when}: {parties}"),
            {"when": value, "parties": agreement.title},
        )  # fmt: skip

    def _agreement_of(self, signed: SignedAgreement) -> Agreement | None:
        """One that was signed then, with a party from each country that the sentence names."""
        for key, parties in self._shelf.parties.items():
            agreement = self._shelf.agreements.get(key)
            if agreement is None or not _same_time(agreement.signed_on, signed.when):
                continue
            houses = {one.organisation_id for one in parties if one.organisation_id}
            there = {one.country for one in parties} | {
                self._shelf.organisations[house].country
                for house in houses
                if house in self._shelf.organisations
            }
            if houses & set(signed.organisations) or (signed.codes and set(signed.codes) <= there):
                return agreement
        return None

    def _source_country(self) -> str:
        publisher = self._publisher()
        return publisher.country if publisher else ""

    # centres and programmes

    def _centres(self) -> None:
        centres = self._reading.centres
        if centres is None:
            return
        house = self._centre_house()
        for town in centres.towns:
            known = self._centre_in(town)
            if known is not None:
                self._cite(
                    OfferKind.CENTRE, known, facts.LOCATED, town, centres.passage,
                    N_("Innovation centre in {town}"), {"town": town},
                )  # fmt: skip
                continue
            made = Organisation(
                id=OrganisationId(new_id()),
                name=f"{house.name}, {town}" if house else f"Innovation centre, {town}",
                kind=OrganisationKind.INNOVATION_CENTRE,
                city=town,
                country=self._country_of_town(town),
                parent_id=house.id if house else None,
            )
            self._make(
                OfferKind.CENTRE, f"centre|{fold(town)}", (made,), made, facts.LOCATED, town,
                centres.passage, N_("New innovation centre in {town}"), {"town": town},
            )  # fmt: skip
        if house is None:
            return
        for fact, count, passage, sentence in (
            (facts.CENTRES, centres.count, centres.passage, N_("{name}: {count} centres")),
            (facts.ATTACHES, centres.attaches, centres.attaches_at, N_("{name}: {count} attachés are posted there")),
        ):  # fmt: skip
            if count and passage is not None:
                self._cite(
                    OfferKind.CENTRE, house, fact, str(count), passage, sentence,
                    {"name": house.name, "count": str(count)},
                )  # fmt: skip

    def _centre_house(self) -> Organisation | None:
        """The network of the centres: one that the text names, or the one that has centres below it."""
        centres = [
            one for one in self._shelf.organisations.values()
            if one.kind is OrganisationKind.INNOVATION_CENTRE
        ]  # fmt: skip
        above = {one.parent_id for one in centres if one.parent_id}
        heads = [one for one in centres if one.id in above] or [
            one for one in centres if self._reading.is_named(one.id)
        ]
        named = [one for one in heads if self._reading.is_named(one.id)]
        return named[0] if named else heads[0] if len(heads) == 1 else None

    def _centre_in(self, town: str) -> Organisation | None:
        wanted = {town_key(part) for part in town.split("/")}
        for one in self._shelf.organisations.values():
            if one.kind is OrganisationKind.INNOVATION_CENTRE and town_key(one.city) in wanted:
                return one
        return None

    def _country_of_town(self, town: str) -> str:
        codes = {
            one.country for one in self._shelf.organisations.values()
            if one.city and town_key(one.city) == town_key(town)
        }  # fmt: skip
        return codes.pop() if len(codes) == 1 else ""

    def _programmes(self) -> None:
        for one in self._reading.programmes:
            programme = self._shelf.programmes.get(one.key)
            if programme is None:
                continue
            words = {"programme": programme.name, "count": str(one.count or "")}
            if one.count:
                self._cite(
                    OfferKind.PROGRAMME, programme, facts.COUNTRIES, str(one.count), one.passage,
                    N_("{programme} names {count} countries"), words,
                )  # fmt: skip
            if one.country:
                words = {**words, "country": self._shelf.shown.get(one.country, one.country)}
                self._cite(
                    OfferKind.PROGRAMME, programme, facts.PRIORITY, self._english(one.country),
                    one.passage, N_("{programme} has among its countries: {country}"), words,
                )  # fmt: skip
            if not one.count and not any(key == programme.id for key, _fact in self._stated):
                self._cite(
                    OfferKind.PROGRAMME, programme, facts.NAMED, "", one.passage,
                    N_("{programme} is named"), words,
                )  # fmt: skip

    # visits and ties

    def _visits(self) -> None:
        for one in self._reading.delegations:
            self._about(one.organisation, facts.SENT, self._english(one.to), one.passage,
                N_("{name} sent a delegation: {country}"),
                country=self._shelf.shown.get(one.to, one.to))  # fmt: skip
        guests = self._guests()
        if self._reading.journey and guests:
            code, passage = self._reading.journey
            self._about(guests, facts.SENT, self._english(code), passage,
                N_("{name} sent a delegation: {country}"),
                country=self._shelf.shown.get(code, code))  # fmt: skip
        if self._reading.size and guests:
            count, passage = self._reading.size
            self._about(guests, facts.SIZE, str(count), passage,
                N_("{name}: the delegation had {count} members"), count=str(count))  # fmt: skip
        for visit in self._reading.visited:
            self._about(visit.organisation, facts.VISITED, str(visit.when), visit.passage,
                N_("{name} was visited"))  # fmt: skip
        for host in self._reading.hosts:
            self._about(host.key, facts.HOST, "", host.passage, N_("{name} was the host"))
        for asked in self._reading.invitations:
            self._invitation(asked.key, asked.text, asked.passage)

    def _guests(self) -> str:
        """Who sent the delegation of which the text tells: as it says, else the first authority it names."""
        if self._reading.delegations:
            return self._reading.delegations[0].organisation
        senders = (OrganisationKind.STATE, OrganisationKind.REGION, OrganisationKind.MINISTRY)
        for one in self._reading.named:
            house = self._shelf.organisations.get(one.key)
            if house is not None and house.kind in senders:
                return house.id
        return ""

    def _invitation(self, key: str, text: str, passage: Passage) -> None:
        house = self._shelf.organisations.get(key)
        if house is None or (key, facts.INVITED) in self._stated:
            return
        invitation = Invitation(
            id=RecordId(new_id()), organisation_id=house.id, country=house.country,
            given_on=self._source.as_of, text=clean_line(text),
        )  # fmt: skip
        self._make(
            OfferKind.INVITATION, f"invitation|{key}", (invitation,), house, facts.INVITED,
            "return visit", passage, N_("{name} was invited to a visit in return"),
            {"name": house.name},
        )  # fmt: skip

    def _ties(self) -> None:
        for one in self._reading.pairs:
            other = self._shelf.organisation_name(one.second)
            if one.since:
                self._about(one.first, facts.PARTNERS, f"{one.since}: {other}", one.passage,
                    N_("{name} and {other} are partners since {year}"),
                    OfferKind.PARTNERS, other=other, year=one.since)  # fmt: skip
            else:
                self._about(one.first, facts.EXCHANGE, other, one.passage,
                    N_("{name} and {other} are in exchange"),
                    OfferKind.PARTNERS, other=other)  # fmt: skip

    # organisations made of many

    def _cluster(self) -> None:
        house = self._cluster_house()
        for seat in self._reading.seats:
            key = seat.key or (house.id if house else "")
            sentence = (
                N_("{name} has its head office in {town}")
                if seat.main
                else N_("{name} is present in {town}")
            )
            self._about(key, facts.SEAT if seat.main else facts.PRESENT, seat.town, seat.passage,
                sentence, OfferKind.CLUSTER, exactly=True, town=seat.town)  # fmt: skip
        if house is None:
            return
        for one in self._reading.members:
            value = f"{'more than ' if one.more else ''}{one.count} {one.kind}"
            fact, sentence = facts.MEMBERS, N_("{name} is made of: {members}")
            if one.applying:
                fact, sentence = facts.APPLIED, N_("{name} was applied for by: {members}")
            self._about(house.id, fact, value, one.passage, sentence, OfferKind.CLUSTER,
                exactly=True, members=value)  # fmt: skip
        if self._reading.approval is not None:
            self._about(house.id, facts.STATE, "subject to final approval", self._reading.approval,
                N_("{name} waits for approval"), OfferKind.CLUSTER)  # fmt: skip

    def _cluster_house(self) -> Organisation | None:
        """The cluster that the text is about; one with a name of its own that is not known is offered."""
        called = self._reading.cluster
        clusters = [
            house for one in self._reading.named
            if (house := self._shelf.organisations.get(one.key))
            and house.kind is OrganisationKind.CLUSTER
        ]  # fmt: skip
        if called is None:
            return clusters[0] if clusters else None
        wanted = fold(called[0])
        for house in self._shelf.organisations.values():
            if wanted in {fold(house.name), fold(house.native_name)}:
                return house
        made = Organisation(
            id=OrganisationId(new_id()), name=called[0], kind=OrganisationKind.CLUSTER,
            country=self._source_country(),
        )  # fmt: skip
        self._make(
            OfferKind.CLUSTER, f"cluster|{wanted}", (made,), made, facts.NAMED, "", called[1],
            N_("New cluster organisation: {name}"), {"name": called[0]},
        )  # fmt: skip
        return None

    # countries, and what is merely named

    def _ranks(self) -> None:
        known = {(one.country, fold(one.text)) for one in self._shelf.country_facts}
        from_here = {
            (one.country, fold(one.text))
            for one in self._shelf.country_facts
            if one.source_id == self._source.id
        }
        said = {(one.key, fold(clean_line(one.text, limit=500))) for one in self._reading.ranks}
        in_own_words = {code for code, _text in from_here} if not said & from_here else set()
        for one in self._reading.ranks:
            text = clean_line(one.text, limit=500)
            if (one.key, fold(text)) in known or one.key in in_own_words:
                continue
            fact = CountryFact(
                id=RecordId(new_id()), country=one.key, text=text, as_of=self._source.as_of,
                source_id=self._source.id,
            )  # fmt: skip
            self._keep(Offer(
                f"country|{one.key}|{fold(text)[:80]}", OfferKind.COUNTRY,
                N_("About {country}: {text}"),
                {"country": self._shelf.shown.get(one.key, one.key), "text": text},
                one.passage, (fact,), makes=True,
            ))  # fmt: skip

    def _named(self) -> None:
        """Known organisations of which the text says nothing that is recognised: offered, not ticked."""
        told = {
            record.subject_id
            for one in self._offers.values()
            for record in one.records
            if isinstance(record, Citation)
        } | {key for key, _fact in self._stated}
        for one in self._reading.named:
            house = self._shelf.organisations.get(one.key)
            if house is not None and house.id not in told:
                told.add(house.id)
                self._cite(
                    OfferKind.NAMED, house, facts.NAMED, "",
                    self._reading.passage(one.start, one.end), N_("{name} is named"),
                    {"name": house.name or house.native_name}, taken=False,
                )  # fmt: skip

    # keeping

    def _about(
        self, key: str, fact: str, value: str, passage: Passage, sentence: str,
        kind: OfferKind = OfferKind.VISIT, *, exactly: bool = False, **words: str,
    ) -> None:  # fmt: skip
        """A statement about an organisation; ``exactly`` where it may have several of the same fact."""
        house = self._shelf.organisations.get(key)
        if house is not None:
            name = house.name or house.native_name
            self._cite(kind, house, fact, value, passage, sentence, {"name": name, **words},
                exactly=exactly)  # fmt: skip

    def _cite(
        self, kind: OfferKind, subject: Word, fact: str, value: str, passage: Passage,
        sentence: str, words: dict[str, str], *, taken: bool = True, exactly: bool = False,
    ) -> None:  # fmt: skip
        known = (
            (subject.id, fact, fold(value)) in self._stated_exactly
            if exactly and self._source.text
            else (subject.id, fact) in self._stated
        )
        if not known:
            citation = self._citation(subject, fact, value)
            key = f"{fact}|{subject.id}|{fold(value) if exactly else ''}"
            self._keep(Offer(key, kind, sentence, words, passage, (citation,), taken))

    def _make(
        self, kind: OfferKind, key: str, records: Iterable[Word], subject: Word, fact: str,
        value: str, passage: Passage, sentence: str, words: dict[str, str],
    ) -> None:  # fmt: skip
        citation = self._citation(subject, fact, value)
        self._keep(Offer(key, kind, sentence, words, passage, (*records, citation), makes=True))

    def _citation(self, subject: Word, fact: str, value: str) -> Citation:
        return Citation(
            id=RecordId(new_id()), source_id=self._source.id, subject_kind=subject.WORD,
            subject_id=subject.id, fact=fact, value=clean_line(value), as_of=self._source.as_of,
        )  # fmt: skip

    def _keep(self, offer: Offer) -> None:
        self._offers.setdefault(offer.key, offer)

    def _english(self, code: str) -> str:
        return self._shelf.english.get(code, code)


def _same_time(known: str, told: str) -> bool:
    """Whether two dates that are exact to different degrees may be the same day."""
    return bool(known) and bool(told) and (known.startswith(told) or told.startswith(known))
