"""Our own templates, built when they are wanted: what they look like stands in the code, where changes can be read."""

from functools import cache

from reports.enums import Paper
from reports.word.ours import lhe, quarterly

BUILDERS = {Paper.QUARTERLY: quarterly.build, Paper.LHE: lhe.build}


@cache
def template(paper: Paper) -> bytes:
    """Our template of a paper (DOCX), the same bytes each time."""
    return BUILDERS[paper]()


__all__ = ["template"]
