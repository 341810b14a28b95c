"""``guanxi init`` and ``guanxi person``: people from the terminal (用户管理)."""

import click
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from guanxi.doors.cli.refusals import NobodyThere, ShortPassword
from guanxi.doors.cli.terminal import Terminal
from guanxi.guard import access
from guanxi.guard.people import Person
from guanxi.guard.roles import Role
from guanxi.kit.words import Words

READY = Words("The database is ready.", "数据库已就绪。")
MADE = Words("{login} can sign in as {role}.", "{login} 已开通，角色：{role}。")
THERE = Words("The database is ready; there is an administrator: {login}.", "数据库已就绪；已有管理员：{login}。")


def first_administrator(said: Terminal, login: str, password: str | None) -> None:
    """Make the first administrator, unless there is one."""
    known = Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
    if known is not None:
        said.result(_data(known), [THERE.format(login=known.username).in_(said.language)])
        return
    said.say(READY)
    add(said, login, role=Role.ADMINISTRATOR, password=password)


def add(
    said: Terminal, login: str, *, role: str, password: str | None, unit: str = "", staff: str = "", name: str = ""
) -> None:
    """Add a person."""
    secret = _accepted(said, password)
    made = access.create(
        by=None, login=login, role=Role(role), unit_id=unit, staff_id=staff, full_name=name, password=secret
    )
    said.result(_data(made), [MADE.format(login=made.username, role=_label(said, made)).in_(said.language)])


def set_role(said: Terminal, login: str, role: str, unit: str | None) -> None:
    """Give a person another role."""
    changed = access.set_role(_named(login), by=None, role=Role(role), unit_id=unit)
    said.result(_data(changed), [MADE.format(login=login, role=_label(said, changed)).in_(said.language)])


def set_password(said: Terminal, login: str, password: str | None) -> None:
    """Set a person's password."""
    person = _named(login)
    access.set_password(person, by=None, password=_accepted(said, password))
    said.result(_data(person), [MADE.format(login=login, role=_label(said, person)).in_(said.language)])


def _named(login: str) -> Person:
    person = Person.objects.filter(username=login).first()
    if person is None:
        raise NobodyThere(login=login)
    return person


def _accepted(said: Terminal, password: str | None) -> str:
    """Return a password that the rules of sign-on take, asked for if it was not given."""
    secret = password or str(click.prompt("Password 密码", hide_input=True, confirmation_prompt=True, err=True))
    with translation.override("zh-hans" if said.language == "zh" else "en"):
        try:
            validate_password(secret)
        except ValidationError as wrong:
            raise ShortPassword(reason=" ".join(wrong.messages)) from wrong
    return secret


def _label(said: Terminal, person: Person) -> str:
    with translation.override("zh-hans" if said.language == "zh" else "en"):
        return str(Role(person.role).label)


def _data(person: Person) -> dict[str, str]:
    return {"login": person.username, "role": person.role, "unit": person.unit_id, "staff": person.staff_id}
