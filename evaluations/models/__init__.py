"""Nouns of this app, one file each."""

from evaluations.models.answer import Answer
from evaluations.models.area_owner import AreaOwner
from evaluations.models.evaluation import Evaluation
from evaluations.models.evidence import Evidence, EvidenceUse, EvidenceVersion
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
from evaluations.models.recommendation import FollowUp, Recommendation
from evaluations.models.repair_request import RepairRequest
from evaluations.models.score import Score
from evaluations.models.snapshot import Snapshot

__all__ = [
    "Answer",
    "AnswerScale",
    "Area",
    "AreaOwner",
    "Component",
    "Evaluation",
    "Evidence",
    "EvidenceUse",
    "EvidenceVersion",
    "FollowUp",
    "Indicator",
    "Instrument",
    "Period",
    "Question",
    "Recommendation",
    "RepairRequest",
    "Score",
    "Snapshot",
    "Threshold",
]
