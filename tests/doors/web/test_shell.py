"""The frame of every page: navigation by role, language, theme, refusals and apologies; nothing inline."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from guanxi.doors.web import errors, refusals
from guanxi.guard.people import Person
from guanxi.kit.refusals import NotAllowed
from tests.cast import PEOPLE, LittleBank


class Inline(HTMLParser):
    """Collects what a strict content policy would block: styles, scripts and handlers in the markup."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or "style" in names or any(name.startswith("on") for name in names):
            self.found.append(f"<{tag} {attrs}>")
        self.in_script = tag == "script" and "src" not in names and names.get("type") != "application/json"

    def handle_data(self, data: str) -> None:
        if self.in_script and data.strip():
            self.found.append(data)
        self.in_script = False


def inline(page: str) -> list[str]:
    parser = Inline()
    parser.feed(page)
    return parser.found


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_nothing_is_inline_on_anybodys_desk(bank: LittleBank, client: Client, login: str) -> None:
    client.force_login(getattr(bank, login))
    page = text(client.get("/"))
    assert "<main" in page
    assert inline(page) == []


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_nothing_is_inline_before_sign_in(db: None, client: Client, name: str) -> None:
    assert inline(text(client.get(reverse(name)))) == []


@pytest.mark.parametrize("name", ["mfa_index", "account_change_password", "help"])
def test_a_persons_own_pages_wear_the_frame(bank: LittleBank, client: Client, name: str) -> None:
    client.force_login(bank.chen)
    page = text(client.get(reverse(name), follow=True))
    assert 'class="skip"' in page
    assert inline(page) == []


def test_the_policy_allows_nothing_inline(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy and "style-src 'self'" in policy


@pytest.mark.parametrize(
    ("login", "shown", "hidden"),
    [
        ("chen", ["/customers/", "/value/"], ["/data/"]),
        ("analyst", ["/customers/", "/value/", "/data/"], []),
        ("administrator", ["/data/"], ["/customers/", "/value/"]),
    ],
)
def test_the_navigation_holds_what_the_role_may_open(
    bank: LittleBank, client: Client, login: str, shown: list[str], hidden: list[str]
) -> None:
    client.force_login(getattr(bank, login))
    page = text(client.get("/"))
    sidebar = page[page.index('class="sidebar"') : page.index("</nav>")]
    assert all(f'href="{path}' in sidebar for path in shown)
    assert not any(f'href="{path}' in sidebar for path in hidden)


def test_the_language_chosen_is_kept_for_the_person(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    assert "今日工作台" in text(client.get("/"))
    client.post("/preferences/", {"language": "en"})
    page = text(client.get("/"))
    assert 'lang="en"' in page and "今日工作台" not in page
    assert Person.objects.get(pk=bank.chen.pk).language == "en"


def test_the_theme_is_kept_and_nonsense_is_not(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    client.post("/preferences/", {"theme": "dark"})
    assert 'data-bs-theme="dark"' in text(client.get("/"))
    client.post("/preferences/", {"theme": "pink", "language": "klingon"})
    assert 'data-bs-theme="dark"' in text(client.get("/"))


def test_the_colour_of_a_rise_is_the_languages_until_the_person_chooses(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    assert 'data-rise="red"' in text(client.get("/")), "red is a rise in Chinese"
    client.post("/preferences/", {"language": "en"})
    assert 'data-rise="green"' in text(client.get("/"))
    client.post("/preferences/", {"rise": "red"})
    assert 'data-rise="red"' in text(client.get("/"))
    client.post("/preferences/", {"rise": "auto", "language": "zh-hans"})
    assert 'data-rise="red"' in text(client.get("/"))
    client.post("/preferences/", {"rise": "green"})
    assert 'data-rise="green"' in text(client.get("/"))


def test_preferences_never_lead_to_another_site(db: None, client: Client) -> None:
    answer = client.post("/preferences/", {"theme": "dark", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_pages_ask_for_sign_in_but_signing_in_does_not(db: None, client: Client) -> None:
    assert client.get("/").headers["Location"].startswith("/accounts/login/")
    assert client.get("/accounts/login/").status_code == 200


def refusal(rf: RequestFactory, person: Person, **headers: str) -> HttpResponse:
    request = rf.get("/", headers=headers)
    request.user = person
    answer = refusals.RefusalMiddleware(lambda r: HttpResponse()).process_exception(request, NotAllowed())
    assert answer is not None
    return answer


def test_a_refusal_is_a_page_for_pages_and_a_sentence_for_fragments(bank: LittleBank, rf: RequestFactory) -> None:
    page = refusal(rf, bank.chen)
    assert page.status_code == 403 and "<main" in text(page) and "您的角色无权执行此操作" in text(page)
    part = refusal(rf, bank.chen, HX_Request="true")
    assert part.status_code == 403 and "<main" not in text(part) and "您的角色无权执行此操作" in text(part)
    assert part.headers["HX-Retarget"] == "#notices"


def test_a_bug_is_no_refusal(rf: RequestFactory) -> None:
    middleware = refusals.RefusalMiddleware(lambda r: HttpResponse())
    assert middleware.process_exception(rf.get("/"), ValueError("bug")) is None


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.not_allowed, 403), (errors.not_found, 404), (errors.stale, 419), (errors.broken, 500)],
)
def test_an_apology_speaks_both_languages_and_needs_no_database(rf: RequestFactory, view: object, status: int) -> None:
    answer = view(rf.get("/"))  # type: ignore[operator]
    assert answer.status_code == status
    words = errors.TITLES[status]
    assert words.zh in text(answer) and words.en in text(answer)
    assert inline(text(answer)) == []


def test_an_unknown_address_is_answered_with_an_apology(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404 and "没有找到该页面" in text(answer)


def test_a_form_without_its_token_is_stale(bank: LittleBank) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(bank.chen)
    answer = client.post("/preferences/", {"theme": "dark"})
    assert answer.status_code == 419 and "表单已过期" in text(answer)


def test_an_empty_state_is_told_in_words() -> None:
    page = render_to_string("shell/empty.html", {"title": "没有", "text": "明天再来"})
    assert "没有" in page and "明天再来" in page
