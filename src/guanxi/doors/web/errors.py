"""Plain apologies (错误页面): 403, 404, 419 (the form went stale) and 500, in both languages at once.

They ask nothing of the database and use no session, so that they can be shown when those are gone.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from guanxi.kit.words import Words

STALE = 419

TITLES = {
    403: Words("This is not within your reach", "超出您的权限范围"),
    404: Words("There is nothing at this address", "没有找到该页面"),
    STALE: Words("This form has gone stale", "表单已过期"),
    500: Words("Something broke on our side", "系统出现故障"),
}
ADVICE = {
    403: Words(
        "Your role does not open this page. If your work needs it, ask your supervisor or an administrator.",
        "您的角色不能打开此页面。如工作需要，请联系主管或管理员。",
    ),
    404: Words(
        "It may have moved, or it lies outside your reach. Search for it by name or number.",
        "页面可能已移动，或不在您的权限范围内。请按名称或编号搜索。",
    ),
    STALE: Words(
        "You were away for a while or signed in elsewhere. Go back, load the page again and repeat the last step.",
        "您离开时间较长，或已在别处登录。请返回并刷新页面，再重做上一步。",
    ),
    500: Words(
        "We are sorry. Nothing you saved is lost. Try again in a minute; if it stays, tell your administrator when.",
        "非常抱歉。此前保存的内容没有丢失。请一分钟后重试；如仍未恢复，请将时间告知管理员。",
    ),
}


def _page(status: int) -> HttpResponse:
    facts = {"status": status, "title": TITLES[status], "advice": ADVICE[status]}
    return HttpResponse(render_to_string("shell/error.html", facts), status=status)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return _page(403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return _page(404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return _page(500)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 419 when the form's token is missing or old (``CSRF_FAILURE_VIEW``)."""
    return _page(STALE)
