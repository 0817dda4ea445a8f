"""A gazetteer made for a test: invented places, in a data folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from temoin.knowledge.gazetteer import lookup, store, territory
from temoin.knowledge.gazetteer.store import Added, SourceFile


def forget() -> None:
    """Forget what was opened and looked up."""
    store.shared.cache_clear()
    store.division_name.cache_clear()
    for module in (lookup, territory):
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()


def made(folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, list[str]]) -> Iterator[None]:
    """The gazetteer of these files, by their names, until the test ends."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_: folder / "data")
    forget()
    sources = []
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources.append(SourceFile(folder / name))
    assert all(isinstance(given, Added) and not given.malformed for given in store.add(sources))
    forget()
    yield
    forget()
