"""Who is said to have done it, and who says so: the arguments of *accuse X of*, *blame it on X*."""

from __future__ import annotations

from collections.abc import Iterator

from temoin.coding.clauses import Clauses
from temoin.coding.parsing import Token

# How deep what one is accused of may hang below the verb that accuses.
_DEEP = 4


def blamed(clauses: Clauses, word: Token) -> Iterator[Token]:
    """Those blamed: after *to* or *on*, also where the parser hung them on the deed; else the object."""
    passive = clauses.is_passive(word)
    borne = clauses.subjects(word) if passive else clauses.objects(word)
    marked = [t for above in (word, *borne) for t in clauses.marked(above, "to", "against")]
    bare = [t for t in clauses.children[word.index] if t.dep == "nmod" and not clauses.case(t)]
    for token in marked or borne or (bare if word.pos != "VERB" else []):
        yield from clauses.with_conjuncts(token)


def accusers(clauses: Clauses, verb: Token) -> Iterator[Token]:
    """Those who accuse: the subject, or who comes after *by*."""
    for token in clauses.agents(verb) if clauses.is_passive(verb) else clauses.subjects(verb):
        yield from clauses.with_conjuncts(token)


def is_charge(clauses: Clauses, token: Token, verb: Token) -> bool:
    """Whether a word is what `verb` accuses of: it hangs on the verb, or on who accuses, after them."""
    above = {verb.index, *(t.index for t in accusers(clauses, verb))}
    for _ in range(_DEEP):
        if token.index in above:
            return False
        head = clauses.head(token)
        if head.index in above:
            return token.index > verb.index
        token = head
    return False
