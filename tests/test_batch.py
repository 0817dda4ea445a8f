import os
from collections.abc import Iterator

import pytest

import temoin
from temoin.batch import code_all
from temoin.model import CodedReport, Report
from temoin.reading import Failure, Reading


def coder(report: Report) -> CodedReport:
    """Stands for any coder: one report is beyond it, another ends its process."""
    if "impossible" in report.text:
        raise ZeroDivisionError("beyond me")
    if "fatal" in report.text:
        os._exit(1)
    return CodedReport(report, "fr", "made by hand", ())


def readings(*texts: str) -> list[Reading | Failure]:
    return [Reading(f"line {i}", Report(text=text, id=str(i))) for i, text in enumerate(texts)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_reports_come_in_order_and_failures_in_their_place(jobs: int) -> None:
    items = readings(*["un récit"] * 20, "impossible", *["un autre"] * 20)
    items.insert(3, Failure("x.txt", "empty", "fill it"))
    outcomes = list(code_all(items, jobs, coder))
    assert [o.where if isinstance(o, Failure) else f"line {o.report.id}" for o in outcomes] == [
        i.where for i in items
    ]
    [_, failure] = [o for o in outcomes if isinstance(o, Failure)]
    assert failure.where == "line 20"
    assert "beyond me" in failure.what


def test_a_report_that_ends_its_process_fails_alone() -> None:
    items = readings("un", "deux", "fatal", "quatre", "cinq", "fatal", "sept", "huit")
    outcomes = list(code_all(items, 2, coder))
    assert [type(o) for o in outcomes] == [
        CodedReport,
        CodedReport,
        Failure,
        CodedReport,
        CodedReport,
        Failure,
        CodedReport,
        CodedReport,
    ]


def test_few_reports_are_read_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Reading | Failure]:
        nonlocal taken
        while True:
            taken += 1
            yield Failure("x", "endless", "stop")

    outcomes = code_all(endless(), 2, coder)
    for _ in range(50):
        next(outcomes)
    assert taken < 100
    outcomes.close()  # type: ignore[attr-defined]


def test_the_library_detects_the_language() -> None:
    coded = temoin.code(Report(text="La bibliothèque de la ville ouvre aux élèves chaque mercredi."))
    assert (coded.language, coded.events) == ("fr", ())


def test_the_library_refuses_a_third_language() -> None:
    with pytest.raises(temoin.ReadError):
        temoin.code(Report(text="La biblioteca abre sus puertas a los alumnos los miércoles por la tarde."))
