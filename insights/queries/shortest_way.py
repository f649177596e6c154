"""The shortest way of a sheet, looked for once.

What a way asks for is kept under the SHA-256 of all that decides it: the instrument, the answers, the predicate, the
marks, and the programme that looks. So nothing that changed since can be shown. Kept are the answers to reach alone;
every figure about them is worked out anew by the one engine, and what no longer passes counts as not there.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from evaluations import scoring
from evaluations.queries.instruments import Loaded
from evaluations.scoring.types import Answer, Instrument
from files.keeping import WAYS, keep, kept
from files.models import private
from insights import shortest as looking
from insights.shortest.moves import Move, worth
from insights.shortest.solver import Limit, Unsolved
from insights.shortest.way import NO_MARKS, Impossible, Way, along, shortest

IN_JOBS = 20.0  # seconds that background work may look for its ways


def in_request() -> Limit:
    """The seconds that one request may look for all its ways."""
    return Limit(settings.WAY_SECONDS)


def shortest_way(
    source: Loaded,
    answers: Mapping[str, Answer],
    predicate: str,
    *,
    effort: Mapping[str, int] = NO_MARKS,
    ruled_out: Collection[str] = (),
    limit: Limit | None = None,
) -> Way | Impossible | None:
    """The cheapest way to WBK or WBBM, or why there is none; None when it was not found in time.

    `limit` is that of a request when none is given. Raises what `shortest` raises but Unsolved.
    """
    name = _name(source, answers, predicate, effort, ruled_out)
    found = _kept(source.instrument, answers, predicate, effort, name)
    return found or _looked_for(source.instrument, answers, predicate, effort, ruled_out, limit or in_request(), name)


def _kept(instrument: Instrument, answers, predicate: str, effort: Mapping[str, int], name: str) -> Way | None:
    content = kept(private(), WAYS, name)
    return along(instrument, answers, predicate, _read(instrument, content), effort=effort) if content else None


def _looked_for(
    instrument: Instrument, answers, predicate: str, effort, ruled_out, limit: Limit, name: str
) -> Way | Impossible | None:
    try:
        found = shortest(instrument, answers, predicate, effort=effort, ruled_out=ruled_out, limit=limit)
    except Unsolved:
        return None
    if isinstance(found, Way) and found.steps:  # without steps nothing was looked for
        keep(private(), WAYS, name, _written(found))  # without room it is looked for again next time
    return found


def _written(way: Way) -> bytes:
    steps = [[step.code, step.levels, _plain(step.after)] for step in way.steps]
    return json.dumps(steps, separators=(",", ":")).encode("ascii")


def _plain(answer: Answer) -> str | dict[str, str | None]:
    if not isinstance(answer, Mapping):
        return answer
    return {key: None if figure is None else str(Fraction(figure)) for key, figure in answer.items()}


def _read(instrument: Instrument, content: bytes) -> dict[str, Move]:
    found = {}
    for code, levels, plain in json.loads(content):
        after = plain
        if isinstance(plain, dict):
            after = {key: None if text is None else Fraction(text) for key, text in plain.items()}
        found[code] = Move(levels, worth(instrument.questions[code], after), after)
    return found


# --- under which name -----------------------------------------------------------------------------
def _name(source: Loaded, answers, predicate: str, effort: Mapping[str, int], ruled_out: Collection[str]) -> str:
    told = {code: _plain(answer) for code, answer in answers.items() if answer is not None}
    hard = {code: int(mark) for code, mark in effort.items()}
    parts = [_hand(), source.digest, told, predicate, hard, sorted(ruled_out)]
    name = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return f"{name[:2]}/{name}.json"


@cache
def _hand() -> str:
    """Who looks: another version of the programme, the engine or HiGHS looks anew."""
    digest = hashlib.sha256(version("highspy").encode())
    for package in (looking, scoring):
        for file in sorted(Path(package.__file__).parent.glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
