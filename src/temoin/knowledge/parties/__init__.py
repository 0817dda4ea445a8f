"""Who is who: the registry of movements, militias, armies and missions."""

from temoin.knowledge.parties.registry import Belonging, Name, Party, names, registry

__all__ = ["Belonging", "Name", "Party", "names", "registry"]
