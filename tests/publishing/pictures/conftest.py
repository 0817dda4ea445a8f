import platformdirs
import pytest

from temoin.publishing.pictures import extents


@pytest.fixture(autouse=True)
def no_villages(tmp_path, monkeypatch):
    """Divisions are placed by the towns that come along, whatever is loaded here."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path / "data")
    extents.extent.cache_clear()
    extents._indexes.cache_clear()
    yield
    extents.extent.cache_clear()
    extents._indexes.cache_clear()
