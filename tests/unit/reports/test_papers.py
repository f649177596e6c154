"""What every paper is composed of, before it is drawn."""

from datetime import date

import pytest

from reports.documents.imprint import Imprint
from reports.enums import Paper
from reports.papers import compose, whole
from tests.unit.reports.report_case import report

ISSUED = Imprint(
    "700/12/ITPROV",
    date(2024, 8, 30),
    edition=2,
    replaced="edisi 1 tanggal 21 Agustus 2024",
    reason="Nilai satu <b>unit</b> keliru.",
    address="https://zi.example.go.id/verifikasi/abc/",
    qr="data:image/svg+xml;base64,AAAA",
)


def test_an_issued_report_carries_its_imprint():
    paper = whole(Paper.QUARTERLY, report(imprint=ISSUED), "laporan")
    assert [
        text in paper.html
        for text in (
            "700/12/ITPROV",
            "30 Agustus 2024",
            "menggantikan edisi 1 tanggal 21 Agustus 2024",
            "Nilai satu &lt;b&gt;unit&lt;/b&gt; keliru.",
            "https://zi.example.go.id/verifikasi/abc/",
            "data:image/svg+xml;base64,AAAA",
        )
    ] == [True] * 6


def test_a_draft_has_dots_for_its_number_and_nothing_to_verify():
    html = whole(Paper.QUARTERLY, report(), "laporan").html
    assert ["..........................." in html, "menggantikan" in html, "Kode QR" in html] == [True, False, False]


@pytest.mark.parametrize(("paper", "unit"), [(Paper.LHE, None), (Paper.QUARTERLY, object())])
def test_a_unit_belongs_to_its_papers_only(paper, unit):
    with pytest.raises(ValueError, match="unit"):
        compose(paper, None, unit, reader=None, today=date(2024, 8, 21))
