"""Measure coded reports against gold records."""

from temoin.evaluation.files import evaluate, gold_records
from temoin.evaluation.matching import pair_up
from temoin.evaluation.measure import Evaluation, Score, score
from temoin.evaluation.table import render
from temoin.evaluation.values import equal, items

__all__ = ["Evaluation", "Score", "equal", "evaluate", "gold_records", "items", "pair_up", "render", "score"]
