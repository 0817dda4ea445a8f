"""What stands at the head of a brief: where and when, the figures, and a few plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from temoin.messages import say
from temoin.publishing.brief.civilians import ByClaimant
from temoin.publishing.brief.content import Fact, Scope
from temoin.publishing.brief.method import rule_in_words
from temoin.publishing.brief.sources import Sources
from temoin.publishing.brief.tallying import Tally, tally
from temoin.publishing.brief.wording import clean, counted, days_in_words, listed, number, span_in_words
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import type_name
from temoin.publishing.wording import country_name, division_in_words, period_in_words

_NAMED = 3
_COUNTRIES = 3


def title(incidents: Sequence[Told], scope: Scope) -> str:
    """The country that is asked for, or those of the incidents."""
    if scope.filters.country:
        return country_name(scope.filters.country)
    countries = Counter(t.incident["country"] for t in incidents if t.incident["country"])
    if len(countries) > _COUNTRIES:
        return say("brief.several_countries", n=number(len(countries)))
    return listed(country_name(code) for code, _ in countries.most_common()) or say("brief.kicker")


def period(incidents: Sequence[Told], scope: Scope) -> str:
    """The period that is asked for; where none is, that of the incidents."""
    since, until = scope.filters.since, scope.filters.until
    if since and until:
        return days_in_words(since.isoformat(), until.isoformat())
    if since or until:
        date = period_in_words((since or until).isoformat())  # type: ignore[union-attr]
        return say("brief.since" if since else "brief.until", date=date)
    starts = [t.incident["start"] for t in incidents if t.incident["start"]]
    ends = [t.incident["end"] for t in incidents if t.incident["end"]]
    return days_in_words(min(starts), max(ends)) if starts else say("brief.no_period")


def subtitle(period: str, scope: Scope) -> Iterator[str]:
    """The period, and by what else the incidents are chosen."""
    filters = scope.filters
    yield period
    if filters.party:
        yield say("brief.party_filter", party=clean(filters.party))
    if filters.type:
        yield type_name(filters.type)
    if filters.contested:
        yield say("brief.contested_only")
    if filters.background:
        yield say("brief.with_background")


def facts(
    asked: Sequence[Told], reported: Sequence[Told], found: Sources, claimed: ByClaimant, scope: Scope
) -> Iterator[Fact]:
    """The figures: incidents, the dead, the civilians among them, what is contested, how many origins."""
    status = Counter(t.incident["status"] for t in asked)
    denied, planned = number(status["denied"]), number(status["planned"])
    beside = say("brief.facts.not_reported", denied=denied, planned=planned)
    alone = say("brief.facts.all_reported")
    yield Fact(
        number(len(reported)),
        say("brief.facts.incidents"),
        (beside if len(asked) > len(reported) else alone,),
    )
    killed = tally(reported, "killed")
    without = len(reported) - killed.counted
    notes = [counted("brief.facts.uncounted", without)] if without else []
    yield Fact(_sum(killed), say("brief.facts.killed"), (*_rule(killed, scope), *notes))
    dead = tally(reported, "civilians_killed")
    yield Fact(_sum(dead), say("brief.facts.civilians"), tuple(_claimed(dead, claimed)))
    yield Fact(
        number(sum(bool(t.incident["contested"]) for t in reported)),
        say("brief.facts.contested"),
        (counted("brief.facts.of_incidents", len(reported)),),
    )
    yield Fact(
        number(found.origins),
        say("brief.facts.origins"),
        (counted("brief.facts.in_reports", found.reports), counted("brief.facts.several", found.several)),
    )


def _sum(toll: Tally) -> str:
    return span_in_words(toll.span if toll.counted else None)


def _rule(toll: Tally, scope: Scope) -> Iterator[str]:
    if toll.counted and toll.span.low != toll.span.high:
        yield say("brief.facts.by_rule", n=number(toll.value), rule=rule_in_words(scope.rule))


def _claimed(dead: Tally, claimed: ByClaimant) -> Iterator[str]:
    if not dead.counted:
        yield say("brief.facts.nobody_claims")
        return
    spans = {
        group: span_in_words(claims.span) if claims.counting else say("brief.facts.none")
        for group, claims in claimed.groups.items()
    }
    yield say("brief.facts.claimed", **spans)


def summary(incidents: Sequence[Told], found: Sources, where: str, period: str) -> Iterator[str]:
    """The facts in plain sentences."""
    many = counted("brief.incidents", len(incidents))
    yield counted("brief.summary.told", found.reports, incidents=many, where=where, period=period)
    killed, dead = tally(incidents, "killed"), tally(incidents, "civilians_killed")
    if killed.counted:
        key = "killed" if dead.counted else "killed_alone"
        yield say(f"brief.summary.{key}", killed=_sum(killed), civilians=_sum(dead))
        if without := len(incidents) - killed.counted:
            yield counted("brief.summary.uncounted", without)
    elif incidents:
        yield say("brief.summary.nobody_counts")
    types = Counter(type_name(t.incident["type"]) for t in incidents)
    if types:
        yield say("brief.summary.types", types=_most(types))
    places = (t.incident["place"] or {} for t in incidents)
    regions = Counter(clean(division_in_words(p["admin1"], p["country"])) for p in places if p.get("admin1"))
    if regions:
        yield say("brief.summary.regions", regions=_most(regions))
    if found.several:
        yield counted("brief.summary.several", found.several)
    for grade in ("one_side", "contested"):
        if n := found.grades[grade]:
            yield counted(f"brief.summary.{grade}", n)


def _most(counts: Counter[str]) -> str:
    return ", ".join(
        say("brief.summary.named", name=name, n=number(n)) for name, n in counts.most_common(_NAMED)
    )
