"""What the reports keep: the papers issued, what was written in them, templates for Word."""

from reports.models.edition import Edition
from reports.models.narrative import Narrative
from reports.models.signed_copy import SignedCopy
from reports.models.word_template import WordTemplate

__all__ = ["Edition", "Narrative", "SignedCopy", "WordTemplate"]
