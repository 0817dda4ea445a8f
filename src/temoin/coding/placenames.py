"""Which names of one sentence may be places?"""

from __future__ import annotations

from dataclasses import replace

from temoin.coding.mention import EXACT, FAMOUS, PLACED, Mention, level_of, seats_of, towns_named
from temoin.coding.placebelief import Belief
from temoin.coding.placewords import GAPS, TIES, Relation, Role, directions, named_above
from temoin.knowledge.gazetteer import Area, Entry
from temoin.knowledge.gazetteer.lookup import find

LONGEST_NAME = 8
# The number in a name ("Camp 17") has so many digits, at most.
DIGITS = 3
_AFTER_A_NUMBER: frozenset[Role] = frozenset({"of", "in", "join", "near", "from"})
# The date and the agency of a dateline have so many words, at most.
DATELINE = 7
APOSTROPHES = "'", "’", "ʼ", "‘"
POSSESSIVE = "'s ", "’s "
OPENING, CLOSING = "«“\"'‘", "»”\"'’"


class Names(Belief):
    """Reads the names of one sentence."""

    def read(self) -> list[Mention]:
        """The places named, those that may be none among them."""
        found: list[Mention] = []
        i = 0
        while i < len(self.words):
            mention = self.at(i, found[-1] if found else None)
            if mention:
                found.append(mention)
                i = mention.last
            else:
                i = (
                    max(self.name_end(i), i + max(self.never(i), 1))
                    if self.capital[i] and not self.headline
                    else i + 1
                )
        return found

    def at(self, i: int, previous: Mention | None) -> Mention | None:
        """The place whose name starts at word `i`."""
        if nation := self.part_of_the_country(i):
            return nation
        area = self.areas.at(self.folded, i) if self.folded[i] in self.heads else None
        if area is None and not self.capital[i]:
            return None
        if area and (place := self.belonging(i, area.last, area.entry)):
            return place
        if area and not (named_above(area.entry) and any(self.capital[area.first : area.last])):
            area = None
        unit = self.is_unit(i) and not self.is_town_too(i)
        if area is None and (not self.capital[i] or unit or self.is_direction(i)):
            return None
        last = self.name_end(i)
        if area and (last <= area.last or self.headline):
            return self.mention(i, area.last, area.entry, (), previous)
        return self.longer(i, last, previous) or (
            self.mention(i, area.last, area.entry, (), previous) if area else None
        )

    def is_town_too(self, i: int) -> bool:
        """Whether a unit's word is a town here: "à Carrefour", not "Carrefour de la Paix"."""
        alone = "of" not in self.roles(i + 1, i + 2) and self.relation_before(i)[0] in PLACED
        return alone and bool(towns_named(self.words[i].text))

    def longer(self, i: int, last: int, previous: Mention | None) -> Mention | None:
        """The place named by the words from `i` to `last`, or by the first of them."""
        area = self.areas.at(self.folded, i)
        for end in range(last, i, -1):
            towns = towns_named(self.text[self.words[i].start : self.words[end - 1].end])
            famous = any(t.population >= FAMOUS and t.rank == 0 for t in towns)
            if towns and (end == last or self.unit_at(end) or (famous and not self.ties_on(end))):
                above = area.entry if area and area.last == end and named_above(area.entry) else None
                return self.mention(i, end, above, towns, previous)
        if last == i or self.headline:
            return None
        end = next((e for e in range(i + 1, last) if self.unit_at(e)), last)
        if area and (area.entry.countries or not named_above(area.entry)):
            return None  # "Syrian Army", "Mexico Massacre"
        if area and area.last == end:
            return self.mention(i, end, area.entry, (), previous)
        rest = range(i, last) if end == last else (*range(i, end), *range(end + self.unit_at(end), last))
        if any(self.is_adjective(n) or "body" in self.roles(n, n + 1) for n in rest):
            return None
        return self.mention(i, end, None, (), previous)

    def ties_on(self, i: int) -> bool:
        """Whether a small word at `i` ties more to the name before it."""
        return bool(i < len(self.words) and self.gap(i - 1) in TIES and "connector" in self.roles(i, i + 1))

    def name_end(self, i: int) -> int:
        """One past the last word of the name that starts at word `i`; `i` where none does."""
        if not self.capital[i] or self.never(i):
            return i
        j = i + 1
        while j < len(self.words) and j - i < LONGEST_NAME and self.gap(j - 1) in TIES:
            if (self.capital[j] and not self.never(j)) or self.numbers(j):
                j += 1
            elif step := self.tied(i, j):
                j = step
            else:
                break
        return j

    def numbers(self, j: int) -> bool:
        """Whether word `j` is a number that belongs to the name before it: "Camp 17", "Mile 8 Mankon"."""
        number = self.forms[j].isdecimal() and len(self.forms[j]) <= DIGITS and self.gap(j - 1) == " "
        if not number or len(self.forms[j - 1]) < 2:
            return False
        last = self.gap(j) not in TIES or j + 1 == len(self.words)
        if last or self.capital[j + 1] or self.unit_at(j + 1):
            return True
        return bool(self.roles(j + 1, j + 2).keys() & _AFTER_A_NUMBER)

    def tied(self, i: int, j: int) -> int:
        """One past the capital word that small words at `j` tie to the name from `i`, or 0."""
        if self.gap(j - 1) in APOSTROPHES and len(self.forms[j - 1]) > 1:
            known = towns_named(self.text[self.words[i].start : self.words[j].end])
            return j + 1 if known else 0  # "Ta'izz"
        for k in (j + 1, j + 2):
            if k >= len(self.words) or any(self.gap(n) not in TIES for n in range(j, k)):
                return 0
            if not self.capital[k] or self.never(k):
                continue
            small = self.roles(j, k)
            if "connector" in small or (self.gap(j - 1) == "-" and self.gap(k - 1) == "-"):
                return k + 1
            if "connector_known" in small and find(self.text[self.words[i].start : self.words[k].end]):
                return k + 1
        return 0

    def part_of_the_country(self, i: int) -> Mention | None:
        """A direction of the country that the report is about: "le nord du pays"."""
        if self.forms[i] not in directions(self.language):
            return None
        size = next((n for n in (2, 1) if "direction" in self.roles(i, i + n)), 0)
        if not size:
            return None
        last = next((i + size + n for n in (2, 3, 4) if "nation" in self.roles(i + size, i + size + n)), 0)
        if not last:
            return None
        start, end = self.words[i].start, self.words[last - 1].end
        name = self.text[start:end]
        place = Mention(self.sentence.index, i, last, start, end, name, "region", direction=True, area=Area())
        return replace(place, relation=self.relation_before(i)[0])

    def belonging(self, first: int, last: int, area: Area) -> Mention | None:
        """A part of a country that its demonym names: "territoire tchadien", "the Turkish border"."""
        if not area.adjective_of or named_above(area):
            return None
        if first and self.gap(first - 1) == " " and "belonging" in self.roles(first - 1, first):
            first -= 1
            if first and self.gap(first - 1) == "-":
                return None
        elif self.gap(last - 1) == " " and "belonging" in self.roles(last, last + 1) and self.capital[first]:
            last += 1
        else:
            return None
        nouns = (self.roles(first, first + 1), self.roles(last - 1, last))
        start, end = self.words[first].start, self.words[last - 1].end
        place = Mention(
            self.sentence.index, first, last, start, end, self.text[start:end], "country", area=area
        )
        relation, definite = self.relation_before(first)
        if any(noun.get("belonging") == "region" for noun in nouns):
            relation = "border"
        return replace(place, relation=relation, definite=definite, direction=True)

    def mention(
        self, first: int, last: int, area: Area | None, towns: tuple[Entry, ...], previous: Mention | None
    ) -> Mention | None:
        """What the words around make of the name from `first` to `last`, or None where it is no place."""
        name = self.text[self.words[first].start : self.words[last - 1].end]
        if not area or not area.countries:
            towns = towns or towns_named(name)
        place = Mention(
            self.sentence.index,
            first,
            last,
            self.words[first].start,
            self.words[last - 1].end,
            name,
            level_of(area, towns),
            area=area,
            towns=towns,
        )
        place = self.after(place)
        if place.unit and self.names_a_body(place.last):
            return None
        place = self.before(place, previous)
        if place.relation == "namesake" or self.quoted(place):
            return None
        return replace(place, sure=self.makes_a_place(place) or self.goes_with(place, previous))

    def after(self, place: Mention) -> Mention:
        """Read a unit that follows its name: "Guma LGA", "Borno State"."""
        size = self.unit_at(place.last) if self.gap(place.last - 1) in TIES else 0
        if not size:
            return place
        last = place.last + size
        level = self.roles(place.last, last)["unit_after"]
        if place.area and "of" in self.roles(last, last + 1) and self.capital[last + 1 : last + 2] == [True]:
            return place  # "the Amhara town of X"
        if level is None or (place.area and (level == "village" or (level == "site" and not place.towns))):
            return place
        whole = self.text[place.start : self.words[last - 1].end]
        if place.level == "country" and level == "town" and not towns_named(whole):
            return place  # "an eastern Ukraine town", but "Kuwait City"
        if self.is_any(place.first):
            return place if place.area or place.towns else replace(place, last=last)
        if level in ("town", "region") and not place.area and "of" in self.roles(last, last + 1):
            held = last + 1 < len(self.words) and self.areas.at(self.folded, last + 1)
            if level == "region" or not held:
                return place  # "the Pacific department of X": no name
        return replace(place, level=level, unit=True, last=last, end=self.words[last - 1].end)

    def is_any(self, i: int) -> bool:
        """Whether word `i` stands after an indefinite article: "a Fulani settlement" is no name."""
        return self.gap(i - 1) == " " and "indefinite" in self.roles(i - 1, i)

    def before(self, place: Mention, previous: Mention | None) -> Mention:
        """Read the unit, the direction and the relation that stand before a name."""
        p = place.first
        if not (place.area and place.area.countries):
            unit = self.phrase_before(p, "unit")
            if unit is not None:
                level = self.roles(unit[0], unit[1])["unit"] or place.level
                place = replace(place, villages=seats_of(place))
                if level == "region" and not place.area:
                    level = "district"  # "région de X" is said of what surrounds a town, too
                if place.area and not (place.towns or place.villages) and level in EXACT:
                    level = "district" if level == "site" else "region"
                start = self.words[unit[0]].start if self.roles(*unit)["unit"] == "site" else place.start
                p, place = (
                    unit[0],
                    replace(place, unit=True, level=level, start=start, unit_start=self.words[unit[0]].start),
                )
        direction = self.phrase_before(p, "direction")
        if direction is not None:
            p = direction[0]
            place = replace(place, direction=True, start=self.words[p].start)
        relation, definite = self.relation_before(self.before_land(p) if place.unit else p)
        if relation not in PLACED and place.unit and place.level == "site" and self.stands_upon(p):
            relation = "in"  # "on the hill of X", "devant la mairie de X"
        dative = " " in place.name and not place.towns and "dative" in self.roles(p - 1, p)
        if place.level == "region" and not place.unit and "dative" in self.roles(p - 1, p):
            place = replace(place, level="town", villages=seats_of(place))  # "à X" is said of towns
        if relation == "none" and place.first == 0:
            relation = self.opening(place)
        bare = relation == "none" and direction and place.level != "country"
        if bare and self.cue_before(place.first, "near"):
            relation = "near"  # "an ambush on Friday east of X"
        if relation == "in" and not place.unit and self.speaks_there(place):
            relation = "from"
        if relation == "none" and previous and previous.relation in PLACED and self.is_owned(p, previous):
            relation = previous.relation
            if place.level == "district" and previous.level == "town":
                place = replace(place, level="site")  # "Quetta's X area" is a quarter
        if relation in ("none", "of") and previous and self.follows(p, place, previous):
            relation = previous.relation
            if previous.unit and not place.area and not place.unit and place.first - previous.last:
                place = replace(place, unit=True, level=previous.level)
        radius = self.distance_before(p) if relation in ("in", "near", "of", "none") else None
        if radius is not None:
            relation = "near"
        if relation == "near" and place.level == "region" and not place.unit and (seats := seats_of(place)):
            place = replace(place, level="town", villages=seats)  # nobody stands a bearing from a division
        if relation == "border":
            border = self.phrase_before(p, "border")
            place = replace(place, start=self.words[border[0]].start) if border else place
        definite = definite and not (place.unit or place.direction) and radius is None  # "à l'est de X"
        return replace(place, relation=relation, definite=definite, doubtful=dative, radius_km=radius)

    def speaks_there(self, place: Mention) -> bool:
        """Whether the name ends the subject of a word of speech: "an officer in X said"."""
        i = place.last
        spoken = (self.roles(i, i + size) for size in (2, 1))
        return self.gap(i - 1) == " " and any("speech" in roles for roles in spoken)

    def is_owned(self, p: int, previous: Mention) -> bool:
        """Whether the words before word `p` make it the other place's: "Khartoum's twin city of X"."""
        between = self.text[previous.end : self.words[p].start]
        return between.startswith(POSSESSIVE) and not any(c in between for c in ",;:()")

    def before_land(self, p: int) -> int:
        """Word `p`, or the first of the country or region that stands before it: "the Somali city of X"."""
        back = next((n for n in (1, 2) if p >= n and self.capital[p - n] and self.is_land(p - n, p)), 0)
        return p - back

    def is_land(self, first: int, last: int) -> bool:
        """Whether these words name a country or a region, or what belongs to it."""
        area = self.areas.at(self.folded, first)
        return area is not None and area.last == last and self.gap(last - 1) == " "

    def stands_upon(self, p: int) -> bool:
        """Whether something is told to be on, before or behind the house or hill whose words start at `p`."""
        while p and self.gap(p - 1) in GAPS and "article" in self.roles(p - 1, p):
            p -= 1
        return self.cue_before(p, "upon") is not None

    def names_a_body(self, i: int) -> bool:
        """Whether word `i` makes a body of the place named before it: "X Valley Police"."""
        return (
            i < len(self.words)
            and self.gap(i - 1) == " "
            and self.capital[i]
            and "body" in self.roles(i, i + 1)
        )

    def quoted(self, place: Mention) -> bool:
        """Whether the name stands alone in quotation marks, as nicknames and titles do."""
        around = self.text[max(place.start - 2, 0) : place.start].strip()[-1:]
        behind = self.text[place.end : place.end + 2].strip()[:1]
        return (
            place.relation not in PLACED
            and around in OPENING
            and behind in CLOSING
            and bool(around and behind)
        )

    def opening(self, place: Mention) -> Relation:
        """What a name that opens the sentence is: a headline's label, a dateline, or neither."""
        mark = self.gap(place.last - 1).strip()[:1]
        if mark == "." and place.last == len(self.words):
            return "label"
        if found := self.dateline(place):
            return found
        if mark in ("(", "/") and place.name.isupper() and not self.sentence.title:
            return "from"
        if mark in (":", "/") or (
            self.sentence.title and not mark.isalnum() and mark not in ("", ",", "'", "’", "-", ".")
        ):
            return "label"
        return "from" if mark in ("–", "—") and not self.sentence.title else "none"

    def dateline(self, place: Mention) -> Relation | None:
        """What "X, 15 May:" and "X, May 15 (Agency) -" say of their place; None for other openings."""
        if self.sentence.title or self.gap(place.last - 1).strip()[:1] not in (",", "("):
            return "from" if self.gap(place.last - 1) == " - " and not self.sentence.title else None
        for i in range(place.last, min(place.last + DATELINE, len(self.words) - 1)):
            gap = self.gap(i)
            if " - " in gap or "–" in gap or "—" in gap:
                return "from"
            if ":" in gap:
                dated = any("never" in self.roles(n, n + 1) for n in range(place.last, i + 1))
                return "label" if dated else None
        return None

    def follows(self, p: int, place: Mention, previous: Mention) -> bool:
        """Whether the name goes on a list of places: "A, B et C"."""
        between = self.text[previous.end : self.words[p].start]
        forms = self.forms[previous.last : p]
        if forms and "join" not in self.roles(previous.last, p):
            return False
        if not forms and between.strip() not in (",", "("):
            return False
        if not forms and previous.area and not (place.area or place.towns or place.unit):
            return False  # "in the south of the country, Jean Dupont said"
        return (
            bool(forms)
            or between.strip() == "("
            or self.gap(place.last - 1).strip()[:1] in (",", ".", ")", ";", "")
            or ("join" in self.roles(place.last, place.last + 1))
        )
