"""Who may sign in (用户开通与停用): people are made, given a role and shut out here, each with a trail entry."""

from collections.abc import Iterable
from typing import Protocol

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.roles import Role
from guanxi.guard.rules import Action
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words


class StaffRow(Protocol):
    """What is read from a row of the bank's staff."""

    staff_id: str
    unit_id: str
    name: str
    role: str


class LoginTaken(Refused):
    """Two people cannot share a login or a staff number."""

    status = 409
    words = Words(
        "The login {login} or its staff number already belongs to somebody. Choose another login.",
        "登录名 {login} 或其员工号已被占用，请换一个登录名。",
    )


class NotYourself(Refused):
    """Nobody changes the own role or closes the own access."""

    status = 409
    words = Words(
        "You cannot change your own role or access. Ask another administrator.",
        "不能修改自己的角色或停用自己的账号，请由其他管理员操作。",
    )


@transaction.atomic
def create(
    *,
    by: Person | None,
    login: str,
    role: Role,
    unit_id: str,
    staff_id: str = "",
    full_name: str = "",
    password: str | None = None,
    language: str = "zh-hans",
) -> Person:
    """Make a person; without a password only the bank's identity server lets that person in."""
    _require(by)
    taken = models.Q(username=login) | (models.Q(staff_id=staff_id) if staff_id else models.Q(pk__in=[]))
    if Person.objects.filter(taken).exists():
        raise LoginTaken(login=login)
    person = Person.objects.create(
        username=login,
        password=make_password(password),
        role=role,
        unit_id=unit_id,
        staff_id=staff_id,
        full_name=full_name,
        language=language,
    )
    _record(by, "person.created", person, role=str(role), unit_id=unit_id)
    return person


@transaction.atomic
def create_from_staff(rows: Iterable[StaffRow], *, by: Person | None, password: str | None = None) -> list[Person]:
    """Make a person for every row of staff that has none yet; the login is the staff number in lower case."""
    _require(by)
    known = set(Person.objects.values_list("staff_id", flat=True))
    logins = set(Person.objects.values_list("username", flat=True))
    secret = make_password(password)
    fresh = [
        Person(
            username=row.staff_id.lower(),
            password=secret,
            role=row.role,
            unit_id=row.unit_id,
            staff_id=row.staff_id,
            full_name=row.name,
        )
        for row in rows
        if row.staff_id not in known and row.staff_id.lower() not in logins
    ]
    made = Person.objects.bulk_create(fresh)
    for person in made:
        _record(by, "person.created", person, role=person.role, unit_id=person.unit_id)
    return made


@transaction.atomic
def set_role(person: Person, *, by: Person | None, role: Role, unit_id: str | None = None) -> Person:
    """Give a person another role, and another unit if one is named."""
    _require(by, person)
    before = person.role, person.unit_id
    person.role = role
    person.unit_id = person.unit_id if unit_id is None else unit_id
    person.save(update_fields=["role", "unit_id"])
    _record(by, "person.role_set", person, before=before, role=str(role), unit_id=person.unit_id)
    return person


@transaction.atomic
def set_password(person: Person, *, by: Person | None, password: str) -> Person:
    """Give a person another password; what it must be like is checked where it is typed."""
    _require(by, person)
    person.password = make_password(password)
    person.save(update_fields=["password"])
    _record(by, "person.password_set", person)
    return person


@transaction.atomic
def deactivate(person: Person, *, by: Person | None) -> Person:
    """Close a person's access at once; what the person did stays."""
    _require(by, person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    _record(by, "person.deactivated", person)
    return person


def _require(by: Person | None, subject: Person | None = None) -> None:
    """Let an administrator pass, or the system (``None``: the command line of the server itself)."""
    if by is None:
        return
    reach.require(by, Action.MANAGE_PEOPLE)
    if subject is not None and subject.pk == by.pk:
        raise NotYourself


def _record(by: Person | None, verb: str, person: Person, **facts: object) -> None:
    trail.record(by, verb, person, **facts)
