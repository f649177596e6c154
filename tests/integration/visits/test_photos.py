"""Pictures of a visit: what is taken, who sees them, and that removing hides them."""

import pytest

from evaluations.exceptions import NotAllowed, WrongState
from files.enums import ScanState
from files.models import StoredFile
from history.models import Entry
from tests import uploads
from tests.factories import NOW, PeriodFactory, WorkUnitFactory, actor, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.visits.visit_case import cast, make_visit
from units.roles import Role
from visits.actions.photos import add_photo, remove_photo
from visits.models import VisitPhoto

pytestmark = pytest.mark.django_db


def add(visit, by=None, name="foto.jpg", content=None):
    upload = uploads.sent(name, content or uploads.jpeg())
    return add_photo(visit=visit, upload=upload, by=actor(by or visit.lead), now=NOW)


def url(visit, photo=None, rest="") -> str:
    return f"/pendampingan/{visit.pk}/foto/" + (f"{photo.pk}/{rest}" if photo else "")


def test_a_picture_is_kept_with_who_and_when():
    visit = make_visit(state="done")
    photo = add(visit)
    entry = Entry.objects.filter(subject="visit").latest("pk")
    assert (photo.file.kind, photo.file.stored_by, photo.file.name) == ("jpeg", visit.lead, "foto.jpg")
    assert (entry.verb, entry.topic, entry.by, entry.new["foto"]) == (
        "foto ditambahkan",
        f"foto {photo.pk}",
        visit.lead,
        "foto.jpg",
    )


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMINISTRATOR, Role.EVALUATOR])
def test_only_who_keeps_the_visit_adds_and_removes(role):
    visit = make_visit(state="done")
    photo = add(visit)
    for attempt in (
        lambda by: add(visit, by),
        lambda by: remove_photo(photo=photo, by=actor(by), now=NOW),
    ):
        with pytest.raises(NotAllowed):
            attempt(person(role))
    assert VisitPhoto.objects.filter(removed_at=None).count() == 1


def test_not_in_a_locked_quarter_and_not_of_what_was_cancelled(instrument):
    done, cancelled = make_visit(state="done"), make_visit(state="cancelled")
    photo = add(done)
    PeriodFactory(quarter=3, state="locked")
    for attempt in (
        lambda: add(done),
        lambda: remove_photo(photo=photo, by=actor(done.lead), now=NOW),
        lambda: add(cancelled),
    ):
        with pytest.raises(WrongState):
            attempt()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dokumen.pdf", uploads.pdf()),
        ("gambar.jpg", uploads.pdf()),
        ("gambar.png", b""),
        ("gambar.svg", uploads.svg()),
    ],
)
def test_what_is_no_picture_is_named_and_left_out(client, name, content):
    visit = make_visit(state="done")
    sign_in(client, visit.lead)
    sent = [uploads.sent(name, content), uploads.sent("foto.png", uploads.png())]
    response = client.post(url(visit), {"foto": sent}, follow=True)
    page = text(response)
    assert (f"{name}: " in page, "1 foto ditambahkan." in page) == (True, True)
    assert [photo.file.name for photo in VisitPhoto.objects.all()] == ["foto.png"]
    assert StoredFile.objects.count() == 1


def test_the_same_picture_twice(client):
    visit = make_visit(state="done")
    add(visit)
    response = sign_in(client, visit.lead).post(
        url(visit), {"foto": [uploads.sent("lagi.jpg", uploads.jpeg())]}, follow=True
    )
    assert "sudah diunggah" in text(response)
    assert (VisitPhoto.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_an_upload_without_a_picture(client):
    visit = make_visit(state="done")
    response = sign_in(client, visit.lead).post(url(visit))
    assert (response.status_code, "Pilih paling sedikit satu foto." in text(response)) == (422, True)


def test_who_sees_a_picture(client):
    """Its visit's readers; it is drawn by the server, never the uploaded file itself."""
    visit = make_visit(state="done")
    photo = add(visit)
    found = statuses(client, cast(visit), url(visit, photo))
    hidden = {"member of another unit", "no role", "anonymous"}
    assert found == {who: 404 if who in hidden else 200 for who in found}
    response = sign_in(client, visit.lead).get(url(visit, photo))
    assert (response["Content-Type"], response.content == uploads.jpeg()) == ("image/webp", False)
    assert response["Cache-Control"] == "private, no-cache"  # asked for each time, also after signing out
    other = make_visit(state="done")
    assert client.get(url(other, photo)).status_code == 404


@pytest.mark.parametrize("scan", [ScanState.WAITING, ScanState.INFECTED])
def test_a_picture_the_scanner_has_not_let_through(client, scan):
    visit = make_visit(state="done")
    photo = add(visit)
    scanned = NOW if scan == ScanState.INFECTED else None
    StoredFile.objects.update(scan=scan, scanned_at=scanned)
    sign_in(client, visit.lead)
    refused = client.get(url(visit, photo))
    assert (refused.status_code, "max-age" in refused.get("Cache-Control", "")) == (409, False)
    page = client.get(f"/pendampingan/{visit.pk}/").content.decode()
    assert ("<img" in page, str(scan.label) in page) == (False, True)


def test_removing_hides_it_and_says_who(client):
    visit = make_visit(WorkUnitFactory(), state="done")
    photo = add(visit)
    supervisor = person(Role.SUPERVISOR)
    sign_in(client, supervisor)
    assert client.post(url(visit, photo, "hapus/")).status_code == 302
    photo.refresh_from_db()
    assert (photo.removed_by, photo.file.content.storage.exists(photo.file.content.name)) == (supervisor, True)
    assert client.get(url(visit, photo)).status_code == 404
    assert client.post(url(visit, photo, "hapus/")).status_code == 404
    entry = Entry.objects.filter(subject="visit").latest("pk")
    assert (entry.verb, entry.by, entry.old["foto"], entry.new) == ("foto dihapus", supervisor, "foto.jpg", None)
