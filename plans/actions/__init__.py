"""Every change to a plan is a function of this package; these are the ones other apps use."""

from plans.actions.drafts import Draft
from plans.actions.plan import add, add_all, change, take

__all__ = ["Draft", "add", "add_all", "change", "take"]
