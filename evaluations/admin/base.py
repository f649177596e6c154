"""What the administration pages of this app share."""

from django.contrib import messages
from django.core.exceptions import ValidationError

from evaluations.exceptions import Refused
from evaluations.scoring.library import InstrumentError
from units.admin import ActionAdmin


class RefusableAdmin(ActionAdmin):
    """Shows what our actions refuse as a message."""

    refusals = (Refused, InstrumentError, ValidationError)

    def try_each(self, request, queryset, action, done: str) -> None:
        """Run `action(row)` for every chosen row; each result is a message with the row's name."""
        for row in queryset:
            try:
                action(row)
            except (Refused, InstrumentError) as error:
                self.message_user(request, f"{row}: {error}", messages.ERROR)
            else:
                self.message_user(request, f"{row}: {done}", messages.SUCCESS)


class ReadOnlyAdmin(ActionAdmin):
    """Nobody adds, changes or deletes."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
