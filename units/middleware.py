"""Gives every request its actor, read from the database only when somebody asks."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from units.actors import actor_for


class ActorMiddleware:
    """Sets `request.actor`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = SimpleLazyObject(lambda: actor_for(request.user, today=timezone.localdate()))
        return self.get_response(request)
