"""According to whom?"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.speech import Act, Phrase, Reading, Saying
from temoin.languages import form, words
from temoin.model import Actor, Kind, Place, Source, Status

# How many sentences back a pronoun may look for whom it stands for.
MEMORY = 4
# What a source may do by its words to be one: a denial is a source for what is only denied.
ACTS: dict[Status, set[Act]] = {"reported": {"tell"}, "denied": {"tell", "deny"}, "planned": {"tell", "call"}}
# Kinds of those who fight or police: their word on an event is a party's word.
PARTIES: frozenset[Kind] = frozenset({"state_forces", "foreign_forces", "armed_group", "communal_militia"})


@dataclass(slots=True)
class Voice:
    """A source to be: every name the report has for it, the best first.

    `who` holds the last words of its names, `words` all that its phrases say of it.
    `bare` is the noun, where that is all the report says (*le communiqué*); `again`: said to be one met before.
    """

    names: list[str]
    start: int
    end: int
    kind: Kind
    who: set[str]
    words: list[frozenset[str]]
    named: bool
    bare: str | None
    again: bool


def sources_of(document: Document, draft: Draft, actors: list[Actor], place: Place | None) -> list[Source]:
    """Who says that the event happened; empty where the report says it in its own voice."""
    voices: list[Voice] = []
    for index in draft.sentences:
        for voice in _voices_in(document, index, draft):
            _merge(voices, voice)
    return [_source(document, voice, actors) for voice in voices]


def _voices_in(document: Document, index: int, draft: Draft) -> list[Voice]:
    """Those who speak in a sentence, pronouns resolved."""
    reading = Reading(document.sentences[index], document.language)
    found: list[Voice] = []
    for saying in reading.sayings():
        if saying.act not in ACTS[draft.status]:
            continue
        voice = _voice(reading, saying)
        if voice is None or voice.again:
            voice = (found[-1] if found else _last_speaker(document, index)) or voice
        if voice:
            found.append(voice)
    return found


def _last_speaker(document: Document, index: int) -> Voice | None:
    """Whoever spoke last before a sentence."""
    for i in range(index - 1, max(-1, index - 1 - MEMORY), -1):
        reading = Reading(document.sentences[i], document.language)
        for saying in reversed(list(reading.sayings())):
            if voice := _voice(reading, saying):
                return voice
    return None


def _voice(reading: Reading, saying: Saying) -> Voice | None:
    """Who speaks, or None where a pronoun or a document without author stands for him."""
    phrases = tuple(p for phrase in saying.speaker if (p := _author(reading, phrase)))
    if not phrases:
        return None
    heads = [head for phrase in phrases if (head := reading.head(phrase))]
    names = [reading.said(name) for phrase in phrases for name in reading.own_names(phrase)]
    called = [name for phrase in phrases for name in _calls(reading, phrase)]
    main = next((p for p in phrases if reading.is_name(p)), phrases[0])
    first, last = reading.words[main.first], reading.words[main.last - 1]
    only = heads[0] if len(phrases) == 1 and heads else None
    bare = only and (only.first, only.last) == (main.first, main.last)
    return Voice(
        names=list(dict.fromkeys(called)),
        start=first.start,
        end=last.end,
        kind=next((h.entry.kind for h in heads if h.entry.kind != "other"), "other"),
        who={plain(n)[-1] for n in names if plain(n)},
        words=[frozenset(plain(reading.said(p))) for p in phrases],
        named=bool(names),
        bare=" ".join(plain(reading.said(main))) if bare else None,
        again=bool(reading.again(main) and not names),
    )


def _author(reading: Reading, phrase: Phrase) -> Phrase | None:
    """The phrase, or where it is a document the body whose word it is."""
    head = reading.head(phrase)
    if head is None or head.entry.what != "document":
        return phrase
    return next(iter([*reading.speaks_for(phrase), *reading.brought_in(phrase)]), None)


def _calls(reading: Reading, phrase: Phrase) -> list[str]:
    """What a phrase calls its source, the whole first, then shorter, then whom it speaks for."""
    names = [phrase, *reading.shorter(phrase), *reading.own_names(phrase), *reading.speaks_for(phrase)]
    if (full := reading.with_determiner(phrase)) != phrase:
        names.append(full)
    return [reading.said(name) for name in names]


def _merge(voices: list[Voice], new: Voice) -> None:
    """Add a voice, to the one it is the same as where there is one."""
    for voice in reversed(voices):
        if _same(voice, new):
            voice.names += [n for n in new.names if n not in voice.names]
            voice.who |= new.who
            voice.words += new.words
            return
    voices.append(new)


def _same(old: Voice, new: Voice) -> bool:
    """The new voice is an old one under the same name, a shorter one, or its noun alone."""
    if old.named and new.named:
        return (
            bool(old.who & new.who)
            or _part(old, new)
            or _part(new, old)
            or _initials(old, new)
            or _initials(new, old)
        )
    if any(len(a & b) >= min(2, len(a | b)) and (a <= b or b <= a) for a in old.words for b in new.words):
        return True
    if new.bare:
        return any(new.bare in " ".join(plain(name)) for name in old.names)
    return bool(old.bare) and any(old.bare in " ".join(plain(name)) for name in new.names)


def _part(short: Voice, long: Voice) -> bool:
    """One is called by a single word of the other's name."""
    return any(len(a) == 1 and a <= b for a in short.words for b in long.words)


def _initials(short: Voice, long: Voice) -> bool:
    """One is the acronym of the other's name."""
    made = {"".join(w[0] for w in plain(name)) for name in long.names}
    return any(len(who) > 1 and who in made for who in short.who)


def plain(name: str) -> list[str]:
    """The words of a name as they are compared: without case and accents."""
    bare = unicodedata.normalize("NFKD", name)
    return [
        w.form.removesuffix("s") or w.form
        for w in words("".join(c for c in bare if not unicodedata.combining(c)))
    ]


def _source(document: Document, voice: Voice, actors: list[Actor]) -> Source:
    names = {form(n) for n in voice.names}
    acting = any(form(a.name) in names for a in actors if a.role in ("initiator", "target"))
    return Source(
        name=voice.names[0],
        kind=voice.kind,
        party=voice.kind in PARTIES or acting,
        span=document.span(voice.start, voice.end),
        aliases=tuple(voice.names[1:]),
    )
