"""Nouns of this app, one file each."""

from visits.models.ekspose import Decision, Ekspose
from visits.models.visit import Visit, VisitAdvice, VisitMember, VisitPhoto, VisitUnit

__all__ = ["Decision", "Ekspose", "Visit", "VisitAdvice", "VisitMember", "VisitPhoto", "VisitUnit"]
