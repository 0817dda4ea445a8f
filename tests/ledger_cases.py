"""Reports for tests of the ledger's commands, in the manner of real ones."""

import json
import os
import subprocess
import sys
from pathlib import Path

ATTACK_FR = {
    "id": "courrier",
    "title": "Mali : douze civils tués dans une attaque à Kandarou",
    "publisher": "Le Courrier du Gourma",
    "url": "https://courrier.example/kandarou",
    "published": "2024-03-08",
    "text": "Des combattants du GSIM ont attaqué jeudi le village de Kandarou, dans la région de Mopti. Douze civils ont "
    "été tués, selon un élu local. L'armée malienne affirme qu'aucun civil n'a été tué.",
}
ATTACK_EN = {
    "id": "wire",
    "title": "Mali: jihadists kill 12 civilians in Kandarou",
    "publisher": "Sahel Wire",
    "published": "2024-03-09",
    "text": "JNIM fighters attacked the village of Kandarou in Mali's Mopti region on Thursday, killing 12 civilians, a "
    "resident said. Two soldiers were wounded.",
}
AMBUSH = {
    "id": "radio",
    "title": "Burkina : embuscade près de Tongoma",
    "publisher": "Radio Liptako",
    "published": "2024-04-02",
    "text": "Quatre soldats burkinabè ont été tués lundi dans une embuscade tendue par des combattants du GSIM près "
    "de Tongoma, dans la province du Soum au Burkina Faso, selon une source sécuritaire.",
}
QUIET = {
    "id": "boules",
    "published": "2024-04-02",
    "text": "Le concours de pétanque a réuni samedi une centaine de joueurs sur la place du village.",
}
FEED = (ATTACK_FR, ATTACK_EN, AMBUSH, QUIET)


def write_feed(path: Path, reports=FEED) -> Path:
    """A JSONL file of these reports."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), encoding="utf-8")
    return path


def temoin(*args, home: Path, locale="en_GB.UTF-8", stdin=b"", columns=100, **environment):
    """Run the program with a data folder of its own; what it wrote, as text."""
    variables = {"LC_ALL": locale, "COLUMNS": str(columns), "XDG_DATA_HOME": str(home), **environment}
    inherited = {k: v for k, v in os.environ.items() if k not in ("TEMOIN_LEDGER", "PYTHONIOENCODING")}
    done = subprocess.run(
        [sys.executable, "-m", "temoin", *map(str, args)],
        input=stdin,
        capture_output=True,
        cwd=home,
        env={**inherited, **variables},
    )
    return subprocess.CompletedProcess(args, done.returncode, done.stdout.decode(), done.stderr.decode())
