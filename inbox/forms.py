"""Choosing which events come by mail."""

from collections.abc import Iterable, Mapping

from crispy_forms.helper import FormHelper
from django import forms

from inbox.events import EVENTS, Event


class MailForm(forms.Form):
    """One box per event the person can be told of."""

    def __init__(self, data, *, events: Iterable[Event], chosen: Mapping[Event, bool]):
        super().__init__(data, initial={str(event): chosen[event] for event in events})
        for event in events:
            self.fields[str(event)] = forms.BooleanField(
                label=event.label, help_text=EVENTS[event].sentence, required=False
            )
        self.helper = FormHelper()
        self.helper.form_tag = False

    def choices(self) -> dict[Event, bool]:
        """Event -> by mail, of a valid form."""
        return {Event(name): wanted for name, wanted in self.cleaned_data.items()}
