"""What the tests of ways share: a sheet that lacks little, and a sample unit's sheet in the database."""

from evaluations.actions.scores import rescore
from evaluations.models import Answer
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import stored_figures
from evaluations.scoring.types import Answer as Value
from tests.factories import NOW, UserFactory, answer, fill

SURVEY = "B.I.a"


def nearly(sheet, assessor: str = "unit", index: str = "3.55") -> None:
    """Everything at its best but the survey on corruption, one step below the minimum: 3.60 is needed."""
    fill(sheet, assessor, "A")
    answer(sheet, SURVEY, assessor, {"indeks": index})


def put(sheet, assessor: str, answers: dict[str, Value]) -> None:
    """These answers, as the engine takes them."""
    source, by = loaded(sheet.period.instrument), UserFactory()
    unit_version = 0 if assessor == "tpi" else None
    Answer.objects.bulk_create(
        Answer(
            evaluation=sheet,
            question_id=source.question_ids[code],
            assessor=assessor,
            option=value if isinstance(value, str) else "",
            figures=stored_figures(value) if isinstance(value, dict) else None,
            version=1,
            unit_version=unit_version,
            updated_at=NOW,
            updated_by=by,
        )
        for code, value in answers.items()
        if value is not None
    )
    rescore(sheet)


def chosen(page, **other: str) -> dict[str, str]:
    """The fields of the plan's form as the page offers them, some of them `other`."""
    form = page.context["form"]
    fields = {"seen": form["seen"].value()}
    for row in form.rows:
        fields[row.chosen.html_name] = "on"
        fields[row.owner.html_name] = str(row.owner.value() or "")
        fields[row.due_on.html_name] = str(row.due_on.value())
    return {name: value for name, value in (fields | other).items() if value}
