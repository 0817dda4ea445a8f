"""Fetches GeoNames' files, over lines that drop: what has come is kept, and the rest asked for.

`TEMOIN_GEONAMES` in the environment names a mirror (the address of its folder).
"""

from __future__ import annotations

import contextlib
import http.client
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import platformdirs

import temoin
from temoin.knowledge.gazetteer.errors import GazetteerError, reason
from temoin.knowledge.gazetteer.store import SourceFile, only_process

LISTS = {"admin1": "admin1CodesASCII.txt", "admin2": "admin2Codes.txt"}
"""GeoNames' lists of divisions, by the `subject` that `store.Source` gives them."""
_GEONAMES = "https://download.geonames.org/export/dump/"
_TIMEOUT = 30.0
# Seconds before each new attempt; an attempt that brought something starts the count again.
PAUSES = (1.0, 2.0, 5.0)
_PIECE = 1 << 16
_PARTIAL, _NOT_MODIFIED, _NOT_FOUND, _BAD_RANGE = 206, 304, 404, 416


class Watcher(Protocol):
    """Who hears how a download goes."""

    def came(self, file: str, done: int, total: int | None) -> None:
        """So many bytes of the file have come, of so many, as far as that is known."""

    def dropped(self, file: str, why: str, attempt: int, attempts: int) -> None:
        """The line dropped; another attempt, one of so many, comes next."""


class _Dropped(Exception):
    """The line dropped."""


def address(file: str) -> str:
    """Where a file is fetched from."""
    base = os.environ.get("TEMOIN_GEONAMES") or _GEONAMES
    return urljoin(base.rstrip("/") + "/", file)


def folder() -> Path:
    """Where downloads are kept until they are added."""
    return platformdirs.user_cache_path("temoin") / "geonames"


def fetch(file: str, known: str, watcher: Watcher) -> SourceFile | None:
    """Fetch one of GeoNames' files (`ML.zip`, `admin2Codes.txt`); None where it is of the version `known`.

    Goes on where an earlier download stopped, unless the file has changed since. Raises `GazetteerError`
    where it cannot be had; what has come stays for the next time.
    """
    return _Download(folder() / file, address(file), watcher).run(known)


@contextlib.contextmanager
def only_one(waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other processes from downloading; `waiting` is called where one is at it."""
    with _writing(folder()):
        folder().mkdir(parents=True, exist_ok=True)
    with only_process(folder() / "lock", waiting):
        yield


def discard(path: Path) -> None:
    """Forget a file that was fetched."""
    with contextlib.suppress(OSError):
        path.unlink()


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Tell a disk that refuses from a line that drops: Python calls both `OSError`."""
    try:
        yield
    except OSError as refused:
        raise GazetteerError(path, "unwritable_download", reason=reason(refused)) from refused


class _Download:
    """One file on its way: `*.part` holds what has come, `*.version` the mark of what it is a part of."""

    def __init__(self, target: Path, url: str, watcher: Watcher) -> None:
        self._target = target
        self._url = url
        self._watcher = watcher
        self._part = target.with_name(f"{target.name}.part")
        self._version = target.with_name(f"{target.name}.version")

    def run(self, known: str) -> SourceFile | None:
        attempt = 0
        while True:
            before = self._come()
            try:
                return self._try(known)
            except _Dropped as dropped:
                attempt = 1 if self._come() > before else attempt + 1
                if attempt > len(PAUSES):
                    problem = "dropped" if self._come() else "unreachable"
                    raise GazetteerError(self._url, problem, reason=dropped) from dropped
                self._watcher.dropped(self._target.name, str(dropped), attempt, len(PAUSES))
                time.sleep(PAUSES[attempt - 1])

    def _try(self, known: str) -> SourceFile | None:
        version = self._version.read_text("utf-8") if self._come() and self._version.exists() else ""
        headers = {"User-Agent": f"temoin/{temoin.__version__}", "Accept-Encoding": "identity"}
        if version:
            headers |= {"Range": f"bytes={self._come()}-", "If-Range": version}
        elif known:
            headers["If-None-Match"] = known
        try:
            with urlopen(Request(self._url, headers=headers), timeout=_TIMEOUT) as response:
                etag = self._receive(response)
        except HTTPError as refused:
            if refused.code == _NOT_MODIFIED:
                return None
            if refused.code == _BAD_RANGE:  # the part is no part of what is there now
                discard(self._part)
            if refused.code == _BAD_RANGE or refused.code >= 500:
                raise _Dropped(str(refused)) from refused
            problem = "not_found" if refused.code == _NOT_FOUND else "refused"
            raise GazetteerError(self._url, problem, reason=refused) from refused
        except (OSError, http.client.HTTPException) as broken:
            raise _Dropped(_why(broken)) from broken
        except ValueError as broken:
            raise GazetteerError(self._url, "bad_address", reason=broken) from broken
        with _writing(self._target):
            os.replace(self._part, self._target)
        discard(self._version)
        return SourceFile(self._target, etag)

    def _receive(self, response: http.client.HTTPResponse) -> str:
        """Take in what comes; the mark of its version. Raises `_Dropped` where it ends too early."""
        done = self._come() if response.status == _PARTIAL else 0
        if done and not response.headers.get("Content-Range", "").startswith(f"bytes {done}-"):
            discard(self._part)
            raise _Dropped("Content-Range")
        length = response.headers.get("Content-Length")
        total = done + int(length) if length else None
        etag = response.headers.get("ETag", "")
        if not done:
            # the date serves where there is no mark, or one that does not vouch for every byte
            weak = not etag or etag.startswith("W/")
            with _writing(self._version):
                self._version.write_text(response.headers.get("Last-Modified", "") if weak else etag, "utf-8")
        with _writing(self._part), self._part.open("ab" if done else "wb") as file:
            for piece in _pieces(response):
                file.write(piece)
                file.flush()
                done += len(piece)
                self._watcher.came(self._target.name, done, total)
        if total is not None and done < total:
            raise _Dropped(f"{done} / {total}")
        return etag

    def _come(self) -> int:
        """How many bytes have come."""
        return self._part.stat().st_size if self._part.exists() else 0


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    try:
        while piece := response.read(_PIECE):
            yield piece
    except (OSError, http.client.HTTPException) as broken:
        raise _Dropped(_why(broken)) from broken


def _why(broken: Exception) -> str:
    """What the system says of a line that dropped."""
    cause = getattr(broken, "reason", broken)
    return str(getattr(cause, "strerror", None) or cause or type(cause).__name__)
