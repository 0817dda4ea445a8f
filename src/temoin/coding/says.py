"""According to whom?"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.parties import bears_arms
from temoin.coding.phrases import Phrase, Reading, What
from temoin.coding.sayings import Act, Saying
from temoin.coding.speech import Speech
from temoin.languages import form, words
from temoin.model import Actor, Kind, Place, Source, Status

# How many sentences back a pronoun may look for whom it stands for.
MEMORY = 4
# After so many sentences on an event, a source not heard before speaks of something else.
LATE = 8
# Those heard after so many speak of something else, too.
MOST_SOURCES = 4
# Within how many sentences behind an event a paper is cited for it.
CITED_AFTER = 2
# How many sentences before and after may tell somebody's full name.
REACH = 30
# What a source may do by its words to be one: a denial is a source for what is only denied.
ACTS: dict[Status, set[Act]] = {"reported": {"tell"}, "denied": {"tell", "deny"}, "planned": {"tell", "call"}}
# Kinds of those who fight wherever they are: their word on an event is a party's word.
ARMED: frozenset[Kind] = frozenset({"foreign_forces", "armed_group", "communal_militia"})

# Whose word a document may be.
WRITERS: tuple[What, ...] = ("person", "group", "media")

# What the head of a clause hangs by, and what words that name nobody are.
_CLAUSES = ("ROOT", "ccomp", "advcl", "relcl", "acl:relcl")
_NOT_NOMINAL = ("ADJ", "ADV", "DET", "ADP", "VERB", "AUX", "CCONJ", "SCONJ", "PART", "PUNCT")


@dataclass(slots=True)
class Voice:
    """A source to be.

    `names`: every name the report has for it, the best first. `surnames`: the last words of those that are
    names of its own. `phrases`: the words of each phrase that names it. `bodies`: those of each body that it
    speaks for (*police* in *porte-parole de la police*). `bare`: its noun, where that is all that is said
    (*le porte-parole*). `again`: one met before (*cette source*).
    `sentence` and `at` say where it speaks.
    """

    names: list[str]
    start: int
    end: int
    kind: Kind
    surnames: set[str]
    phrases: list[frozenset[str]]
    bodies: list[frozenset[str]]
    bare: str
    again: bool
    sentence: int
    at: int


def sources_of(document: Document, draft: Draft, actors: list[Actor], place: Place | None) -> list[Source]:
    """Who says that the event happened; empty where the report says it in its own voice.

    A title only sums up what the report says: its source counts where nobody speaks below it.
    """
    below = [i for i in draft.sentences if not document.sentences[i].title]
    voices = (
        _voices_of(document, below, draft)
        or _voices_of(document, draft.sentences, draft)
        or _cited_after(document, below, draft)
        or _issuer_of(document)
    )
    return [_source(document, voice, actors) for voice in voices[:MOST_SOURCES]]


def _voices_of(document: Document, indices: list[int], draft: Draft) -> list[Voice]:
    """Those who speak in these sentences, each once, but nobody who is first heard late, after others."""
    voices: list[Voice] = []
    for place, index in enumerate(indices):
        for voice in _voices_in(document, index, ACTS[draft.status]):
            if voice.sentence == index and not _is_nominal(document, voice):
                continue
            known = any(_same(v, voice) for v in voices)
            if known or not voices or place < LATE:
                _merge(voices, voice)
    return voices


def _cited_after(document: Document, indices: list[int], draft: Draft) -> list[Voice]:
    """The paper or agency that is cited soon after: what it is cited for begins before."""
    for index in indices:
        for sentence in document.sentences[index + 1 : index + 1 + CITED_AFTER]:
            if sentence.index not in draft.sentences:
                speech = Speech(sentence, document.language)
                cited = (s for s in speech.sayings() if s.act in ACTS[draft.status] and speech.cites(s))
                if voice := next(filter(None, (_voice(speech, s) for s in cited)), None):
                    return [voice]
    return []


def _issuer_of(document: Document) -> list[Voice]:
    """Whose communiqué the report is, where its first words say so: *Communiqué du ministère*."""
    if not document.sentences:
        return []
    speech = Speech(document.sentences[0], document.language)
    noun = speech.noun_at(0)
    if noun is None or noun.entry.what != "document":
        return []
    whole = Saying(0, noun.last, (speech.phrase_right(0),))
    voice = _voice(speech, next((s for s in speech.sayings() if s.first == 0), whole))
    return [voice] if voice else []


def _is_nominal(document: Document, voice: Voice) -> bool:
    """The parse finds a noun in the words that name the source, and no verb that would make them a clause.

    Behind a determiner they are one, whatever the parse takes them for: *un passant*.
    """
    tokens = document.tokens(voice.sentence)
    inside = [t for t in tokens if t.start >= voice.start and t.end <= voice.end]
    if len(inside) == 1 and any(t.end + 1 == voice.start and t.pos == "DET" for t in tokens):
        return True
    clause = any(t.pos == "VERB" and t.dep in _CLAUSES and t.text[:1].islower() for t in inside)
    return not clause and any(t.pos not in _NOT_NOMINAL for t in inside)


def source_at(document: Document, sources: list[Source], start: int) -> Source | None:
    """Whose word the value at position `start` is: who speaks in its sentence, or the event's only source."""
    sentence = document.sentence_at(start)
    if sentence is None or not sources:
        return None
    acts: set[Act] = {"tell", "deny", "call"}
    for voice in sorted(_voices_in(document, sentence.index, acts), key=lambda v: abs(v.at - start)):
        names = {form(n) for n in voice.names}
        for source in sources:
            if form(source.name) in names or form(voice.names[0]) in map(form, source.aliases):
                return source
    return sources[0] if len(sources) == 1 else None


def is_hearsay(document: Document, start: int) -> bool:
    """The report does not vouch for what it says at position `start`: *aurait été tué*, *reportedly*."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return False
    reading = Reading(sentence, document.language)
    stretch = 0
    doubtful = set()
    where = -1
    for i, word in enumerate(reading.words):
        stretch += reading.breaks[i]
        if reading.end_of("hearsay", i):
            doubtful.add(stretch)
        if word.start <= start:
            where = stretch
    return where in doubtful


def _voices_in(document: Document, index: int, acts: set[Act]) -> list[Voice]:
    """Those who speak in a sentence, pronouns resolved."""
    speech = Speech(document.sentences[index], document.language)
    found: list[Voice] = []
    for saying in speech.sayings():
        if saying.act not in acts:
            continue
        voice = _voice(speech, saying)
        if voice is None or voice.again:
            voice = (found[-1] if found else _last_speaker(document, index)) or voice
        if voice:
            voice.at = speech.words[saying.first].start
            found.append(voice)
    return found


def _last_speaker(document: Document, index: int) -> Voice | None:
    """Whoever spoke last before a sentence."""
    for i in range(index - 1, max(-1, index - 1 - MEMORY), -1):
        speech = Speech(document.sentences[i], document.language)
        for saying in reversed(list(speech.sayings())):
            if voice := _voice(speech, saying):
                return voice
    return None


def _voice(speech: Speech, saying: Saying) -> Voice | None:
    """Who speaks, or None where a pronoun or a document without author stands for him."""
    phrases = [p for phrase in saying.speaker if (p := _author(speech, phrase))]
    if not phrases:
        return None
    main = next((p for p in phrases if speech.is_named(p)), phrases[0])
    heads = [head for phrase in phrases if (head := speech.head(phrase))]
    own = [speech.said(name) for phrase in phrases for name in speech.own_names(phrase)]
    called = [name for phrase in (main, *phrases) for name in _calls(speech, phrase)]
    bare = len(phrases) == 1 and any((h.first, h.last) == (main.first, main.last) for h in heads)
    return Voice(
        names=list(dict.fromkeys([*called, *(a for h in heads for a in h.entry.aliases)])),
        start=speech.words[main.first].start,
        end=speech.words[main.last - 1].end,
        kind=next((h.entry.kind for h in heads if h.entry.kind != "other"), "other"),
        surnames={plain(name)[-1] for name in own},
        phrases=[frozenset(plain(speech.said(p))) for p in phrases],
        bodies=[frozenset(plain(speech.said(b))) for p in phrases for b in speech.speaks_for(p)],
        bare=" ".join(plain(speech.said(main))) if bare else "",
        again=speech.again(main) and all(_is_noun(speech, phrase) for phrase in phrases),
        sentence=speech.sentence.index,
        at=speech.words[saying.first].start,
    )


def _is_noun(reading: Reading, phrase: Phrase) -> bool:
    """No name of its own stands in a phrase, but at most a noun in capitals: *cette ONG*."""
    head = reading.head(phrase)
    return all(head and head.first <= n.first and n.last <= head.last for n in reading.own_names(phrase))


def _author(reading: Reading, phrase: Phrase) -> Phrase | None:
    """The phrase, or where it is a document the body whose word it is."""
    head = reading.head(phrase)
    if head is None or head.entry.what != "document":
        return phrase
    return next(iter([*reading.speaks_for(phrase, WRITERS), *reading.brought_in(phrase)]), None)


def _calls(reading: Reading, phrase: Phrase) -> list[str]:
    """What a phrase calls its source, the whole first, then shorter, then whom it speaks for."""
    names = [phrase, *reading.shorter(phrase), *reading.own_names(phrase), *reading.speaks_for(phrase)]
    return [reading.said(name) for name in (*names, reading.with_determiner(phrase))]


def _merge(voices: list[Voice], new: Voice) -> None:
    """Add a voice, to the one it is the same as where there is one."""
    for voice in reversed(voices):
        if _same(voice, new):
            voice.names += [n for n in new.names if n not in voice.names]
            voice.surnames |= new.surnames
            voice.phrases += new.phrases
            voice.bodies += new.bodies
            return
    voices.append(new)


def _same(one: Voice, other: Voice) -> bool:
    """The two are called by one name, by a part or noun of it, or one speaks for the other."""
    if _speaks_for(one, other) or _speaks_for(other, one):
        return True
    if one.surnames and other.surnames:
        return bool(one.surnames & other.surnames) or _part(one, other) or _part(other, one)
    if any(
        len(a & b) >= min(2, len(a | b)) and (a <= b or b <= a) for a in one.phrases for b in other.phrases
    ):
        return True
    return _noun_of(one, other) or _noun_of(other, one)


def _speaks_for(member: Voice, body: Voice) -> bool:
    """One is the body for which the other speaks: *préfecture* and *secrétaire général de la préfecture*."""
    return any(phrase in member.bodies for phrase in body.phrases)


def _part(short: Voice, long: Voice) -> bool:
    """One is called by a single word of the other's name, or by its initials."""
    initials = {"".join(w[0] for w in plain(name)) for name in long.names}
    return any(len(a) == 1 and a <= b for a in short.phrases for b in long.phrases) or any(
        len(surname) > 1 and surname in initials for surname in short.surnames
    )


def _noun_of(short: Voice, long: Voice) -> bool:
    """One is called by the other's noun alone."""
    return bool(short.bare) and any(short.bare in " ".join(plain(name)) for name in long.names)


def plain(name: str) -> list[str]:
    """The words of a name as they are compared: without case, accents and plural."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return [w.form.removesuffix("s") or w.form for w in words(bare)] or [form(name)]


def _full_names(document: Document, voice: Voice) -> list[str]:
    """Longer names in the report that end with the same word: *Awa Sorgho* for *Mme Sorgho*."""
    if not voice.surnames:
        return []
    full: list[str] = []
    for sentence in document.sentences[max(0, voice.sentence - REACH) : voice.sentence + REACH]:
        if any(w.text[0].isupper() and plain(w.text)[-1] in voice.surnames for w in sentence.words):
            reading = Reading(sentence, document.language)
            said = map(reading.said, reading.names(Phrase(0, len(sentence.words))))
            full += [name for name in said if len(n := plain(name)) > 1 and n[-1] in voice.surnames]
    return [name for name in dict.fromkeys(full) if name not in voice.names]


def _source(document: Document, voice: Voice, actors: list[Actor]) -> Source:
    return Source(
        name=voice.names[0],
        kind=voice.kind,
        party=_is_party(document, voice, actors),
        span=document.span(voice.start, voice.end),
        aliases=(*voice.names[1:], *_full_names(document, voice)),
    )


def _is_party(document: Document, voice: Voice, actors: list[Actor]) -> bool:
    """Whether it is a party to the conflict: one who acts or is acted upon, or who bears arms in it."""
    names = {form(n) for n in voice.names}
    sides = [a for a in actors if a.kind not in ("civilians", "protesters", "unidentified")]
    if any(form(n) in names for a in sides for n in (a.name, *a.aliases)):
        return True
    if voice.kind == "state_forces":
        state = any(a.kind == "state_forces" for a in sides)
        return state or any(bears_arms(n, document.language) for n in voice.names)
    return voice.kind in ARMED
