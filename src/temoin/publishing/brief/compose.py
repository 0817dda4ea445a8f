"""From incidents to all that a brief says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import temoin
from temoin.linking.grading import grades
from temoin.messages import say, speaking
from temoin.publishing.brief import civilians as harm
from temoin.publishing.brief import headline
from temoin.publishing.brief.content import (
    Brief,
    Civilians,
    Claimant,
    Contested,
    Dispute,
    Entry,
    Independence,
    Matter,
    Scope,
    Table,
)
from temoin.publishing.brief.contested import questions
from temoin.publishing.brief.method import method
from temoin.publishing.brief.quoting import sentence
from temoin.publishing.brief.sources import Sources, sources
from temoin.publishing.brief.tallying import Span, by_rule, span_of
from temoin.publishing.brief.wording import (
    counted,
    days_in_words,
    field_name,
    listed,
    name_of,
    number,
    place_of,
    share,
    span_in_words,
    what,
)
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import grade_name
from temoin.publishing.wording import period_in_words

if TYPE_CHECKING:
    from temoin.ledger.holdings import Holdings

# What a person with ten minutes can read: incidents told, disputes with all their versions, lines of a
# table of incidents, lines of one of sources.
_MATTER, _DISPUTES, _LINES, _SOURCES = 10, 10, 25, 12
_NAMED = 3
# In a clash nobody is told to have begun.
_CLASH = "Armed clash"
_FIRM = frozenset({"corroborated", "against_interest"})


def compose(incidents: Iterable[Told], scope: Scope, holdings: Holdings) -> Brief:
    """What a brief says of incidents that are as their audience may read them; the pictures come later.

    Incidents that all their sources deny, or that lie ahead, are only counted.
    """
    with speaking(scope.language):
        asked = [by_rule(told, scope.rule) for told in incidents]
        reported = sorted((t for t in asked if t.incident["status"] == "reported"), key=_weight)
        found = sources(reported)
        where, period = headline.title(reported or asked, scope), headline.period(reported or asked, scope)
        disputed = [t for t in reported if t.incident["contested"]]
        below = {t.id for t in disputed[:_DISPUTES]}
        claimed = harm.by_claimant(reported)
        return Brief(
            scope.language,
            where,
            ", ".join(headline.subtitle(period, scope)),
            len(reported),
            say("brief.made", date=period_in_words(scope.made.isoformat()), version=temoin.__version__),
            say(f"export.audience.{scope.audience}"),
            tuple(headline.summary(reported, found, where, period)),
            tuple(headline.facts(asked, reported, found, claimed, scope)),
            (),
            _matter(reported, below, scope.filters.country),
            _contested(disputed, scope.filters.country),
            _civilians(claimed),
            _independence(reported, found),
            method(asked, scope, holdings, period),
        )


def _weight(told: Told) -> tuple[int, int, str]:
    """What sorts incidents: the highest number of dead that an origin gives, then the latest, then the id."""
    killed = told.incident["tolls"].get("killed")
    highest = killed["by_rule"]["highest"] if killed else -1
    return -highest, -int((told.incident["start"] or "0").replace("-", "")), told.id


def _matter(incidents: Sequence[Told], below: set[str], home: str | None) -> Matter:
    taken = incidents[:_MATTER]
    all_of_them = len(taken) == len(incidents)
    rule = say("brief.matter.intro_all" if all_of_them else "brief.matter.intro", n=number(len(taken)))
    return Matter(rule, tuple(_entry(told, told.id in below, home) for told in taken))


def _entry(told: Told, below: bool, home: str | None) -> Entry:
    incident = told.incident
    fields = ", ".join(field_name(f).lower() for f in incident["contested"])
    killed = incident["tolls"].get("killed")
    return Entry(
        told.id,
        days_in_words(incident["start"], incident["end"]),
        place_of(incident, home),
        what(incident),
        span_in_words(span_of(killed) if killed else None),
        (*_parties(told), *_tolls(told)),
        say("brief.matter.contested", fields=fields) if fields else grade_name(incident["grade"]),
        incident["grade"] in _FIRM,
        below,
        sentence(told),
    )


def _parties(told: Told) -> Iterator[tuple[str, str]]:
    """Who did it to whom, as told; in a clash the parties without order."""
    first = [name_of(p) for p in told.parties("initiator", "initiator_ally")]
    second = [name_of(p) for p in told.parties("target", "target_ally")]
    clash = told.incident["type"] == _CLASH
    sides = {"sides": first + second} if clash else {"initiator": first, "target": second}
    sides["bystander"] = [name_of(p) for p in told.parties("bystander")]
    for role, names in sides.items():
        if names:
            yield say(f"brief.matter.{role}"), listed(names, _NAMED)


def _tolls(told: Told) -> Iterator[tuple[str, str]]:
    for effect in ("civilians_killed", "injured", "abducted"):
        if toll := told.incident["tolls"].get(effect):
            yield say(f"brief.matter.{effect}"), span_in_words(span_of(toll))


def _contested(disputed: Sequence[Told], home: str | None) -> Contested:
    if not disputed:
        return Contested((say("brief.contested.none"),), (), None)
    intro = [counted("brief.contested.intro", len(disputed))]
    shown, left = disputed[:_DISPUTES], disputed[_DISPUTES:]
    if left:
        intro.append(say("brief.contested.first", n=number(len(shown))))
    disputes = tuple(_dispute(told, home) for told in shown)
    return Contested(tuple(intro), disputes, _rest(left, home) if left else None)


def _dispute(told: Told, home: str | None) -> Dispute:
    incident = told.incident
    days = days_in_words(incident["start"], incident["end"])
    return Dispute(told.id, days, place_of(incident, home), what(incident), questions(told))


def _rest(disputed: Sequence[Told], home: str | None) -> Table:
    """The contested incidents whose versions are not shown."""
    names = ("date", "place", "type", "fields", "id")
    rows = (
        (
            days_in_words(t.incident["start"], t.incident["end"]),
            place_of(t.incident, home),
            what(t.incident),
            ", ".join(field_name(f).lower() for f in t.incident["contested"]),
            t.id,
        )
        for t in disputed[:_LINES]
    )
    more = len(disputed) - _LINES
    return Table(
        say("brief.contested.rest"),
        tuple(say(f"brief.contested.columns.{name}") for name in names),
        tuple(rows),
        note=counted("brief.contested.more", more) if more > 0 else "",
    )


def _civilians(claimed: harm.ByClaimant) -> Civilians:
    if not claimed.kinds:
        return Civilians((say("brief.civilians.none"),), ())
    there = {"parties": span_in_words(claimed.parties_there), "others": span_in_words(claimed.others_there)}
    both = counted("brief.civilians.both", claimed.both, **there)
    intro = both if claimed.both else say("brief.civilians.never_both")
    longest = max((_end(c.span) for c in (*claimed.groups.values(), *claimed.kinds)), default=0) or 1
    lines = []
    for group, whole in claimed.groups.items():
        lines.append(_claimant(whole, say(f"brief.civilians.groups.{group}"), longest))
        for kind in claimed.kinds:
            if kind.group == group:
                lines.append(_claimant(kind, say(f"brief.civilians.kinds.{kind.kind}"), longest))
    return Civilians((intro, say("brief.civilians.intro")), tuple(lines))


def _claimant(claims: harm.Claims, label: str, longest: int) -> Claimant:
    open_end = claims.span.high is None
    return Claimant(
        label,
        not claims.kind,
        number(claims.counting),
        span_in_words(claims.span) if claims.counting else "–",
        number(claims.denying),
        claims.span.low / longest,
        _end(claims.span) / longest,
        open_end,
    )


def _end(span: Span) -> int:
    return span.low if span.high is None else span.high


def _independence(reported: Sequence[Told], found: Sources) -> Independence:
    several = say(
        "brief.sources.several",
        several=number(found.several),
        all=number(len(reported)),
        share=share(found.several, len(reported)),
    )
    told = {"tellings": number(found.tellings), "origins": number(found.origins)}
    tables = (
        _grades(found),
        _ties(found),
        _publishers(found),
        _voices(found),
    )
    intro = (counted("brief.sources.intro", found.reports, **told), several)
    return Independence(intro, tuple(t for t in tables if t.rows))


def _grades(found: Sources) -> Table:
    rows = [(grade_name(grade), number(found.grades[grade])) for grade in grades() if found.grades[grade]]
    return _table("grades", ("grade", "incidents"), rows, (1,))


def _ties(found: Sources) -> Table:
    rows = []
    for why, n in found.ties.most_common():
        agencies = listed((name for name, _ in found.agencies.most_common()), _NAMED)
        of = "dispatch_of" if why == "dispatch" and agencies else why
        rows.append((say(f"brief.sources.ties.{of}", names=agencies), number(n)))
    return _table("ties", ("tie", "origins"), rows, (1,))


def _publishers(found: Sources) -> Table:
    rows = [
        (one.name or say("brief.sources.not_named"), number(one.reports), number(one.incidents))
        for one in found.publishers
    ]
    return _table("publishers", ("publisher", "reports", "incidents"), rows, (1, 2))


def _voices(found: Sources) -> Table:
    rows = [
        (one.name, say("brief.sources.party") if one.party else "", number(one.incidents))
        for one in found.voices
    ]
    return _table("voices", ("voice", "quality", "incidents"), rows, (2,))


def _table(
    name: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], figures: tuple[int, ...]
) -> Table:
    """The first lines; how many more there are is said below."""
    more = len(rows) - _SOURCES
    return Table(
        say(f"brief.sources.tables.{name}"),
        tuple(say(f"brief.sources.columns.{column}") for column in columns),
        tuple(rows[:_SOURCES]),
        figures,
        note=say("brief.sources.others", n=number(more)) if more > 0 else "",
    )
