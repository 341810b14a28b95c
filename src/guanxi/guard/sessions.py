"""Sessions end (会话时限): after a time without use, and after a working day in any case."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from guanxi.guard import trail
from guanxi.guard.people import Person

STARTED = "guanxi_started"
SEEN = "guanxi_seen"
NOTE_SECONDS = 60


def now() -> float:
    """Return the present moment in seconds; the one clock of this module."""
    return time.time()


class SessionEndMiddleware:
    """Sign out whoever was idle too long or signed in too long ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the two limits before anything else looks at the person."""
        if request.session.session_key and isinstance(request.user, Person):
            self._check(request, request.user)
        return self.get_response(request)

    def _check(self, request: HttpRequest, person: Person) -> None:
        moment = now()
        started = request.session.setdefault(STARTED, moment)
        seen = request.session.get(SEEN, moment)
        is_idle = moment - seen > settings.GUANXI_IDLE_MINUTES * 60
        if is_idle or moment - started > settings.GUANXI_SESSION_HOURS * 3600:
            trail.record(person, "person.session_ended", person, idle=is_idle)
            logout(request)
        elif SEEN not in request.session or moment - seen > NOTE_SECONDS:
            # noted once a minute, so that reading pages does not write a session each time
            request.session[SEEN] = moment
