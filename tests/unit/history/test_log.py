"""The history only grows."""

import pytest
from django.db import IntegrityError, transaction

from history import log
from history.append_only import AppendOnly
from history.models import Entry
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    user = UserFactory()
    return log.write(
        verb="uji", subject=user, by=user, at=NOW, source="admin", topic="nama", old="A", new={"b": 1}, reason="Alasan"
    )


def test_what_is_written(entry):
    row = Entry.objects.get(pk=entry.pk)
    assert (row.verb, row.subject, row.subject_id, row.topic, row.old, row.new, row.reason, row.at, row.source) == (
        "uji",
        "user",
        row.by_id,
        "nama",
        "A",
        {"b": 1},
        "Alasan",
        NOW,
        "admin",
    )
    assert str(row) == f"uji user {row.subject_id} nama"


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.update(verb="lain"),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
        lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
        lambda entry: Entry.objects.get(pk=entry.pk).save(update_fields=["verb"]),
        lambda entry: Entry.objects.bulk_create(
            [_again(entry)], update_conflicts=True, update_fields=["verb"], unique_fields=["id"]
        ),
        lambda entry: Entry.objects.bulk_create([_again(entry)], ignore_conflicts=True),
    ],
    ids=[
        "save",
        "delete",
        "update",
        "delete many",
        "bulk update",
        "update field",
        "bulk create over it",
        "bulk create past it",
    ],
)
def test_nothing_changes_or_goes(entry, change):
    before = list(Entry.objects.values())
    entry.verb = "lain"
    with pytest.raises(AppendOnly):
        change(entry)
    assert list(Entry.objects.values()) == before


def _again(entry):
    """A new entry with the key of one that is there."""
    return Entry(**{field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields})


@pytest.mark.parametrize(
    "write",
    [
        lambda row: row.save(),
        lambda row: row.save(force_insert=False),
        lambda row: row.save(force_update=True),
        lambda row: Entry.objects.bulk_create([row]),
    ],
    ids=["save", "no force", "forced update", "bulk create"],
)
def test_a_key_that_is_there_is_no_way_to_change_it(entry, write):
    before = list(Entry.objects.values())
    row = _again(entry)
    row.verb = "lain"
    with pytest.raises((IntegrityError, ValueError)), transaction.atomic():
        write(row)
    assert list(Entry.objects.values()) == before


def test_many_in_one_statement(django_assert_num_queries):
    user = UserFactory()
    entries = [log.entry(verb=f"uji {n}", subject=user, by=user, at=NOW) for n in range(3)]
    with django_assert_num_queries(1):
        log.write_all(entries)
    other = UserFactory()
    log.write(verb="lain", subject=other, by=user, at=NOW)
    assert [row.verb for row in log.about(user)] == ["uji 2", "uji 1", "uji 0"]  # newest first, of this object only
