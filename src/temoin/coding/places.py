"""Which places does a report name, and what do the words around say of them?"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from typing import Literal

from temoin.coding.document import Document, Sentence
from temoin.knowledge.gazetteer import Area, Town, areas, find_towns, fold
from temoin.languages import Language
from temoin.languages.lexicon import expand

Level = Literal["site", "village", "town", "district", "region", "country"]
# What the words before a name say of it: `in`, `near` and `route` place something there, `across` all over it, `border` at the edge
# of it; `event` is what happened there; `of` belongs to it; `from` comes from it or speaks there; `office` is somebody's charge or a house
# named after it; `namesake` only bears the name; `label` starts a headline; `none`: the name stands alone.
Relation = Literal[
    "in", "near", "route", "border", "event", "of", "from", "office", "namesake", "label", "none"
]
Role = Literal[
    "in",
    "dative",
    "opening",
    "across",
    "near",
    "route",
    "border",
    "of",
    "from",
    "office",
    "namesake",
    "speech",
    "event",
    "body",
    "belonging",
    "unit",
    "unit_after",
    "direction",
    "nation",
    "join",
    "article",
    "connector",
    "connector_known",
    "never",
    "distance",
    "mile",
]
Cues = dict[tuple[str, ...], dict[Role, Level | None]]

LONGEST_CUE = 6
LONGEST_NAME = 8
# A town that only its name tells of must have so many people to be taken for it: alone, or as one of several words.
KNOWN_TO_ALL, KNOWN = 100_000, 20_000
# A town that a report may name without its country.
FAMOUS = 150_000
# Capitals in so many of a sentence's longer words make it a headline in capitals, where they tell nothing.
HEADLINE = 0.7
KM_PER_MILE = 1.609
# An unknown place stands alone so many times for each time that words make it a place, at most.
ALONE = 3
# Words that no person stands after ("near", "the massacre of") count as so many that one may ("à").
CERTAIN = 10
# An acronym is no longer than this.
ACRONYM = 6

_TIES = frozenset({" ", "-", "‑", "'", "’", "\u00a0", "\u202f", " -", "- "})
_GAPS = frozenset(
    {" ", "-", "'", "’", "\u00a0", "\u202f", ' "', " «\u00a0", " « ", " “", " «", " (", " '", " ‘"}
)
_OF_A_UNIT: frozenset[Role] = frozenset({"unit", "of", "article"})
_PLACED = frozenset({"in", "across", "near", "route", "border"})
_STRAIGHT: tuple[Role, ...] = ("across", "border", "from", "near", "route", "in", "dative")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Phrases (in a lexicon's notation) and what they tell of the name beside them."""

    role: Role
    phrases: tuple[str, ...]
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a sentence.

    `first`, `last` are the words of the bare `name`; `start`, `end` the positions in the report's text of
    the whole wording ("temple de X", "nord du Mali"). `area` is what the name stands for above a town.
    `radius_km` is the distance that the text gives, 0 where it gives none in kilometres.
    `elsewhere` is true of a town's name in a report that tells nothing of its country.
    `doubtful` is true of two words after a preposition that stands before persons as well ("à X Y").
    `sure` is false where the name alone makes no place; `told` is how often the report makes it one.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    name: str
    level: Level
    relation: Relation = "none"
    definite: bool = False
    unit: bool = False
    direction: bool = False
    sure: bool = True
    elsewhere: bool = False
    doubtful: bool = False
    told: int = 0
    area: Area | None = None
    radius_km: float | None = None
    towns: tuple[Town, ...] = field(default=(), repr=False)


@cache
def cues(language: Language) -> Cues:
    """The roles of each phrase, by its words; for units, with their level."""
    table: Cues = defaultdict(dict)
    for row in language.table("places.words", PlaceWords):
        for phrase in row.phrases:
            for words in expand(phrase):
                table[words].setdefault(row.role, row.level)
    return dict(table)


def all_mentions(document: Document) -> list[list[Mention]]:
    """The places that each sentence names, in reading order; worked out once for a report."""
    if "places" not in document.memo:
        readers = [_Reader(document, sentence) for sentence in document.sentences]
        document.memo["places"] = _believed(document, [reader.read() for reader in readers])
    known: list[list[Mention]] = document.memo["places"]
    return known


def countries_told(document: Document) -> list[tuple[int, str, float]]:
    """The countries that demonyms tell of: sentence, ISO 3166 alpha-2, and its share where several are meant."""
    if "demonyms" not in document.memo:
        lexicon = areas(document.language)
        told = []
        for sentence in document.sentences:
            for match in lexicon.find([fold(w.text) for w in sentence.words]):
                isos = match.entry.adjective_of
                told += [(sentence.index, iso, 1 / len(isos)) for iso in sorted(isos)]
        document.memo["demonyms"] = told
    found: list[tuple[int, str, float]] = document.memo["demonyms"]
    return found


def _believed(document: Document, read: list[list[Mention]]) -> list[list[Mention]]:
    """The mentions that the whole report makes places.

    A small town of a country that the report never tells of is an unknown name. An unknown name is a place
    where words make it one more often than it stands alone, as persons and groups do.
    """
    told = {iso for _, iso, _ in countries_told(document)}
    told |= {iso for found in read for m in found if m.area for iso in m.area.isos}
    read = [[_in_countries(m, told) for m in found] for found in read]
    told_of = Counter(fold(m.name) for m in chain.from_iterable(read) if m.sure)
    placed: Counter[str] = Counter()
    for mention in chain.from_iterable(read):
        if mention.sure:
            placed[fold(mention.name)] += 1 if mention.relation == "in" and not mention.unit else CERTAIN
    seen = Counter(fold(w.text) for s in document.sentences for w in s.words if w.text[0].isupper())
    for mention in chain.from_iterable(read):
        if mention.relation == "label":
            seen[fold(mention.name).split(" ")[-1]] -= 1

    def believed(m: Mention) -> bool:
        name = fold(m.name)
        if m.sure and (m.area or m.unit or m.towns):
            return True
        alone = seen[name.split(" ")[-1]]
        if m.doubtful:
            return 0 < alone <= placed[name]
        return 0 < placed[name] and alone <= max(2, ALONE * placed[name])

    return [[replace(m, told=told_of[fold(m.name)]) for m in found if believed(m)] for found in read]


def _in_countries(mention: Mention, told: set[str]) -> Mention:
    """The mention with the towns that it may mean in a report that tells of these countries."""
    if not told or not mention.towns:
        return mention
    towns = tuple(
        t
        for t in mention.towns
        if t.country in told or t.population >= (FAMOUS if t.rank == 0 else 3 * FAMOUS)
    )
    if towns == mention.towns:
        return mention
    if towns or mention.area:
        return replace(mention, towns=towns)
    placed = mention.relation in _PLACED and not mention.definite
    return replace(
        mention,
        towns=(),
        level=mention.level if mention.unit else "village",
        sure=mention.unit or (placed and not _is_acronym(mention.name)),
        elsewhere=any(t.population >= KNOWN for t in mention.towns),
    )


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= ACRONYM and " " not in name


class _Reader:
    """Reads one sentence."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self.text = document.text
        self.sentence = sentence
        self.words = sentence.words
        self.forms = sentence.forms
        self.cues = cues(document.language)
        self.language = document.language
        self.capital = [w.text[0].isupper() for w in self.words]
        long_words = [c for c, w in zip(self.capital, self.words, strict=True) if len(w.text) > 3]
        self.shouted = sentence.text.isupper()
        self.headline = len(long_words) > 3 and sum(long_words) / len(long_words) >= HEADLINE
        self.folded = [fold(w.text) for w in self.words]
        self.areas = areas(self.language)

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
                i = max(self.name_end(i), i + 1) if self.capital[i] and not self.headline else i + 1
        return found

    def at(self, i: int, previous: Mention | None) -> Mention | None:
        """The place whose name starts at word `i`."""
        if nation := self.part_of_the_country(i):
            return nation
        area = self.areas.at(self.folded, i)
        if area and (place := self.belonging(i, area.last, area.entry)):
            return place
        if area and not (self.named_above(area.entry) and any(self.capital[area.first : area.last])):
            area = None
        if area is None and (not self.capital[i] or self.is_unit(i) or self.is_direction(i)):
            return None
        last = self.name_end(i)
        if area and (last <= area.last or self.headline):
            return self.mention(i, area.last, area.entry, (), previous)
        return self.longer(i, last, previous) or (
            self.mention(i, area.last, area.entry, (), previous) if area else None
        )

    def longer(self, i: int, last: int, previous: Mention | None) -> Mention | None:
        """The place named by the words from `i` to `last`, or by the first of them."""
        for end in range(last, i, -1):
            towns = find_towns(self.text[self.words[i].start : self.words[end - 1].end])
            famous = any(t.population >= FAMOUS and t.rank == 0 for t in towns)
            if towns and (end == last or self.unit_at(end) or (famous and not self.ties_on(end))):
                return self.mention(i, end, None, towns, previous)
        if last == i or self.headline:
            return None
        end = next((e for e in range(i + 1, last) if self.unit_at(e)), last)
        area = self.areas.at(self.folded, i)
        if area and (area.entry.countries or not self.named_above(area.entry)):
            return None  # "Syrian Army", "Mexico Massacre"
        if area and area.last == end:
            return self.mention(i, end, area.entry, (), previous)
        rest = range(i, last) if end == last else (*range(i, end), *range(end + self.unit_at(end), last))
        if any(self.is_adjective(n) or "body" in self.roles(n, n + 1) for n in rest):
            return None
        return self.mention(i, end, None, (), previous)

    def ties_on(self, i: int) -> bool:
        """Whether a small word at `i` ties more to the name before it."""
        return bool(i < len(self.words) and self.gap(i - 1) in _TIES and "connector" in self.roles(i, i + 1))

    # ---- words

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next."""
        return self.text[self.words[i].end : self.words[i + 1].start] if i + 1 < len(self.words) else "."

    def roles(self, start: int, end: int) -> dict[Role, Level | None]:
        """The roles of the phrase from one word to another; none for what reaches out of the sentence."""
        return self.cues.get(self.forms[start:end], {}) if 0 <= start < end <= len(self.forms) else {}

    def cue_before(self, end: int, *wanted: Role) -> tuple[int, Role] | None:
        """Where the longest phrase with one of these roles that ends before word `end` starts, and its role."""
        for size in range(min(LONGEST_CUE, end), 0, -1):
            roles = self.roles(end - size, end)
            for role in wanted:
                if role in roles:
                    return end - size, role
        return None

    def unit_at(self, i: int) -> int:
        """How many words the unit has that stands after a name at word `i`, or 0."""
        return next((size for size in (3, 2, 1) if "unit_after" in self.roles(i, i + size)), 0)

    def is_unit(self, i: int) -> bool:
        """Whether a unit with the name still to come starts at word `i`: "Commune de X", "Maison d'arrêt de X"."""
        size = next((n for n in (3, 2, 1) if "unit" in self.roles(i, i + n)), 0)
        return bool(size) and not (
            self.gap(i + size - 1) in _TIES and self.capital[i + size : i + size + 1] == [True]
        )

    def is_direction(self, i: int) -> bool:
        """Whether word `i` is a direction that names no unit: "l'Est du Mali", not "région de l'Est"."""
        size = next((n for n in (2, 1) if "direction" in self.roles(i, i + n)), 0)
        if not size:
            return False
        unit = self.phrase_before(i, "unit")
        if unit and self.roles(*unit)["unit"] in ("region", "district"):
            return False
        following = i + size
        if (
            following >= len(self.words)
            or not self.capital[following]
            or self.gap(following - 1) not in _TIES
        ):
            return True
        area = self.areas.at(self.folded, following)
        return bool(area and self.named_above(area.entry))

    def is_adjective(self, i: int) -> bool:
        """Whether word `i` is a demonym."""
        area = self.areas.at(self.folded, i)
        return bool(area and area.entry.adjective_of)

    @staticmethod
    def named_above(area: Area) -> bool:
        """Whether this names a country or a division, and is not only a demonym."""
        return bool(area.countries or area.divisions_of)

    def never(self, i: int) -> bool:
        """Whether a phrase that is no place starts at word `i`."""
        if i and "article" in self.roles(i, i + 1) and self.capital[i : i + 2] == [True, True]:
            return self.gap(i) != " "  # "à La Frauda"
        return any("never" in self.roles(i, i + size) for size in (1, 2, 3))

    # ---- names

    def name_end(self, i: int) -> int:
        """One past the last word of the name that starts at word `i`; `i` where none does."""
        if not self.capital[i] or self.never(i):
            return i
        j = i + 1
        while j < len(self.words) and j - i < LONGEST_NAME and self.gap(j - 1) in _TIES:
            if self.capital[j] and not self.never(j):
                j += 1
            elif step := self.tied(i, j):
                j = step
            else:
                break
        return j

    def tied(self, i: int, j: int) -> int:
        """One past the capital word that small words at `j` tie to the name from `i`, or 0."""
        for k in (j + 1, j + 2):
            if k >= len(self.words) or any(self.gap(n) not in _TIES for n in range(j, k)):
                return 0
            if not self.capital[k] or self.never(k):
                continue
            small = self.roles(j, k)
            if "connector" in small or (self.gap(j - 1) == "-" and self.gap(k - 1) == "-"):
                return k + 1
            if "connector_known" in small and find_towns(self.text[self.words[i].start : self.words[k].end]):
                return k + 1
        return 0

    def part_of_the_country(self, i: int) -> Mention | None:
        """A direction of the country that the report is about: "le nord du pays"."""
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
        if not area.adjective_of or self.named_above(area):
            return None
        if first and self.gap(first - 1) == " " and "belonging" in self.roles(first - 1, first):
            first -= 1
            if first and self.gap(first - 1) == "-":
                return None
        elif self.gap(last - 1) == " " and "belonging" in self.roles(last, last + 1) and self.capital[first]:
            last += 1
        else:
            return None
        noun = self.roles(first, first + 1) or self.roles(last - 1, last)
        noun = self.roles(last - 1, last) if "belonging" in self.roles(last - 1, last) else noun
        start, end = self.words[first].start, self.words[last - 1].end
        place = Mention(
            self.sentence.index, first, last, start, end, self.text[start:end], "country", area=area
        )
        relation, definite = self.relation_before(first)
        if noun.get("belonging") == "region":
            relation = "border"
        return replace(place, relation=relation, definite=definite, direction=True)

    def mention(
        self, first: int, last: int, area: Area | None, towns: tuple[Town, ...], previous: Mention | None
    ) -> Mention | None:
        """What the words around make of the name from `first` to `last`, or None where it is no place."""
        name = self.text[self.words[first].start : self.words[last - 1].end]
        if not area or not area.countries:
            towns = towns or find_towns(name)
        place = Mention(
            self.sentence.index,
            first,
            last,
            self.words[first].start,
            self.words[last - 1].end,
            name,
            _level(area, towns),
            area=area,
            towns=towns,
        )
        place = self.after(place)
        place = self.before(place, previous)
        if place.relation == "namesake":
            return None
        return replace(place, sure=self.makes_a_place(place))

    # ---- the words around

    def after(self, place: Mention) -> Mention:
        """Read a unit that follows its name: "Guma LGA", "Borno State"."""
        size = self.unit_at(place.last) if self.gap(place.last - 1) in _TIES else 0
        if not size:
            return place
        last = place.last + size
        level = self.roles(place.last, last)["unit_after"]
        if level is None or (place.area and level in ("site", "village")):
            return place
        if level in ("town", "region") and not place.area and "of" in self.roles(last, last + 1):
            if level == "region" or last + 1 >= len(self.words) or not self.areas.at(self.folded, last + 1):
                return place  # "the Pacific department of X": no name
        return replace(place, level=level, unit=True, last=last, end=self.words[last - 1].end)

    def before(self, place: Mention, previous: Mention | None) -> Mention:
        """Read the unit, the direction and the relation that stand before a name."""
        p = place.first
        if not (place.area and place.area.countries):
            unit = self.phrase_before(p, "unit")
            if unit is not None:
                level = self.roles(unit[0], unit[1])["unit"] or place.level
                if place.area and not place.towns and level in ("site", "village", "town"):
                    level = "district" if level == "site" else "region"
                start = self.words[unit[0]].start if self.roles(*unit)["unit"] == "site" else place.start
                p, place = unit[0], replace(place, unit=True, level=level, start=start)
        direction = self.phrase_before(p, "direction")
        if direction is not None:
            p = direction[0]
            place = replace(place, direction=True, start=self.words[p].start)
        relation, definite = self.relation_before(p)
        dative = " " in place.name and not place.towns and "dative" in self.roles(p - 1, p)
        if (
            relation == "none"
            and place.first == 0
            and self.gap(place.last - 1).strip()[:1] in (":", "/", "–", "—")
        ):
            relation = "label"
        if relation in ("none", "of") and previous and self.follows(p, place, previous):
            relation = previous.relation
            if previous.unit and not place.area and not place.unit and place.first - previous.last:
                place = replace(place, unit=True, level=previous.level)
        radius = self.distance_before(p) if relation in ("in", "near", "of", "none") else None
        if radius is not None:
            relation = "near"
        if relation == "border":
            p = self.cue_start(p, "border")
            place = replace(place, start=self.words[p].start)
        definite = definite and not place.unit
        return replace(place, relation=relation, definite=definite, doubtful=dative, radius_km=radius)

    def opening(self, place: Mention) -> Relation:
        """What a name that opens the sentence is: a headline's label, a dateline, or neither."""
        mark = self.gap(place.last - 1).strip()[:1]
        if mark in (":", "/") or (
            self.sentence.title and not mark.isalnum() and mark not in ("", ",", "'", "’", "-", ".")
        ):
            return "label"
        dateline = mark in ("–", "—") or (mark == "(" and place.name.isupper())
        return "from" if dateline and not self.sentence.title else "none"

    def phrase_before(self, p: int, role: Role) -> tuple[int, int] | None:
        """The first and last word of the phrase with this role that stands before word `p`, small words between."""
        q = p
        belongs = False
        adjectives = 0
        if role == "unit" and p and self.gap(p - 1) == ", " and (cue := self.cue_before(p, role)):
            return (cue[0], p) if self.roles(cue[0], p)["unit"] == "town" else None
        while q and self.gap(q - 1) in _GAPS:
            if cue := self.cue_before(q, role):
                return cue[0], q
            belongs = belongs or "of" in self.roles(q - 1, q)
            if role == "unit" and "in" in self.roles(q - 1, q):
                return None
            if not self.small(q - 1):
                adjectives += 1
                if role != "unit" or not belongs or adjectives > 2 or self.capital[q - 1] or self.tells(q):
                    return None
            elif adjectives or p - q >= 3:
                return None
            q -= 1
        return None

    def tells(self, q: int) -> bool:
        """Whether the word before word `q` has a part of its own in telling places."""
        return bool(self.roles(q - 1, q))

    def cue_start(self, p: int, role: Role) -> int:
        phrase = self.phrase_before(p, role)
        return phrase[0] if phrase else p

    def small(self, i: int) -> bool:
        return bool(self.roles(i, i + 1).keys() & {"article", "of"})

    def relation_before(self, p: int) -> tuple[Relation, bool]:
        """What the words before word `p` say of the name there, and whether an article stands before it."""
        definite = other = belongs = False
        straight: Relation | None = None
        q = p
        if (
            p
            and self.gap(p - 1) == ". "
            and len(self.forms[p - 1]) < 4
            and "namesake" in self.roles(p - 1, p)
        ):
            return "namesake", False  # "M. Santos"
        while q and p - q < 4 and self.gap(q - 1) in _GAPS:
            if straight is None and not other and (cue := self.cue_before(q, *_STRAIGHT)):
                straight = "in" if cue[1] == "dative" else cue[1]  # type: ignore[assignment]
                definite = definite or "article" in self.roles(q - 1, q)
                if self.told_there(cue[0]):
                    straight = "from"
                if straight != "in" or q - cue[0] > 1:
                    return straight or "none", definite
            if self.cue_before(q, "event"):
                return "event", definite
            if "opening" in self.roles(q - 1, q) and self.capital[q - 1]:
                return "in", definite
            bearer = self.cue_before(q, *(("office", "namesake") if belongs else ("namesake", "office")))
            if bearer and (belongs or not other):
                return bearer[1], definite  # type: ignore[return-value]
            if straight:
                return straight, definite
            if self.small(q - 1):
                definite = definite or "article" in self.roles(q - 1, q)
                belongs = belongs or "of" in self.roles(q - 1, q)
            elif other or not belongs or self.capital[q - 1]:
                break
            else:
                other = True
            q -= 1
        return "of" if belongs else "none", definite

    def told_there(self, q: int) -> bool:
        """Whether what happens there is only that somebody speaks."""
        first = q
        while first and q - first < 2 and "," not in self.gap(first - 1):
            first -= 1
        return any(
            "speech" in self.roles(n, n + size) for n in range(first, q) for size in (1, 2) if n + size <= q
        )

    def distance_before(self, p: int) -> float | None:
        """The kilometres said just before word `p`."""
        for q in range(p - 1, max(p - 8, 0), -1):
            if self.gap(q) not in _GAPS:
                return None
            roles = self.roles(q, q + 1)
            if "distance" in roles or "mile" in roles:
                number = self.words[q - 1].text
                kilometres = float(number) if number.isdecimal() and len(number) < 5 else 0.0
                return round(kilometres * KM_PER_MILE, 1) if "mile" in roles else kilometres
        return None

    def follows(self, p: int, place: Mention, previous: Mention) -> bool:
        """Whether the name goes on a list of places: "A, B et C"."""
        between = self.text[previous.end : self.words[p].start]
        forms = self.forms[previous.last : p]
        if (
            len(between) > 20
            or not between.strip()
            or not set(between) <= set(f" ,({''.join(forms)}")
            and not forms
        ):
            return False
        if forms and "join" not in self.roles(previous.last, p):
            return False
        return (
            bool(forms)
            or between.strip() == "("
            or self.gap(place.last - 1).strip()[:1] in (",", ".", ")", ";", "")
            or ("join" in self.roles(place.last, place.last + 1))
        )

    def makes_a_place(self, place: Mention) -> bool:
        """Whether the words around, or the gazetteer, make a place of the name."""
        lone = place.last - place.first == 1
        acronym = _is_acronym(place.name) and not self.shouted
        acronym = acronym and not any(t.rank == 0 and t.population >= KNOWN for t in place.towns)
        if place.area and place.area.countries:
            return True
        if place.area and not (lone and place.first == 0 and place.relation == "none"):
            return True
        if place.unit and not acronym:
            return True
        if len(place.name) < 3 or "speech" in self.roles(place.last, place.last + 1):
            return False
        if "speech" in self.roles(place.last, place.last + 2) and not place.towns:
            return False
        placed = place.relation in _PLACED
        if place.towns:
            people = max(t.population for t in place.towns)
            if placed or place.relation in ("label", "event"):
                return not (place.definite and lone and people < KNOWN)
            main = max((t.population for t in place.towns if t.rank == 0), default=0)
            if lone and place.first == 0:
                return False
            return people >= FAMOUS or main >= (KNOWN_TO_ALL if lone else KNOWN)
        if self.holder_after(place):
            return True
        if place.relation == "route" and not self.goes_on(place):
            return False
        return (placed or place.relation == "event") and not place.definite

    def holder_after(self, place: Mention) -> bool:
        """Whether a division follows that holds the place: "X, Borno State", "X (Ituri)"."""
        if place.last >= len(self.words) or self.gap(place.last - 1) not in (", ", " ("):
            return False
        i = place.last
        while i < len(self.words) - 1 and i < place.last + 3 and self.roles(i, i + 1).keys() & _OF_A_UNIT:
            i += 1
        area = self.areas.at(self.folded, i)
        return bool(area and area.entry.divisions_of and self.capital[i])

    def goes_on(self, place: Mention) -> bool:
        """Whether a name of two ends, or another name tied to this one, follows "between" and the like."""
        if "-" in place.name:
            return True
        tied = place.last + 1 < len(self.words) and self.roles(place.last, place.last + 1).keys() & {
            "join",
            "in",
        }
        return bool(tied) and any(self.capital[place.last + 1 : place.last + 3])


def _level(area: Area | None, towns: tuple[Town, ...]) -> Level:
    if area and area.countries:
        return "country"
    if area and area.divisions_of:
        return "town" if any(t.country in area.divisions_of for t in towns) else "region"
    return "town" if towns else "village"
