"""Nouns of this app, one file each."""

from evaluations.models.answer import Answer
from evaluations.models.evaluation import Evaluation
from evaluations.models.instrument import (
    AnswerScale,
    Area,
    Component,
    Indicator,
    Instrument,
    Question,
    Threshold,
)
from evaluations.models.period import Period
from evaluations.models.repair_request import RepairRequest
from evaluations.models.score import Score
from evaluations.models.snapshot import Snapshot

__all__ = [
    "Answer",
    "AnswerScale",
    "Area",
    "Component",
    "Evaluation",
    "Indicator",
    "Instrument",
    "Period",
    "Question",
    "RepairRequest",
    "Score",
    "Snapshot",
    "Threshold",
]
