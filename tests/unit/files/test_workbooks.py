"""A workbook before it is opened: what each limit counts."""

from io import BytesIO

import pytest

from files.contents import office, workbooks
from files.contents.workbooks import Limits
from files.contents.zips import TooMuch
from files.enums import FileKind
from files.exceptions import Rejected
from tests import uploads

BYTES = {"sheet": "xl/worksheets/x.xml", "strings": "xl/sharedStrings.xml", "kept": "xl/x.xml", "other": "xl/x.png"}


def with_member(name: str, content: bytes) -> BytesIO:
    main = f"{uploads.OFFICE}.spreadsheetml.sheet.main+xml"
    return BytesIO(uploads.office(main, "xl/workbook.xml", "<workbook/>", {name: content}))


@pytest.mark.parametrize("limit", BYTES)
def test_each_part_has_its_own_limit(limit):
    file = with_member(BYTES[limit], bytes(5_000))
    limits = {name: 4_999 if name == limit else 1_000_000 for name in BYTES}
    with pytest.raises(TooMuch):
        workbooks.check(file, Limits(**limits))
    assert workbooks.check(file, Limits(**limits | {limit: 5_000})) > 5_000


def test_all_parts_together_have_one():
    with pytest.raises(TooMuch):
        workbooks.check(with_member("xl/x.png", bytes(5_000)), Limits(unpacked=5_000))


@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/document.xml.rels", "CUSTOMXML/ITEM1.XML"])
def test_no_office_document_declares_entities(name):
    declared = b"<?xml version='1.0'?>" + b" " * 300_000 + b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'
    with pytest.raises(Rejected, match=r"^Berkas ini rusak atau bukan dokumen Office\."):
        office.check(BytesIO(uploads.docx(**{name.replace("document", "lain"): declared})), FileKind.DOCX)
