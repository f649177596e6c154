"""What people give besides good evidence: odd names, no addresses, files that are refused. Nothing stays behind."""

import socket
from datetime import date
from pathlib import Path

import pytest

from evaluations.actions import evidence as actions
from evaluations.actions.evidence_texts import clean_place, clean_title, clean_url
from evaluations.exceptions import Invalid
from evaluations.models import Evidence, EvidenceUse, EvidenceVersion
from files.exceptions import Rejected
from files.models import StoredFile, private
from history.models import Entry
from tests import uploads
from tests.factories import NOW, EvaluationFactory
from tests.integration.evaluations.evidence_case import LINK, YES_NO, add_file, add_link, member_of
from tests.uploads import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(db):
    return EvaluationFactory()


@pytest.fixture
def member(sheet):
    return member_of(sheet)


def everything() -> tuple:
    """How much of everything there is, files on the disk included."""
    folder = Path(private().location)
    on_disk = sorted(str(path) for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    tables = (StoredFile, Evidence, EvidenceVersion, EvidenceUse, Entry)
    return tuple(model.objects.count() for model in tables), on_disk


# --- links ----------------------------------------------------------------------------------------
SCHEME = "Tautan harus diawali http:// atau https://."
SECRET = "Tautan tidak boleh memuat nama pengguna atau kata sandi."
NO_LINK = "Tautan tidak sah. Salin alamat lengkapnya dari peramban, misalnya https://drive.google.com/…"
REFUSED = {
    "": "Tulis alamat tautan.",
    " \n ": "Tulis alamat tautan.",
    "javascript:alert(1)": SCHEME,
    "JavaScript:alert(1)": SCHEME,
    "data:text/html,<script>alert(1)</script>": SCHEME,
    "//ppid.go.id/a": SCHEME,
    "ppid.go.id/a": SCHEME,
    "ftp://ppid.go.id/a": SCHEME,
    "file:///etc/passwd": SCHEME,
    "mailto:a@go.id": SCHEME,
    "http:ppid.go.id": NO_LINK,
    "http:///a": NO_LINK,
    "https://": NO_LINK,
    "http://user:pw@ppid.go.id/a": SECRET,
    "https://ppid.go.id@jahat.example/": SECRET,
    "https://@jahat.example/": SECRET,
    "https://ppid.go.id\\@jahat.example/": NO_LINK,
    "java\nscript:alert(1)": NO_LINK,
    "https://ppid.go.id/a b": NO_LINK,
    "https://ppid.go.id/a\nb": NO_LINK,
    "https://ppid.go.id/a\tb": NO_LINK,
    "https://ppid.go.id/a\u00a0b": NO_LINK,
    "https://ppid.go.id/\u202egpj.exe": NO_LINK,
    "https://ppid.go.id/a\x00": NO_LINK,
    "https://ppid.go.id:99999/": NO_LINK,
    "https://ppid.go.id:abc/": NO_LINK,
    "https://[::1/": NO_LINK,
    "https://-a.go.id/": NO_LINK,
    "https://a..id/": NO_LINK,
    "https://" + "a" * 64 + ".id/": NO_LINK,
    "https://ppid.go.id/" + "a" * 982: "Tautan terlalu panjang: 1001 huruf, paling banyak 1000.",
}


@pytest.mark.parametrize("url", REFUSED, ids=ascii)
def test_what_is_no_link_is_refused_with_a_sentence(sheet, member, url):
    before = everything()
    with pytest.raises(Invalid) as refused:
        add_link(sheet, member, url)
    assert (str(refused.value), refused.value.field, everything()) == (REFUSED[url], "url", before)


TAKEN = {
    "https://ppid.kalteng.go.id/sk?id=1&b=2#hal-3": "https://ppid.kalteng.go.id/sk?id=1&b=2#hal-3",
    "  https://ppid.go.id/a\n": "https://ppid.go.id/a",
    "HTTPS://PPID.Go.Id/SK": "https://ppid.go.id/SK",
    "http://10.10.1.5:8080/berkas": "http://10.10.1.5:8080/berkas",
    "https://[2001:db8::1]/a": "https://[2001:db8::1]/a",
    "https://ppid.go.id": "https://ppid.go.id",
    "https://drive.google.com/file/d/1a-B_c/view?usp=sharing": "https://drive.google.com/file/d/1a-B_c/view?usp=sharing",
    "https://ppid.go.id/Berkas%20SK.pdf": "https://ppid.go.id/Berkas%20SK.pdf",
    "https://ppid.go.id/é?q=ü": "https://ppid.go.id/%C3%A9?q=%C3%BC",
    'https://ppid.go.id/"><script>': "https://ppid.go.id/%22%3E%3Cscript%3E",
}


@pytest.mark.parametrize("url", TAKEN, ids=ascii)
def test_a_link_is_kept_as_it_leads(sheet, member, url):
    use = add_link(sheet, member, url)
    use.refresh_from_db()
    assert use.version.url == TAKEN[url]
    use.version.full_clean(exclude=["evidence"])


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://ppid.go.id:8443/a", "ppid.go.id:8443"),
        ("https://кремль.рф/a", "xn--e1ajeds9e.xn--p1ai"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),  # Cyrillic letters that look Latin are seen for what they are
        ("https://bücher.example/", "xn--bcher-kva.example"),
    ],
)
def test_the_host_is_shown_in_ascii(sheet, member, url, host):
    version = add_link(sheet, member, url).version
    assert (version.host, version.url.split("/")[2]) == (host, host)


def test_the_same_address_written_otherwise_is_the_same(sheet, member):
    add_link(sheet, member, "https://ppid.go.id/a")
    with pytest.raises(Invalid, match="tautan yang sama sudah dilampirkan"):
        add_link(sheet, member, " HTTPS://PPID.go.id/a ")


def test_no_link_is_ever_fetched(sheet, member, monkeypatch):
    """Not when it is added, replaced, read or judged: whoever opens a connection fails."""

    def refuse(*args, **kwargs):
        raise AssertionError("a link was fetched")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    use = add_link(sheet, member, LINK)
    actions.replace_link(use=use, url="https://ppid.go.id/lain", by=member, now=NOW)
    assert EvidenceVersion.objects.count() == 2


# --- words ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("SK\nTim ZI\r\n2024", "SK Tim ZI 2024"),
        ("  SK \t Tim  ZI ", "SK Tim ZI"),
        ("Bukti 📎 👩‍💼 siap", "Bukti 📎 👩‍💼 siap"),
        ("SK/Tim\\ZI", "SK/Tim\\ZI"),
        ("<b>SK</b>", "<b>SK</b>"),
        ("SK\x00Tim\x07ZI", "SK Tim ZI"),
        ("SK \u202egpj.exe", "SK gpj.exe"),
        ("x" * 200, "x" * 200),
    ],
    ids=ascii,
)
def test_a_title_is_one_line_of_what_was_written(sheet, member, typed, kept):
    assert add_link(sheet, member, title=typed).version.title == kept
    assert EvidenceVersion.objects.get().title == kept


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("x" * 300, "Judul terlalu panjang: 300 huruf, paling banyak 200."),
        (" \n ", "Tulis judul data dukung."),
        ("\u202e\x07", "Tulis judul data dukung."),
    ],
    ids=["300 letters", "nothing", "nothing to see"],
)
def test_a_title_that_is_none_is_refused(sheet, member, title, sentence):
    before = everything()
    with pytest.raises(Invalid) as refused:
        add_link(sheet, member, title=title)
    assert (str(refused.value), refused.value.field, everything()) == (sentence, "title", before)


def test_a_title_that_is_too_long_is_refused_before_the_file_is_stored(sheet, member):
    before = everything()
    with pytest.raises(Invalid, match="Judul terlalu panjang: 300 huruf"):
        add_file(sheet, member, title="x" * 300)
    with pytest.raises(Invalid, match="Letak bukti terlalu panjang: 101 huruf, paling banyak 100"):
        add_file(sheet, member, place="x" * 101)
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "title"),
    [("SK Tim.ZI.2024.pdf", "SK Tim.ZI.2024"), ("📎 bukti.pdf", "📎 bukti"), ("a\nb.pdf", "a b")],
    ids=ascii,
)
def test_a_name_becomes_the_title(sheet, member, name, title):
    use = actions.add_file(
        evaluation=sheet, code=YES_NO, upload=sent(name, uploads.pdf()), title="", by=member, now=NOW
    )
    assert use.version.title == title


def test_a_name_of_300_letters_is_cut_to_a_title(sheet, member):
    """Without a title a long name is no reason to refuse a file: what was stored as its name, without the ending."""
    upload = sent(f"{'x' * 300}.pdf", uploads.pdf())
    use = actions.add_file(evaluation=sheet, code=YES_NO, upload=upload, title="", by=member, now=NOW)
    assert (use.version.title, len(use.version.file.name)) == ("x" * 196, 200)


def test_words_are_cleaned_alike_everywhere():
    assert (clean_title(" a\nb "), clean_place(" hlm.\n3 "), clean_place("")) == ("a b", "hlm. 3", "")
    assert clean_url(" https://a.go.id ") == "https://a.go.id"


def test_what_a_replacement_is_given_is_asked_the_same(sheet, member):
    use = add_link(sheet, member)
    before = everything()
    for change in (
        lambda: actions.replace_link(use=use, url="javascript:alert(1)", by=member, now=NOW),
        lambda: actions.replace_link(use=use, url="https://b.go.id", title="x" * 300, by=member, now=NOW),
        lambda: actions.edit(use=use, title="x" * 300, place="", valid_until=None, by=member, now=NOW),
        lambda: actions.edit(use=use, title="x", place="x" * 101, valid_until=date(2024, 1, 1), by=member, now=NOW),
    ):
        with pytest.raises(Invalid):
            change()
    assert everything() == before


# --- files ----------------------------------------------------------------------------------------
BAD_FILES = {
    "a picture called PDF": lambda: sent("SK.pdf", uploads.png()),
    "nothing": lambda: sent("SK.pdf", b""),
    "an SVG": lambda: sent("bagan.svg", uploads.svg()),
    "macros": lambda: sent("SK.docx", uploads.docm()),
    "a bomb": lambda: sent("SK.docx", uploads.zip_bomb_docx()),
    "encrypted": lambda: sent("SK.docx", uploads.encrypted_docx()),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_is_not_taken_leaves_nothing_behind(sheet, member, kind):
    before = everything()
    with pytest.raises(Rejected) as refused:
        actions.add_file(evaluation=sheet, code=YES_NO, upload=BAD_FILES[kind](), title="SK", by=member, now=NOW)
    assert str(refused.value).endswith(".")
    use = add_link(sheet, member)
    with pytest.raises(Rejected):
        actions.replace_file(use=use, upload=BAD_FILES[kind](), by=member, now=NOW)
    assert everything()[1] == before[1]
    assert (StoredFile.objects.count(), EvidenceVersion.objects.count()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_a_doubled_file_leaves_nothing_on_the_disk():
    """It was stored before the sheet was asked; the refusal takes it away again."""
    sheet = EvaluationFactory()
    member = member_of(sheet)
    _, empty = everything()
    add_file(sheet, member)
    before = everything()
    with pytest.raises(Invalid):
        add_file(sheet, member)
    assert everything() == before
    assert len(before[1]) == len(empty) + 1
