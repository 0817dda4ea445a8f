"""Code many reports, on one process or several, in the order they come and in little memory."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from temoin.model import CodedReport, Report
from temoin.reading import Failure, ReadError, Reading, failure, language_of

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Coder = Callable[[Report], CodedReport]
"""Whatever turns a report into events."""

# reports handed to each process ahead of its work
_AHEAD = 8


def code(report: Report, model: Path | None = None) -> CodedReport:
    """The events that `report` tells of; its language is detected unless it names one.

    The grammar proposes and the trained model disposes: the one in the folder `model` (`temoin train` makes
    such), or the one that comes with this release; without its encoder the grammar codes alone.
    Raises `ReadError` where the language is none that temoin reads, and for a folder `model` what
    `temoin.coding.trained.model.load` raises.
    """
    from temoin.coding.coder import code as code_in  # loads the languages' data
    from temoin.coding.trained.model import default, load

    return code_in(report, language_of(report), load(model) if model else default())


def code_by_grammar(report: Report) -> CodedReport:
    """As `code`, by the grammar alone: no model is asked."""
    from temoin.coding.coder import code as code_in

    return code_in(report, language_of(report))


def code_all(
    items: Iterable[Reading | Failure], jobs: int = 1, coder: Coder = code
) -> Iterator[CodedReport | Failure]:
    """Each report coded, in order; what cannot be read or coded comes as a `Failure`.

    The outcome is the same for any number of `jobs`. A report that ends its process fails alone.
    """
    if jobs == 1:
        return (_outcome(item, coder) for item in items)
    return _code_on_processes(items, jobs, coder)


def _outcome(item: Reading | Failure, coder: Coder) -> CodedReport | Failure:
    """The report coded, or why not."""
    if isinstance(item, Failure):
        return item
    try:
        return coder(item.report)
    except ReadError as problem:
        return replace(problem.failure, where=item.where)
    except Exception as problem:  # one report must never end a batch
        return failure(item.where, "coding", reason=f"{type(problem).__name__}: {problem}")


def _code_on_processes(
    items: Iterable[Reading | Failure], jobs: int, coder: Coder
) -> Iterator[CodedReport | Failure]:
    from concurrent.futures.process import BrokenProcessPool

    stream = iter(items)
    waiting: deque[tuple[Reading | Failure, Future[CodedReport | Failure]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            room = jobs * _AHEAD - len(waiting)
            waiting.extend((item, _submit(pool, item, coder)) for item in islice(stream, room))
            if not waiting:
                pool.shutdown()  # all is done: left to end by themselves, processes may complain at exit
                return
            item, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # a report under way ended its process: try this one alone, the others on new processes
                pool.shutdown(wait=False)
                pool = _pool(jobs)
                yield _code_alone(item, coder)
                waiting = deque((i, f if _is_coded(f) else _submit(pool, i, coder)) for i, f in waiting)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # fresh processes: a copy of one that runs threads may hang
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start)


def _start() -> None:
    """Ready a process: Ctrl-C is the parent's business, and one thread does for one report."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_NUM_THREADS"] = "1"


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C waiting while processes start: none is to see it, and one half started would complain."""
    if threading.current_thread() is not threading.main_thread():  # which Ctrl-C never ends
        yield
        return
    # processes inherit that it is blocked; but another thread may catch it, and Python would raise it here
    caught: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: caught.append(number))
    try:
        with _interrupts_blocked():
            yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if caught:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _submit(
    pool: ProcessPoolExecutor, item: Reading | Failure, coder: Coder
) -> Future[CodedReport | Failure]:
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _interrupts_held():
            return pool.submit(_outcome, item, coder)
    except BrokenProcessPool as problem:
        broken: Future[CodedReport | Failure] = Future()
        broken.set_exception(problem)
        return broken


def _code_alone(item: Reading | Failure, coder: Coder) -> CodedReport | Failure:
    """The report coded on a process of its own, or the failure that it ends it."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return _submit(pool, item, coder).result()
        except BrokenProcessPool:
            return failure(item.where, "crash")


def _is_coded(future: Future[CodedReport | Failure]) -> bool:
    return future.done() and future.exception() is None
