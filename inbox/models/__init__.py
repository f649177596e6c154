from inbox.models.message import Message
from inbox.models.preference import Preference

__all__ = ["Message", "Preference"]
