"""What templates may name: one table for each paper that exists as a Word document."""

from reports.enums import Paper
from reports.word.fields import Field
from reports.word.tables.lhe import LHE
from reports.word.tables.quarterly import QUARTERLY

TABLES: dict[Paper, tuple[Field, ...]] = {Paper.QUARTERLY: QUARTERLY, Paper.LHE: LHE}

__all__ = ["TABLES"]
