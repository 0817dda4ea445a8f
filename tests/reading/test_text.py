import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.reading import ReadError
from temoin.reading.text import clean, decode, one_line, title_and_body, unwrapped

WORDS = "L’armée a évacué le marché près de Dourgou, où l’œuvre d’un été reste à faire."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"], ids=lambda name: str(name)
)
def test_encodings_are_told_apart(encoding: str) -> None:
    assert decode(WORDS.encode(encoding), "x") == WORDS


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf_8() -> None:
    assert decode("Сообщение".encode("koi8-r"), "x", "koi8-r") == "Сообщение"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"abc\x00def", bytes(range(1, 32)) * 20])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        decode(data, "photo.txt")


def test_a_mark_that_lies_is_refused() -> None:
    with pytest.raises(ReadError):
        decode(b"\xff\xfeh\x00i", "x")


CLEANED = [
    ("Kidal\r\nGao\rMopti", "Kidal\nGao\nMopti"),
    ("un\u2028deux\x0ctrois", "un\ndeux\ntrois"),
    ("tir\x07s \x1b[31mrouges", "tirs [31mrouges"),
    ("e\u0301vacue\u0301", "évacué"),
    ("\ufeffDix\u200b morts\u00ad", "Dix morts"),
    ("\u202eévacué\u202c \u200fici", "évacué ici"),
    ("می\u200cروم", "می\u200cروم"),
    ("colonne\tdeux", "colonne\tdeux"),
    ("12\u00a0morts", "12\u00a0morts"),
]


@pytest.mark.parametrize(("raw", "cleaned"), CLEANED)
def test_what_nobody_can_see_is_removed(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(st.text(alphabet=st.characters(), max_size=200))
def test_cleaning_is_done_once_and_leaves_valid_text(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\n" not in one_line(text)


def test_a_short_first_line_above_a_blank_one_is_the_title() -> None:
    assert title_and_body("Deux morts à Gao\n\nUne mine a sauté.") == (
        "Deux morts à Gao",
        "Une mine a sauté.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Une seule ligne.",
        "Une phrase entière.\n\nUne autre.",
        "Une ligne\nune autre\n\nla fin",
        "x" * 300 + "\n\nla fin",
    ],
)
def test_other_first_lines_belong_to_the_body(text: str) -> None:
    assert title_and_body(text) == (None, text)


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "Des hommes armés ont attaqué dans la nuit un poste de contrôle tenu\n"
        "par des volontaires à la sortie nord de la ville, avant de se replier\n"
        "vers la forêt.\n\nAucun bilan n'est connu."
    )
    assert unwrapped(wrapped) == (
        "Des hommes armés ont attaqué dans la nuit un poste de contrôle tenu par des volontaires à la "
        "sortie nord de la ville, avant de se replier vers la forêt.\n\nAucun bilan n'est connu."
    )


def test_a_word_parted_at_the_margin_is_joined_where_printers_part_words() -> None:
    wrapped = (
        "Le poste avancé a été pris d'assaut mardi à l'aube par des assail-\n"
        "lants venus à moto, qui ont emporté des armes et incendié deux tentes."
    )
    assert "assaillants venus" in unwrapped(wrapped, hyphenated=True)
    assert "assail-lants venus" in unwrapped(wrapped)


def test_paragraphs_on_lines_of_their_own_stay_apart() -> None:
    text = "Le premier paragraphe dit une chose et la dit tout entière.\nLe second en dit une autre, entière."
    assert unwrapped(text) == text
