"""Forms of the administration pages. Rules stay with the actions; a form only shows what they refuse."""

from collections.abc import Container

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone

from history.models import Source
from units.actions import records
from units.actions.logo import clean_logo
from units.actors import Actor
from units.models import Organisation


def placed(error: ValidationError, fields: Container[str]) -> ValidationError:
    """The error with every sentence at a field that is there, or above the form."""
    if not hasattr(error, "error_dict"):
        return error
    found: dict[str, list] = {}
    for name, errors in error.error_dict.items():
        found.setdefault(name if name in fields else NON_FIELD_ERRORS, []).extend(errors)
    return ValidationError(found)


class ActionForm(forms.ModelForm):
    """A form that writes through an action; the admin sets `actor` on the class it makes for a request."""

    actor: Actor

    def check_action(self) -> None:
        """Raise what the action would refuse."""
        raise NotImplementedError

    def write(self):
        """Call the action; returns the saved row."""
        raise NotImplementedError

    def show(self, error: Exception) -> None:
        """Put a refusal on the form."""
        self.add_error(None, str(error))

    refusals: tuple[type[Exception], ...] = ()

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            self.check_action()
        except ValidationError as error:
            self.add_error(None, placed(error, self.fields))
        except self.refusals as error:
            self.show(error)


class RecordForm(ActionForm):
    """Units, grants, assignments, organisation, legal basis."""

    refusals = (PermissionError,)
    source = Source.ADMIN

    def check_action(self) -> None:
        records.check_record(record=self.instance, by=self.actor, today=timezone.localdate())

    def write(self):
        return records.save_record(record=self.instance, by=self.actor, now=timezone.now(), source=self.source)


class OrganisationForm(RecordForm):
    """The one row of settings. A file has no address of its own here, so the page names the logo without a link."""

    remove_logo = forms.BooleanField(label="Hapus logo", required=False)

    class Meta:
        model = Organisation
        exclude = ()  # noqa: DJ006  every setting is for the administrator
        widgets = {"logo": forms.FileInput(attrs={"accept": "image/png,image/jpeg"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.pk = 1

    def clean(self):
        """Takes the logo away, or the uploaded one in its place as a file we wrote ourselves."""
        super().clean()
        if self.cleaned_data.get("remove_logo"):
            self.cleaned_data["logo"] = ""
        elif "logo" in self.files and "logo" in self.cleaned_data:
            self._take_logo()

    def _take_logo(self) -> None:
        try:
            self.cleaned_data["logo"] = clean_logo(self.cleaned_data["logo"])
        except ValidationError as error:
            self.add_error("logo", error)
