"""Phrases in words: the notation, the longest match, and no match across what a phrase does not say."""

import pytest

from temoin.languages import Lexicon, words

CASES = [
    ("attaqu*", "Le convoi a été attaqué hier", "attaqué"),
    ("tu{er,é,ée}", "Il a été tué à Gao", "tué"),
    ("ouvr* le feu", "Ils ouvrirent le feu sur la foule", "ouvrirent le feu"),
    ("met* ... en fuite", "Ils ont mettre vite les bandits en fuite", "mettre vite les bandits en fuite"),
    ("lors? attaque", "une attaque", "attaque"),
    ("hors d'état de nuire", "mis hors d’état de nuire", "hors d’état de nuire"),
    ("cessez-le-feu", "un cessez-le-feu précaire", "cessez-le-feu"),
    ("état", "L'ÉTAT-MAJOR", "ÉTAT"),
    ("offensive {militaire,de charme,}", "une offensive de charme hier", "offensive de charme"),
]


@pytest.mark.parametrize(("phrase", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_a_phrase_is_found(phrase, text, expected):
    found = words(text)
    match = Lexicon([(phrase, "entry")]).find([w.form for w in found])[0]
    assert text[found[match.first].start : found[match.last - 1].end] == expected


@pytest.mark.parametrize(
    "text", ["a coûté mardi la vie à", "a coûté la vie mardi soir à", "a coûté la vie à"]
)
def test_days_may_stand_between_the_words(text):
    found = Lexicon([("coûté la vie à", 1)], over=frozenset({"mardi", "soir"})).find(
        [w.form for w in words(text)]
    )
    assert [(m.first, m.last) for m in found] == [(1, len(words(text)))]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("tu{er,é}", "il est tu"),
        ("met* ... en fuite", "mettre un deux trois quatre cinq en fuite"),
        ("état", "un etat"),
        ("ouvr* le feu", "ouvrir un feu"),
    ],
)
def test_a_phrase_is_not_found(phrase, text):
    assert not Lexicon([(phrase, 1)]).find([w.form for w in words(text)])


def test_the_longest_phrase_wins_and_takes_its_words():
    lexicon = Lexicon([("attaque", "attack"), ("attaque cardiaque", "illness")])
    forms = [w.form for w in words("une attaque cardiaque, puis une attaque")]
    assert [m.entry for m in lexicon.find(forms)] == ["illness", "attack"]


def test_a_phrase_without_a_word_is_refused():
    with pytest.raises(ValueError, match="holds no word"):
        Lexicon([("… ", 1), ("!", 2)])
