"""`temoin train` from end to end: what it refuses, and the model that it makes."""

import json

import pytest

from reports import written
from temoin.batch import code
from test_cli import temoin


@pytest.fixture
def pair(tmp_path):
    """Thirty of our own reports and their records."""
    some = written()[::4]
    reports, gold = tmp_path / "reports.jsonl", tmp_path / "gold.jsonl"
    lines = [
        {"id": w.name, "title": w.report.title, "text": w.report.text, "published": w.report.published}
        for w in some
    ]
    reports.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    gold.write_text("".join(json.dumps(w.gold) + "\n" for w in some), encoding="utf-8")
    return gold, reports


def torch_or_skip():
    pytest.importorskip("torch")


def test_a_file_alone_is_refused(pair, tmp_path):
    done = temoin("train", pair[0], "-o", tmp_path / "model")
    assert done.returncode == 2
    assert "pairs" in done.stderr


def test_a_folder_that_is_there_is_never_written_over(pair, tmp_path):
    done = temoin("train", *pair, "-o", tmp_path)
    assert done.returncode == 2
    assert "already" in done.stderr
    assert pair[0].exists()


def test_without_torch_the_remedy_is_named(pair, tmp_path):
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked/sitecustomize.py").write_text(
        "import importlib.util as u\nfound = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'torch' else found(name, *rest)\n",
        encoding="utf-8",
    )
    done = temoin("train", *pair, "-o", tmp_path / "model", env={"PYTHONPATH": str(tmp_path / "blocked")})
    assert done.returncode == 1
    assert "temoin[train]" in done.stderr
    assert not (tmp_path / "model").exists()


def test_too_few_reports_are_refused_and_nothing_is_written(pair, tmp_path):
    torch_or_skip()
    few = tmp_path / "few.jsonl"
    few.write_text(
        "".join(pair[0].read_text(encoding="utf-8").splitlines(keepends=True)[:3]), encoding="utf-8"
    )
    done = temoin("train", few, pair[1], "-o", tmp_path / "model")
    assert done.returncode == 2
    assert "Only 3 reports" in done.stderr
    assert not (tmp_path / "model").exists()


def test_a_model_learns_from_records_and_codes(pair, tmp_path):
    torch_or_skip()
    made = tmp_path / "model"
    done = temoin("train", *pair, "-o", made)
    assert done.returncode == 0, done.stderr
    assert "Before" in done.stdout and f"--model {made}" in done.stdout
    card = json.loads((made / "card.json").read_text(encoding="utf-8"))
    assert card["after"]["reports"] == len(written()[::4])
    assert code(written()[0].report, model=made).coder != code(written()[0].report).coder
    coded = temoin("code", "--model", made, pair[1])
    assert coded.returncode == 0, coded.stderr


def test_a_folder_without_a_model_is_no_model(pair, tmp_path):
    done = temoin("code", "--model", tmp_path, pair[1])
    assert done.returncode == 2
    assert "no model" in " ".join(done.stderr.replace("│", " ").split())  # however it is wrapped
