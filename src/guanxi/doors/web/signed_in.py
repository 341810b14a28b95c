"""Who asks (当前用户): the person of a request, refused unless the rules allow the act."""

from django.http import HttpRequest

from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action


def person(request: HttpRequest, action: Action) -> Person:
    """Return the person of a request when the role may do this."""
    user = request.user
    assert isinstance(user, Person)
    reach.require(user, action)
    return user
