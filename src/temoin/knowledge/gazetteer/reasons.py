"""Why is this place meant, in words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from temoin.earth import distance
from temoin.knowledge.gazetteer.areas import country_name
from temoin.knowledge.gazetteer.lookup import ARTICLE, Candidate
from temoin.knowledge.gazetteer.territory import Territory
from temoin.languages import load
from temoin.messages import reader_language, say


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place was chosen, or none: `key` of a message under `place.reason`, and its values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def in_words(reasons: Sequence[Reason], language: str | None = None) -> str:
    """The reasons as a sentence in a language, the reader's where none is given."""
    code = language or reader_language()
    told = (say(f"place.reason.{r.key}", code, **_told(r, code)) for r in reasons)
    return say("place.reason.join", code).join(told)


def _told(reason: Reason, language: str) -> dict[str, object]:
    """The values as people say them."""
    told = dict(reason.values)
    if "country" in told:
        told["country"] = country_name(load(language), str(told["country"])) or told["country"]
    return told


def why(
    chosen: Candidate,
    held: Mapping[str, float],
    within: Sequence[Territory],
    among: Sequence[Candidate],
) -> tuple[Reason, ...]:
    """Why this candidate was chosen among others: what tells it from them."""
    reasons = [_named(chosen, among)]
    for territory in within:
        if territory.holds(chosen.entry) and not (
            territory.is_district and not any(c[2] for c in territory.codes)
        ):
            reasons.append(Reason("in_division", {"division": territory.name}))
        elif territory.seats and "seat_beyond" not in held:
            seat = min(territory.seats, key=lambda s: distance(s.point, chosen.entry.point))
            km = round(distance(seat.point, chosen.entry.point))
            if seat.geonameid != chosen.entry.geonameid:
                reasons.append(
                    Reason("from_seat", {"km": km, "place": seat.name, "division": territory.name})
                )
    if held.keys() & {"others_8", "others_25", "others_50", "others_100"}:
        reasons.append(Reason("near_others"))
    namesakes = [c for c in among if c.price == chosen.price and c.words == chosen.words]
    if len(namesakes) > 1:
        population = chosen.entry.population
        if chosen.entry.capital:
            reasons.append(Reason("capital"))
        elif population and population == max(c.entry.population for c in namesakes):
            reasons.append(Reason("most_people", {"n": len(namesakes)}))
        elif held.get("seat"):
            reasons.append(Reason("seat"))
    return tuple(reasons)


def _named(chosen: Candidate, among: Sequence[Candidate]) -> Reason:
    """How the name and the place's name go together."""
    e = chosen.entry
    if chosen.words > ARTICLE:
        return Reason("other_words", {"place": e.name})
    if chosen.price:
        return Reason("spelt", {"place": e.name})
    namesakes = [c.entry.country for c in among if not c.price and c.words <= ARTICLE]
    if len(namesakes) == 1:
        return Reason("only", {"country": e.country})
    if len(set(namesakes)) > 1:
        return Reason("one_of_all", {"n": len(namesakes)})
    return Reason("one_of", {"n": len(namesakes), "country": e.country})
