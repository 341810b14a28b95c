"""What a person chooses for the pages (显示设置): language, theme, and whether a rise is red.

Until somebody chooses, a rise has the colour of the language: red on Chinese pages, green on English ones.

The theme and the language lie in cookies, so that the sign-in page knows them too.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from guanxi.guard.people import Person

THEMES = ("light", "dark", "auto")
RISES = {"auto": None, "red": True, "green": False}
THEME_COOKIE = "guanxi_theme"
YEAR = 365 * 24 * 3600


def rise(person: Person | None, language: str) -> str:
    """Return the colour of a rise: the person's choice, or the language's."""
    chosen = person.rise_is_red if person else None
    return "red" if chosen or (chosen is None and language.startswith("zh")) else "green"


@login_not_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen and go back to the page it was chosen on."""
    response = HttpResponseRedirect(_back(request))
    person = request.user if isinstance(request.user, Person) else None
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", httponly=True)
        if person:
            Person.objects.filter(pk=person.pk).update(language=language)
    theme = request.POST.get("theme")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True)
    chosen = request.POST.get("rise")
    if person and chosen in RISES:
        Person.objects.filter(pk=person.pk).update(rise_is_red=RISES[chosen])
    return response


@login_not_required
@require_GET
def help_(request: HttpRequest) -> HttpResponse:
    """Show the keys and where to find help, for those who came without a script."""
    return render(request, "shell/help.html")


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.headers.get("Referer", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"
