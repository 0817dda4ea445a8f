"""The check names what is wrong with a table of parties."""

import pytest

from temoin.knowledge.parties.check import check

HEADER = "id\tfr\ten\town\taliases\tkind\tforce\tcountries\tparent\tmember_of\tactive\tucdp\tsource"


def row(id, fr, aliases="", countries="ML", parent="", member_of="", active="", source="own", force=""):
    kind = "state_forces" if force else "armed_group"
    cells = (id, fr, fr, "", aliases, kind, force, countries, parent, member_of, active, "", source)
    return "\t".join(cells)


def problems(tmp_path, *rows):
    file = tmp_path / "parties.tsv"
    file.write_text("\n".join(("# a table", HEADER, *rows)) + "\n", encoding="utf-8")
    return [(p.key, p.line) for p in check([file])]


def test_the_registry_is_sound():
    assert check() == []


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([row("tombo", "Front Tombo")], []),
        ([row("tombo", "Front Tombo"), row("tombo", "Front Kouma")], [("same_id", 4)]),
        ([row("Front Tombo", "Front Tombo")], [("id", 3)]),
        ([row("tombo", "Front Tombo", source="")], [("source", 3)]),
        ([row("tombo", "Front Tombo", countries="MALI")], [("country", 3)]),
        ([row("tombo", "Front Tombo", aliases="FT|Front Tombo")], [("written_twice", 3)]),
        ([row("tombo", "Front Tombo", parent="kouma")], [("unknown_party", 3)]),
        ([row("tombo", "Front Tombo", member_of="kouma@2020/")], [("unknown_party", 3)]),
        ([row("tombo", "Front Tombo", active="2020-13/")], [("date", 3)]),
        ([row("tombo", "Front Tombo", active="2021/2020")], [("date", 3)]),
        ([row("tombo", "Front Tombo", active="2021")], [("period", 3)]),
        ([row("ml-x", "Garde Tombo", force="guard")], [("force", 3)]),
        ([row("a", "Front A", parent="b"), row("b", "Front B", member_of="a")], [("loop", 3), ("loop", 4)]),
        # a force made by rule is known
        ([row("tombo", "Front Tombo", parent="ml-army")], []),
    ],
)
def test_problems_are_named_with_their_line(tmp_path, rows, found):
    assert problems(tmp_path, *rows) == found


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ({}, {}, True),
        ({"countries": "ML"}, {"countries": "ML|BF"}, True),
        ({"countries": "ML"}, {"countries": "BF|ML"}, False),  # at home in Mali, or only there as well
        ({"countries": "ML"}, {"countries": "TD"}, False),
        ({"active": "/2010"}, {"active": "2012/"}, False),
        ({"active": "/2013"}, {"active": "2012/"}, True),
        ({"active": "/2012-06"}, {"active": "2012-06/"}, False),
        ({}, {"parent": "a"}, False),
    ],
)
def test_one_name_for_two(tmp_path, one, other, clash):
    rows = row("a", "Front A", aliases="FLT", **one), row("b", "Front B", aliases="flt", **other)
    assert problems(tmp_path, *rows) == ([("clash", 4)] if clash else [])
