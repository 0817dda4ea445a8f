"""What time is it?"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The time, to the second, in UTC (ISO 8601)."""
    return datetime.now(UTC).isoformat(timespec="seconds")
