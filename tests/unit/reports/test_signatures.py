"""Signing, and telling a signed copy from a changed one."""

from functools import cache
from io import BytesIO

import pikepdf
import pytest
from django.core.checks import run_checks
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import validate_pdf_signature

from reports import pdf
from reports.signatures import copies, signing
from reports.signatures.copies import NotACopy, signatories
from reports.signatures.signing import CannotSign, sign
from tests.certificates import PASSWORD, pkcs12_of, signed, time_stamper, trust
from tests.factories import NOW

INSPECTOR = "Drs. Contoh Inspektur, M.Si."


@pytest.fixture
def certificate(settings, tmp_path):
    """Sets up a certificate: `certificate(content, password)`."""

    def use(content: bytes | None, password: str = PASSWORD) -> None:
        path = tmp_path / "kantor.p12"
        if content is not None:
            path.write_bytes(content)
        settings.SIGN_PKCS12, settings.SIGN_PASSWORD = str(path), password

    return use


@cache
def drawn() -> bytes:
    """A paper of two pages as the application draws it, with a link to another page."""
    body = '<h1>Laporan</h1><p><a href="#b">Bab</a></p><h2 id="b" style="break-before: page">Bab</h2><p>Isi.</p>'
    return pdf.write(f'<html lang="id"><title>Uji</title>{body}</html>', "reports/report.css", [])


# --- signing --------------------------------------------------------------------------------------
def test_the_signature_validates_and_names_the_signatory(certificate):
    certificate(pkcs12_of(INSPECTOR))
    done = sign(drawn(), now=NOW)
    assert done.signatory == INSPECTOR
    assert done.content.startswith(drawn())
    (found,) = PdfFileReader(BytesIO(done.content)).embedded_regular_signatures
    status = validate_pdf_signature(found, trust())
    assert (status.bottom_line, status.signing_cert.subject.native["common_name"]) == (True, INSPECTOR)
    assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    with pikepdf.open(BytesIO(done.content)) as document:
        assert document.check_pdf_syntax() == []


def test_a_byte_changed_afterwards_breaks_it(certificate):
    certificate(pkcs12_of(INSPECTOR))
    content = bytearray(sign(drawn(), now=NOW).content)
    content[len(drawn()) // 2] ^= 1
    (found,) = PdfFileReader(BytesIO(bytes(content))).embedded_regular_signatures
    assert not validate_pdf_signature(found, trust()).bottom_line


CERTIFICATES = {
    "gone": (lambda: None, PASSWORD, signing.UNREADABLE),
    "wrong password": (lambda: pkcs12_of(INSPECTOR), "salah", signing.NOT_OPENED),
    "no password": (lambda: pkcs12_of(INSPECTOR), "", signing.NOT_OPENED),
    "something else": (lambda: b"bukan sertifikat", PASSWORD, signing.NOT_OPENED),
    "expired": (
        lambda: pkcs12_of(INSPECTOR, (2000, 2024)),
        PASSWORD,
        "Sertifikat pada SIGN_PKCS12 sudah kedaluwarsa sejak 1 Januari 2024. Pasang yang berlaku.",
    ),
    "not yet valid": (
        lambda: pkcs12_of(INSPECTOR, (2090, 2099)),
        PASSWORD,
        "Sertifikat pada SIGN_PKCS12 baru berlaku mulai 1 Januari 2090.",
    ),
}


@pytest.mark.parametrize("case", CERTIFICATES)
def test_a_certificate_that_does_not_sign_says_why(certificate, case):
    content, password, sentence = CERTIFICATES[case]
    certificate(content(), password)
    with pytest.raises(CannotSign) as refused:
        sign(drawn(), now=NOW)
    assert str(refused.value) == sentence
    assert [(found.id, found.msg) for found in run_checks() if found.id.startswith("reports.")] == [
        ("reports.W001", sentence)
    ]


@pytest.mark.parametrize("is_set_up", [False, True])
def test_the_check_is_content(certificate, settings, is_set_up):
    certificate(pkcs12_of(INSPECTOR))
    settings.SIGN_PKCS12 = settings.SIGN_PKCS12 if is_set_up else ""
    assert [found for found in run_checks() if found.id.startswith("reports.")] == []


# --- copies ---------------------------------------------------------------------------------------
@cache
def issued() -> bytes:
    """A paper that carries the office's signature, so that pyHanko's own analysis can be asked, too."""
    return signed(drawn(), INSPECTOR, field=signing.FIELD)


@pytest.mark.parametrize("base", [drawn, issued])
def test_signatures_behind_the_issued_file_are_told(base):
    once = signed(base(), "Sekretaris Daerah")
    assert signatories(base(), once) == ["Sekretaris Daerah"]
    seen = signed(once, "Gubernur", field="Lain", box=(50, 50, 200, 100))
    assert signatories(base(), seen) == ["Sekretaris Daerah", "Gubernur"]


def updated(change, content: bytes | None = None) -> bytes:
    """An update behind the issued file that changes something."""
    writer = IncrementalPdfFileWriter(BytesIO(content or issued()))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(writer, number: int = 0):
    return writer.root["/Pages"]["/Kids"][number].get_object()


def _turned(writer):
    page = _page(writer)
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)


def _repainted(writer):
    page = _page(writer)
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def _painted_over(writer):
    contents = _page(writer)["/Contents"]
    stream = contents[0].get_object() if isinstance(contents, generic.ArrayObject) else contents
    stream.strip_filters()
    stream._data = b"BT ET"
    writer.update_container(stream)


def _noted(writer):
    page = _page(writer)
    note = {"/Type": "/Annot", "/Subtype": "/FreeText"}
    note = generic.DictionaryObject({pdf_name(key): pdf_name(value) for key, value in note.items()})
    note[pdf_name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 800)))
    note[pdf_name("/Contents")] = generic.TextStringObject("Nilai 100")
    page.setdefault(pdf_name("/Annots"), generic.ArrayObject())
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def _unlinked(writer):
    page = _page(writer)
    page["/Annots"] = generic.ArrayObject(list(page["/Annots"])[1:])
    writer.update_container(page)


def _shortened(writer):
    pages = writer.root["/Pages"]
    pages["/Kids"] = generic.ArrayObject(list(pages["/Kids"])[:1])
    pages["/Count"] = generic.NumberObject(1)
    writer.update_container(pages)


def _acting(writer):
    action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.TextStringObject("app.alert(1)")}
    writer.root["/OpenAction"] = writer.add_object(generic.DictionaryObject(action))
    writer.update_root()


def _asking(writer):
    field = {pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): generic.TextStringObject("nilai")}
    form = writer.root["/AcroForm"]
    form["/Fields"].append(writer.add_object(generic.DictionaryObject(field)))
    writer.update_container(form["/Fields"])
    writer.update_container(form)


def _retagged(writer):
    tree = writer.root["/StructTreeRoot"]
    tree[pdf_name("/RoleMap")] = generic.DictionaryObject()
    writer.update_container(tree)


CHANGES = {
    change.__name__.strip("_"): change
    for change in (_turned, _repainted, _painted_over, _noted, _unlinked, _shortened, _acting, _asking, _retagged)
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_other_change_before_or_after_signing_is_refused(change):
    before = signed(updated(CHANGES[change]), "Sekretaris Daerah")
    after = updated(CHANGES[change], signed(issued(), "Sekretaris Daerah"))
    for copy in (before, after):
        with pytest.raises(NotACopy) as refused:
            signatories(issued(), copy)
        assert str(refused.value) == copies.OTHER_CHANGES


@pytest.mark.parametrize("change", [*CHANGES, ""])
def test_what_pyhanko_suspects_is_never_taken(change):
    """pyHanko's analysis of differences, which only small papers allow, as a second opinion."""
    base = updated(CHANGES[change]) if change else issued()
    copy = signed(base, "Sekretaris Daerah")
    reader = PdfFileReader(BytesIO(copy))
    opinion = DEFAULT_DIFF_POLICY.review_file(reader, PdfFileReader(BytesIO(issued())).xrefs.total_revisions - 1)
    if change:
        assert isinstance(opinion, SuspiciousModification)
    else:
        assert opinion.modification_level == ModificationLevel.FORM_FILLING
        assert signatories(issued(), copy) == ["Sekretaris Daerah"]


def test_a_change_taken_back_before_the_end_is_seen():
    """What the signatory saw counts as well as what is read today."""
    turned = signed(updated(_turned), "Sekretaris Daerah")

    def back(writer):
        page = _page(writer)
        del page["/Rotate"]
        writer.update_container(page)

    with pytest.raises(NotACopy, match=copies.OTHER_CHANGES):
        signatories(issued(), updated(back, turned))


# --- stamps of signatures -------------------------------------------------------------------------
STAMP = (50, 50, 200, 100)


def _picture(writer, words: bytes = b"1 g 0 0 500 800 re f"):
    """What an annotation paints."""
    entries = {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form")}
    entries[pdf_name("/BBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 800)))
    picture = writer.add_object(generic.StreamObject(dict_data=entries, stream_data=words))
    return generic.DictionaryObject({pdf_name("/N"): picture})


def _widget(writer, value=None, *, box=(0, 0, 500, 800), paints=True):
    """A further field for a signature on the first page, signed or not."""
    names = {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Sig"}
    field = generic.DictionaryObject({pdf_name(key): pdf_name(name) for key, name in names.items()})
    field[pdf_name("/T")] = generic.TextStringObject("Lain")
    field[pdf_name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, box))
    if paints:
        field[pdf_name("/AP")] = _picture(writer)
    if value is not None:
        field[pdf_name("/V")] = value
    key, page, form = writer.add_object(field), _page(writer), writer.root["/AcroForm"]
    page.setdefault(pdf_name("/Annots"), generic.ArrayObject())
    page["/Annots"].append(key)
    form["/Fields"].append(key)
    for changed in (page["/Annots"], page, form["/Fields"], form):
        writer.update_container(changed)


def _last_field(writer):
    return writer.root["/AcroForm"]["/Fields"][-1].get_object()


def _borrowed(writer):
    """A field that names the signature of another one as its own."""
    _widget(writer, _last_field(writer).raw_get("/V"))


def _self_made(writer):
    """A field whose signature is none."""
    value = {pdf_name("/Type"): pdf_name("/Sig"), pdf_name("/Filter"): pdf_name("/Adobe.PPKLite")}
    _widget(writer, writer.add_object(generic.DictionaryObject(value)))


def _restamped(writer):
    """The stamp of a signature painted anew behind it."""
    stream = _last_field(writer)["/AP"]["/N"]
    stream._data, stream._encoded_data = b"0 g 0 0 500 800 re f", None
    writer.update_container(stream)


def _other_stamp(writer):
    field = _last_field(writer)
    field[pdf_name("/AP")] = _picture(writer)
    writer.update_container(field)


def _moved_stamp(writer):
    field = _last_field(writer)
    field[pdf_name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (50, 400, 200, 450)))
    writer.update_container(field)


def _repeated(writer):
    """The stamp of a signature on another page as well."""
    page = _page(writer, 1)
    page.setdefault(pdf_name("/Annots"), generic.ArrayObject())
    page["/Annots"].append(writer.root["/AcroForm"]["/Fields"].raw_get(-1))
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def _unsigned(writer):
    _widget(writer)


BEHIND = (_unsigned, _borrowed, _self_made, _restamped, _other_stamp, _moved_stamp, _repeated)


@pytest.mark.parametrize("change", BEHIND, ids=lambda change: change.__name__.strip("_"))
def test_nothing_is_painted_behind_a_stamp(change):
    """A field without a signature of its own would paint over figures what nobody signed."""
    seen = signed(issued(), "Sekretaris Daerah", box=STAMP)
    assert signatories(issued(), seen) == ["Sekretaris Daerah"]
    with pytest.raises(NotACopy) as refused:
        signatories(issued(), updated(change, seen))
    assert str(refused.value) in {copies.OTHER_CHANGES, copies.UNREADABLE}
    again = signed(updated(change, seen), "Gubernur", field="Akhir")
    with pytest.raises(NotACopy):
        signatories(issued(), again)


def test_a_field_that_paints_without_a_signature_is_refused_before_signing_as_well():
    with pytest.raises(NotACopy, match=copies.OTHER_CHANGES):
        signatories(issued(), signed(updated(_unsigned), "Sekretaris Daerah"))


def test_a_field_may_wait_empty_for_a_later_signature_and_not_for_ever():
    prepared = updated(lambda writer: _widget(writer, box=STAMP, paints=False))
    first = signed(prepared, "Sekretaris Daerah")
    with pytest.raises(NotACopy, match=copies.OTHER_CHANGES):
        signatories(issued(), first)
    assert signatories(issued(), signed(first, "Gubernur", field="Lain")) == ["Sekretaris Daerah", "Gubernur"]


@pytest.mark.parametrize(("box", "is_taken"), [((0, 0, 290, 287), True), ((0, 0, 290, 289), False)])
def test_a_stamp_leaves_most_of_the_page_free(box, is_taken):
    """A sixth of A4 is 83,500 square points."""
    copy = signed(issued(), "Sekretaris Daerah", box=box)
    if is_taken:
        assert signatories(issued(), copy) == ["Sekretaris Daerah"]
    else:
        with pytest.raises(NotACopy, match=copies.LARGE_STAMP):
            signatories(issued(), copy)


def test_stamps_of_one_page_count_together():
    copy = signed(issued(), "Sekretaris Daerah", box=(0, 0, 290, 200))
    copy = signed(copy, "Gubernur", field="Lain", box=(0, 300, 290, 500))
    with pytest.raises(NotACopy, match=copies.LARGE_STAMP):
        signatories(issued(), copy)


def test_a_time_stamp_may_follow():
    stamper = PdfTimeStamper(time_stamper())
    out = stamper.timestamp_pdf(IncrementalPdfFileWriter(BytesIO(signed(issued(), "Sekretaris Daerah"))), "sha256")
    assert signatories(issued(), out.getvalue()) == ["Sekretaris Daerah"]


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


OTHERS = {
    "itself": (lambda: issued(), copies.IDENTICAL),
    "another paper": (lambda: signed(drawn(), "Sekretaris Daerah"), copies.NOT_UNDERNEATH),
    "a byte of the paper": (lambda: _flipped(signed(issued(), "Sekda"), 500), copies.NOT_UNDERNEATH),
    "shorter": (lambda: issued()[:-1], copies.NOT_UNDERNEATH),
    "not signed": (lambda: updated(lambda writer: writer.update_root()), copies.UNSIGNED),
    "a line behind": (lambda: issued() + b"\n%", copies.UNSIGNED),
    "rubbish behind": (lambda: issued() + b"\nstartxref\n99999999\n%%EOF\n", copies.UNREADABLE),
    "a signature that was touched": (lambda: _touched(signed(issued(), "Sekretaris Daerah")), copies.BROKEN),
}


def _touched(copy: bytes) -> bytes:
    """The name of the last signature's field, changed after signing."""
    place = copy.rindex(b"TTD", len(issued()))
    return copy[:place] + b"TTX" + copy[place + 3 :]


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_no_signed_copy_is_told_why(case):
    content, sentence = OTHERS[case]
    with pytest.raises(NotACopy) as refused:
        signatories(issued(), content())
    assert str(refused.value) == sentence
