"""Which language a report is written in.

Most reports are known by the share of their function words, in a fraction of a millisecond. Only where
that does not decide is py3langid asked, whose model takes half a second and 100 MB to load.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from temoin.languages import CODES, form, load
from temoin.messages import reader_language
from temoin.model import Report
from temoin.reading.errors import error

# characters that are looked at
_ENOUGH = 20_000
_WORD = re.compile(r"[^\W\d_]+")
# a fifth to a half of the words of French or English prose are in the tables, under a tenth of a relative's
_SHARE = 0.15
_FEWEST = 3
_DIFFERENT = 5
_TIMES_THE_NEXT = 4
# in py3langid's log-likelihood: a third language must lead by more, as names make headlines look foreign
_LEAD = 30.0
# The languages a third-language report is likely to be in. Near relatives and creoles of French and English
# that newspapers are hardly written in are left out: short reports would be taken for them.
_THIRD = """
    af am ar az bg bn ca cs da de el es fa fi ha he hi hr ht hu hy id ig it ja ka ko ku ln lt mg ms mt my
    nl no om pl ps pt ro ru rw sn so sq sr sv sw ta th tl tr uk ur uz vi xh yo zh zu
"""


def language_of(report: Report, where: str = "") -> str:
    """The code of the report's language: the one it says it is in, or the one its words show.

    Raises `ReadError`, which names the report's language and those that temoin reads, for any other.
    """
    if report.language:
        code = report.language.lower().replace("_", "-").partition("-")[0]
        if code not in CODES:
            raise error(where or report.id, "language", language=_name(code), known=_known())
        return code
    text = report.full_text[:_ENOUGH]
    found = _by_function_words(text) or _by_likelihood(text)
    if found not in CODES:
        raise error(where or report.id, "language", language=_name(found), known=_known())
    return found


@dataclass(frozen=True, slots=True)
class _FunctionWord:
    word: str


@cache
def _function_words(code: str) -> frozenset[str]:
    return frozenset(row.word for row in load(code).table("function_words", _FunctionWord))


def _by_function_words(text: str) -> str | None:
    """The language whose function words are frequent or many, and far more so than any other's."""
    forms = [form(w) for w in _WORD.findall(text)]
    hits = {code: [f for f in forms if f in _function_words(code)] for code in CODES}
    best, *others = sorted(CODES, key=lambda code: len(hits[code]), reverse=True)
    most = len(hits[best])
    frequent = most >= max(_FEWEST, _SHARE * len(forms))
    many = len(set(hits[best])) >= _DIFFERENT and most >= _SHARE / 2 * len(forms)
    clear = most >= _TIMES_THE_NEXT * max((len(hits[code]) for code in others), default=0)
    return best if clear and (frequent or many) else None


def _by_likelihood(text: str) -> str:
    """The most likely language, one of ours unless another leads clearly."""
    ranked = _identifier().rank(text)
    first, likelihood = ranked[0]
    ours, our_likelihood = next((code, value) for code, value in ranked if code in CODES)
    return str(ours if likelihood - our_likelihood <= _LEAD else first)


@cache
def _identifier() -> Any:
    import py3langid  # loads slowly

    py3langid.set_languages([*CODES, *_THIRD.split()])
    return py3langid


def _name(code: str) -> str:
    """A language's name in the reader's language."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).get_language_name(reader_language()) or code
    except (UnknownLocaleError, ValueError):
        return code


def _known() -> str:
    """The languages temoin reads, as a list in the reader's language."""
    from babel.lists import format_list

    return format_list([_name(code) for code in CODES], locale=reader_language())
