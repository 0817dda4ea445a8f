"""Does a sentence, or the gazetteer, make a place of a name?"""

from __future__ import annotations

from temoin.coding.mention import FAMOUS, KNOWN, PLACED, Mention, is_acronym
from temoin.coding.placewords import Role, Words

# A town that only its name tells of must have so many people where the name is one word.
KNOWN_TO_ALL = 100_000
_OF_A_UNIT: frozenset[Role] = frozenset({"unit", "of", "article"})
_IN_A_UNIT = _OF_A_UNIT | {"in"}
_BEARS: frozenset[Role] = frozenset({"near", "direction", "distance", "mile"})
_BETWEEN: frozenset[Role] = frozenset({"of", "article", "dative", "in", "direction", "from", "unit"})
_SETTLED = frozenset({"village", "town", "site", "district"})
_GOES_ON: frozenset[Role] = frozenset({"join", "in", "dative"})


class Belief(Words):
    """Judges the names of one sentence."""

    def makes_a_place(self, place: Mention) -> bool:
        """Whether the words around, or the gazetteer, make a place of the name."""
        lone = place.last - place.first == 1
        if (place.relation in PLACED or place.relation == "event") and self.is_milestone(place):
            return True
        acronym = is_acronym(place.name) and not self.shouted
        acronym = acronym and not any(t.rank == 0 and t.population >= KNOWN for t in place.towns)
        if place.area and place.area.countries:
            return True
        if place.area and not (lone and place.first == 0 and place.relation == "none"):
            return True
        if place.unit and not acronym:
            return True
        placed = place.relation in PLACED
        apart = placed and "," in self.gap(place.last - 1)  # "near X, said Y"
        if (
            acronym
            or len(place.name) < 3
            or (not apart and "speech" in self.roles(place.last, place.last + 1))
        ):
            return False
        if "speech" in self.roles(place.last, place.last + 2) and not place.towns and not apart:
            return False
        if self.holder_after(place) or self.described(place) or self.located(place):
            return True
        if place.towns:
            people = max(t.population for t in place.towns)
            if placed or place.relation in ("label", "event"):
                return not (place.definite and lone and people < KNOWN)
            main = max((t.population for t in place.towns if t.rank == 0), default=0)
            if lone and place.first == 0:
                return False
            alone = lone and place.relation != "of"
            return people >= FAMOUS or main >= (KNOWN_TO_ALL if alone else KNOWN)
        if place.relation == "label" and place.last == len(self.words) and not self.sentence.title:
            return True  # a sentence of one name heads what follows
        if place.relation == "route" and not self.goes_on(place):
            return False
        # no person has a hyphen behind an article: "sur les Champs-Élysées"
        return (placed or place.relation == "event") and ("-" in place.name or not place.definite)

    def is_milestone(self, place: Mention) -> bool:
        """Whether the name counts along a road or among blocks: "PK5", "Mile 8 Mankon"."""
        word = self.forms[place.first].rstrip("0123456789")
        return any(c.isdecimal() for c in place.name) and "milestone" in self.cues.get((word,), {})

    def goes_with(self, place: Mention, previous: Mention | None) -> bool:
        """Whether a small town is joined to a place just named: "the attacks of A and B"."""
        if previous and previous.sure and previous.relation == place.relation == "route":
            return True
        return bool(
            previous
            and previous.sure
            and place.towns
            and not place.definite
            and "join" in self.roles(previous.last, place.first)
        )

    def holder_after(self, place: Mention) -> bool:
        """Whether a division follows that holds the place: "X, Borno State", "X (Ituri)"."""
        if place.last >= len(self.words) or self.gap(place.last - 1) not in (", ", " ("):
            return False
        i = place.last
        small = _OF_A_UNIT if place.relation == "none" else _IN_A_UNIT
        while i < len(self.words) - 1 and i < place.last + 4 and self.roles(i, i + 1).keys() & small:
            i += 1
        area = self.areas.at(self.folded, i)
        return bool(area and area.entry.divisions_of and self.capital[i])

    def located(self, place: Mention) -> bool:
        """Whether a distance or a bearing follows: "X, 20 km north of Y", "X, près de Y"."""
        i, last = place.last, len(self.words)
        if place.relation in ("from", "office") or self.gap(i - 1) not in (", ", " ("):
            return False
        for first in range(i, min(i + 4, last)):
            if self.capital[first]:
                return False
            ends = range(first + 1, min(first + 4, last) + 1)
            if any(self.roles(first, n).keys() & _BEARS and self.is_place_next(n) for n in ends):
                return True
            small = self.roles(first, first + 1).keys() & {"article", "dative"}
            if not (small or self.forms[first].isdecimal()) or self.gap(first) not in (" ", "'", "’"):
                return False
        return False

    def is_place_next(self, i: int) -> bool:
        """Whether a bearing, small words and a name go on from word `i`: "km north of Y"."""
        for n in range(i, min(i + 6, len(self.words))):
            if self.capital[n]:
                return True
            if not self.roles(n, n + 1).keys() & _BETWEEN:
                return False
        return False

    def described(self, place: Mention) -> bool:
        """Whether words behind the name say what kind of place it is: "X, a village of fishermen"."""
        i = place.last
        if self.gap(i - 1) != ", " or "article" not in self.roles(i, i + 1):
            return False
        for first in range(i + 1, min(i + 4, len(self.words))):
            if self.capital[first] or self.gap(first - 1) not in (" ", "'", "’"):
                return False
            units = (self.roles(first, first + size) for size in (3, 2, 1))
            if any(roles.get("unit") in _SETTLED for roles in units):
                return True
        return False

    def goes_on(self, place: Mention) -> bool:
        """Whether a name of two ends, or another name tied to this one, follows "between" and the like."""
        if "-" in place.name:
            return True
        tied = self.roles(place.last, place.last + 1).keys() & _GOES_ON
        return bool(tied) and any(self.capital[place.last + 1 : place.last + 3])
