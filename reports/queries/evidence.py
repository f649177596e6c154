"""The evidence of a sheet as an archive lists and holds it; as recorded where the quarter is locked."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from evaluations.enums import Assessor, EvidenceVerdict
from evaluations.models import Answer, Evaluation, EvidenceUse, EvidenceVersion, Period
from evaluations.models.answer import Rows
from evaluations.permissions import sees_verdicts
from evaluations.queries.audience import UNIT, audience
from evaluations.queries.evidence import Uses, evidence_of, is_expired
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.sheets import rows_of
from evaluations.queries.snapshots import load_files
from evaluations.scoring.types import Node
from evaluations.workflow import INSPECTORATE_WORDS, UNIT_WORDS
from files.enums import ScanState
from files.kinds import ABOUT
from files.models import StoredFile
from reports.documents.evidence import EvidenceIndex, EvidenceLine, Part, Paths
from reports.documents.parts import SpelledQuarter
from reports.queries.sheets import answer_text
from units.actors import Actor

WHOLE = Part("", "Seluruh lembar")
LINK = "Tautan"
LEFT_OUT = {
    ScanState.WAITING: "Tidak disertakan: menunggu pemindaian virus.",
    ScanState.INFECTED: "Tidak disertakan: mengandung virus.",
}


# --- parts of a sheet -----------------------------------------------------------------------------
def parts(source: Loaded) -> list[Part]:
    """What one may ask for besides the whole sheet, in its order: the areas, and components that belong to none."""
    return list(dict.fromkeys(_parts(source).values()))


def _parts(source: Loaded) -> dict[str, Part]:
    """Question code -> the part it stands in, in the order of the instrument."""
    titles = {area.number: f"Area {area.number} {area.title}" for area in source.instrument.areas}
    found: dict[str, Part] = {}
    for component in source.instrument.components:
        _collect(component, Part(component.code, f"{component.code} {component.title}"), titles, found)
    return found


def _collect(node: Node, part: Part, titles: dict[int, str], found: dict[str, Part]) -> None:
    if node.area is not None:
        part = Part(str(node.area), titles[node.area])
    found.update({question.code: part for question in node.questions})
    for child in node.children:
        _collect(child, part, titles, found)


@dataclass(frozen=True, slots=True)
class PartLine:
    """What an archive of a part would hold: files and their bytes, links, and files that are left out."""

    part: Part
    files: int
    size: int
    links: int
    left_out: int

    @property
    def is_empty(self) -> bool:
        """Is there nothing to list?"""
        return not (self.files or self.links or self.left_out)


def overview(evaluation: Evaluation) -> list[PartLine]:
    """The whole sheet, then each part; one query, in a locked quarter two."""
    source = loaded(evaluation.period.instrument)
    where = _parts(source)
    versions = [(where[code].key, use.version) for code, uses in _uses(evaluation, False).items() for use in uses]
    lines = [_part_line(WHOLE, [version for _, version in versions])]
    for part in parts(source):
        lines.append(_part_line(part, [version for key, version in versions if key == part.key]))
    return lines


def _part_line(part: Part, versions: list[EvidenceVersion]) -> PartLine:
    files = [version.file for version in versions if version.file]
    shown = [file for file in files if file.is_shown]
    size = sum(file.size for file in shown)
    return PartLine(part, len(shown), size, len(versions) - len(files), len(files) - len(shown))


def _uses(evaluation: Evaluation, verdicts: bool) -> Uses:
    """What stands in the sheet, its files as they lie in the storage and as the virus scanner knows them today."""
    found = evidence_of(evaluation, verdicts=verdicts)
    if evaluation.recorded:
        load_files(use for uses in found.values() for use in uses)
    return found


# --- the archive ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Collected:
    """An archive before it is written: its index, and by path the files that lie in it."""

    index: EvidenceIndex
    files: dict[str, StoredFile]


def collected(actor: Actor, evaluation: Evaluation, part: Part, *, now: datetime) -> Collected:
    """The evidence of a part as the actor may read it; two queries."""
    source, rows = loaded(evaluation.period.instrument), rows_of(evaluation)
    sees_tpi, where, paths = sees_verdicts(actor, evaluation), _parts(source), Paths()
    uses = _uses(evaluation, sees_tpi)
    if not sees_tpi:
        rows = rows | {Assessor.TPI: {}}
    lines, files = [], {}
    for code in source.instrument.questions:
        if part.key not in {"", where[code].key}:
            continue
        for use in uses.get(code, ()):
            line = _line(source, code, where[code], use, rows, evaluation.period, paths)
            lines.append(line)
            if line.path:
                files[line.path] = use.version.file
    words = UNIT_WORDS if audience(actor, evaluation.unit_id) == UNIT else INSPECTORATE_WORDS
    index = EvidenceIndex(
        unit=evaluation.unit.name,
        quarter=str(SpelledQuarter(*evaluation.period.when)),
        state=words[evaluation.state],
        part=part,
        taken_at=now,
        taken_by=str(actor.user),
        sees_tpi=sees_tpi,
        lines=tuple(lines),
    )
    return Collected(index, files)


def _line(
    source: Loaded, code: str, part: Part, use: EvidenceUse, rows: Rows, period: Period, paths: Paths
) -> EvidenceLine:
    question, version, file = source.instrument.questions[code], use.version, use.version.file
    held = file is not None and file.is_shown
    judged = use.present_verdict
    return EvidenceLine(
        part=part.title,
        code=code,
        question=question.text,
        unit_answer=answer_text(question, _given(rows[Assessor.UNIT].get(code))),
        tpi_answer=answer_text(question, rows[Assessor.TPI].get(code)),
        title=version.title,
        place=use.place,
        version=version.number,
        kind=str(file.get_kind_display()) if file else LINK,
        path=paths.of(part.title, code, question.text, version.title, _extension(file)) if held else "",
        url=version.url,
        size=file.size if file else None,
        sha256=file.sha256 if file else "",
        valid_until=version.valid_until,
        remark=_remark(use, period),
        made_at=version.made_at,
        made_by=_name(version.made_by),
        added_at=use.added_at,
        added_by=_name(use.added_by),
        verdict=str(EvidenceVerdict(judged).label) if judged else "",
        verdict_note=use.present_note,
        verdict_at=use.verdict_at if judged else None,
        verdict_by=_name(use.verdict_by) if judged else "",
    )


def _given(answer: Answer | None) -> Answer | None:
    """Without what was only carried along: nobody said it in this quarter."""
    return answer if answer and not answer.is_carried else None


def _extension(file: StoredFile) -> str:
    """Of the content, whatever the file was called."""
    return ABOUT[file.kind].extensions[0]


def _remark(use: EvidenceUse, period: Period) -> str:
    remarks = [
        LEFT_OUT.get(use.version.file.scan, "") if use.version.file else "",
        "Dibawa dari triwulan sebelumnya, belum dikonfirmasi unit." if use.is_carried else "",
        "Masa berlakunya habis sebelum triwulan berakhir." if is_expired(use.version, period) else "",
    ]
    return " ".join(remark for remark in remarks if remark)


def _name(user: User | None) -> str:
    return str(user) if user else ""
