"""Administration of this app, one module per group of nouns."""

from evaluations.admin import answers, evaluations, evidence, history, instruments, periods

__all__ = ["answers", "evaluations", "evidence", "history", "instruments", "periods"]
