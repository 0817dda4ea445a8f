"""Does a file of UCDP's GED go in and out unchanged?  python benchmarks/ged.py FILE.csv"""

import io
import sys
from pathlib import Path

from temoin.publishing.exports import ged_rows, write_ged


def main(path: Path) -> int:
    out = io.StringIO()
    rows = list(ged_rows(path))
    write_ged(rows, out)
    same = out.getvalue().encode() == path.read_bytes()
    print(f"{path.name}: {len(rows)} rows, {'unchanged' if same else 'CHANGED'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
