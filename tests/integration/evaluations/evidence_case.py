"""What the tests of evidence share: short ways to act on a sheet."""

from evaluations.actions import evidence as actions
from evaluations.actions.evidence_verdicts import judge
from evaluations.models import Evaluation, EvidenceUse, Score
from evaluations.queries.instruments import loaded
from history.models import Entry
from tests.factories import NOW, RepairRequestFactory, actor, person
from tests.uploads import pdf, sent
from units.roles import Role

YES_NO = "A.I.1.i.a"
LINK = "https://ppid.kalteng.go.id/sk-tim-zi"


def member_of(evaluation: Evaluation):
    return actor(person(Role.UNIT_MEMBER, evaluation.unit))


def evaluator_of(evaluation: Evaluation):
    return actor(person(Role.EVALUATOR, evaluation.unit))


def upload(text: str = "SK Tim", name: str = "SK Tim ZI.pdf"):
    """A small PDF; the same text gives the same content."""
    return sent(name, pdf(text=text))


def add_file(
    evaluation, who, text: str = "SK Tim", *, code: str = YES_NO, title: str = "SK Tim ZI", **more
) -> EvidenceUse:
    return actions.add_file(evaluation=evaluation, code=code, upload=upload(text), title=title, by=who, now=NOW, **more)


def add_link(evaluation, who, url: str = LINK, *, code: str = YES_NO, title: str = "Laman PPID", **more) -> EvidenceUse:
    return actions.add_link(evaluation=evaluation, code=code, url=url, title=title, by=who, now=NOW, **more)


def doubt(use: EvidenceUse, who, verdict: str = "kurang", note: str = "Belum ditandatangani.", **more) -> EvidenceUse:
    return judge(use=use, verdict=verdict, note=note, by=who, now=NOW, **{"seen_version": None} | more)


def put(evaluation: Evaluation, state: str, **stamps) -> Evaluation:
    """The sheet moved to a state, with the stamps the database asks for."""
    someone = person(Role.UNIT_HEAD, evaluation.unit)
    stamps = {"submitted_at": NOW, "submitted_by": someone} | stamps
    if state in {"reviewed", "approved"}:
        stamps |= {"reviewed_at": NOW, "reviewed_by": someone}
    if state == "approved":
        stamps |= {"approved_at": NOW, "approved_by": someone}
    reason = "Lengkapi bukti." if state == "returned" else ""
    for name, value in ({"state": state, "return_reason": reason} | stamps).items():
        setattr(evaluation, name, value)
    evaluation.save()
    return evaluation


def return_only(evaluation: Evaluation, *codes: str) -> Evaluation:
    """The sheet returned with requests on these questions alone."""
    put(evaluation, "returned", returned_whole=False, round=2)
    for code in codes:
        RepairRequestFactory(evaluation=evaluation, code=code, sent_at=NOW, round=2)
    return evaluation


def shown(evaluation: Evaluation) -> dict[str, list[tuple]]:
    """Question code -> (title, version, place, carried?, withdrawn?) of everything that stands or stood there."""
    codes, found = loaded(evaluation.period.instrument).codes, {}
    rows = EvidenceUse.objects.filter(evaluation=evaluation).select_related("version").order_by("added_at", "pk")
    for use in rows:
        version = use.version
        told = (version.title, version.number, use.place, use.is_carried, use.withdrawn_at is not None)
        found.setdefault(codes[use.question_id], []).append(told)
    return found


def entries(evaluation: Evaluation) -> list[tuple]:
    """(topic, verb, old, new) of the sheet's history, the oldest first."""
    rows = Entry.objects.filter(subject="evaluation", subject_id=evaluation.pk).order_by("pk")
    return list(rows.values_list("topic", "verb", "old", "new"))


def unproven(evaluation: Evaluation) -> int | None:
    """What the unit's stored score says; None while there is none."""
    return Score.objects.filter(evaluation=evaluation, assessor="unit").values_list("unproven", flat=True).first()
