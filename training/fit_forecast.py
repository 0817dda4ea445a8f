"""Fit the coefficients of the pooled forecast on a GED file.

    python training/fit_forecast.py GED.csv [--until 2017-12] [--into FOLDER]

Writes hurdle.tsv and residuals.tsv, by default into src/temoin/analysis/forecast. All first-level divisions
of the file in which anyone had died before are pooled, month by month since 1992. The same file gives the
same coefficients.
"""

import argparse
from datetime import date
from pathlib import Path

import numpy as np

from temoin.analysis.forecast import models, panel
from temoin.datasets import Source

FOLDER = Path(__file__).resolve().parent.parent / "src/temoin/analysis/forecast"
SINCE = date(1992, 1, 1)
LEVELS = (0.002, 0.01, 0.025, *(round(x, 2) for x in np.arange(0.05, 0.951, 0.05)), 0.975, 0.99, 0.998)
SOURCE = "UCDP GED 21.1 (CC BY 4.0; Sundberg and Melander 2013; Pettersson et al. 2021), months until"


def logistic(x, y):
    """The coefficients of a logistic regression (Newton's method)."""
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (y - p))
        b += step
        if np.abs(step).max() < 1e-9:
            return b
    raise SystemExit("the logistic regression does not converge")


def examples(deaths, first):
    """What models see of the past, and what came: for every month from `first` on, by months ahead."""
    seen = {ahead: [] for ahead in range(1, models.AHEAD + 1)}
    for now in range(first, deaths.shape[1] - 1):
        past = deaths[:, : now + 1]
        live = past.any(axis=1)
        chances, sizes = models.chances(past[live]), models.sizes(past[live])
        for ahead in seen:
            if now + ahead < deaths.shape[1]:
                seen[ahead].append((chances, sizes, deaths[live, now + ahead]))
    return {ahead: [np.concatenate(part) for part in zip(*rows, strict=True)] for ahead, rows in seen.items()}


def fit(chances, sizes, came):
    """The coefficients, and the residuals in units of their spread."""
    died = came > 0
    some = logistic(chances, died.astype(float))
    x, y = sizes[died], np.log(came[died])
    size = np.linalg.lstsq(x, y, rcond=None)[0]
    mean = x @ size
    spread = np.linalg.lstsq(np.column_stack([np.ones(len(x)), mean]), np.abs(y - mean), rcond=None)[0]
    return some, size, spread, (y - mean) / np.maximum(spread[0] + spread[1] * mean, models._LEAST_SPREAD)


def table(path, note, columns, rows):
    lines = [f"# {line}" for line in note] + ["\t".join(columns)] + ["\t".join(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def listed(values):
    return "|".join(f"{value:.4f}" for value in values)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("ged", type=Path)
    args.add_argument("--until", default="2017-12")
    args.add_argument("--into", type=Path, default=FOLDER)
    args = args.parse_args()
    year, month = map(int, args.until.split("-"))
    rows = [row.occurrence for row in Source(args.ged, "ucdp", "ucdp").rows()]
    counted = panel(rows)
    end = (year - counted.first.year) * 12 + month - counted.first.month + 1
    start = (SINCE.year - counted.first.year) * 12
    found = examples(counted.deaths[:, :end], start)
    fits, residuals, n = [], [], 0
    for ahead, (chances, sizes, came) in found.items():
        some, size, spread, left = fit(chances, sizes, came)
        residuals.append(left)
        n = max(n, len(came))
        fits.append([str(ahead), listed(some), listed(size), listed(spread)])
    note = [f"Written by training/fit_forecast.py: {SOURCE} {args.until}; n = {n} months of divisions."]
    table(
        args.into / "hurdle.tsv",
        [*note, "Coefficients by months ahead; `models.py` names what they belong to."],
        ["ahead", "some", "size", "spread"],
        fits,
    )
    values = np.quantile(np.concatenate(residuals), LEVELS)
    table(
        args.into / "residuals.tsv",
        [*note, "Quantiles of the residuals of the logarithm of deaths, in units of their spread."],
        ["level", "value"],
        [[f"{level:g}", f"{value:.4f}"] for level, value in zip(LEVELS, values, strict=True)],
    )
    print(n, "months of divisions")


if __name__ == "__main__":
    main()
