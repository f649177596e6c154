"""Rows that are written once: nothing in the application changes or removes them."""

from django.db import models


class AppendOnly(Exception):
    """Somebody tried to change or delete what is only ever added to."""


def _sentence(model: type[models.Model], done: str) -> str:
    name = str(model._meta.verbose_name_plural)
    return f"{name[0].upper()}{name[1:]} tidak dapat {done}."


class AppendOnlyQuerySet(models.QuerySet):
    """A queryset that can only grow."""

    def update(self, **kwargs):
        raise AppendOnly(_sentence(self.model, "diubah"))

    def bulk_create(self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, **kwargs):
        """Plain inserts only: a row that is there already is neither changed nor passed over."""
        if ignore_conflicts or update_conflicts:
            raise AppendOnly(_sentence(self.model, "diubah"))
        return super().bulk_create(objs, batch_size)

    def bulk_update(self, *args, **kwargs):
        raise AppendOnly(_sentence(self.model, "diubah"))

    def delete(self):
        raise AppendOnly(_sentence(self.model, "dihapus"))


class AppendOnlyModel(models.Model):
    """Base of such rows."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly(_sentence(type(self), "diubah"))
        kwargs["force_insert"] = True  # a key given by hand must not find a row to change
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly(_sentence(type(self), "dihapus"))
