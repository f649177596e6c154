"""Templates for Word: which is in force, which were, and what they may name."""

from dataclasses import dataclass

from evaluations.exceptions import WrongState
from reports.enums import IN_WORD, Paper
from reports.models import WordTemplate
from reports.word import ours
from reports.word.fields import Field
from reports.word.tables import TABLES

WAITS = "Templat Word untuk {paper} belum lolos pemindaian virus, jadi dokumennya belum dapat disusun."


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a paper: the one in force (None: ours), and those before it, newest first."""

    paper: Paper
    in_force: WordTemplate | None
    earlier: tuple[WordTemplate, ...]


def templates() -> list[Templates]:
    """Of every paper that exists in Word; one query."""
    rows = WordTemplate.objects.select_related("file", "added_by", "dropped_by")
    found: dict[str, list[WordTemplate]] = {}
    for row in rows:
        found.setdefault(row.paper, []).append(row)
    return [_templates(paper, found.get(paper, [])) for paper in Paper if paper in IN_WORD]


def _templates(paper: Paper, rows: list[WordTemplate]) -> Templates:
    current = next((row for row in rows if row.dropped_at is None), None)
    return Templates(paper, current, tuple(row for row in rows if row is not current))


def template_for(paper: Paper) -> bytes:
    """The template in force (DOCX). Raises WrongState while the virus scanner has not passed it."""
    row = WordTemplate.objects.select_related("file").filter(paper=paper, dropped_at=None).first()
    if row is None:
        return ours.template(paper)
    if not row.file.is_shown:
        raise WrongState(WAITS.format(paper=paper.label))
    with row.file.opened() as file:
        return file.read()


# --- what they may name ---------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Names:
    """Names that stand together: those of the whole document (`owners` empty), or those inside groups and lists."""

    owners: tuple[str, ...]
    is_list: bool
    fields: tuple[Field, ...]


def names_of(paper: Paper) -> list[Names]:
    """Every name of a paper's data; what several lists have alike is told once."""
    found = [Names((), False, TABLES[paper])]
    for names in found:
        for field in names.fields:
            if field.of:
                _add(found, field)
    return found


def _add(found: list[Names], field: Field) -> None:
    for place, names in enumerate(found):
        if names.fields == field.of:
            if field.name not in names.owners:
                found[place] = Names((*names.owners, field.name), names.is_list, names.fields)
            return
    found.append(Names((field.name,), field.is_list, field.of))
