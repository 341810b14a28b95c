"""``guanxi demo``: a demo bank from nothing to log-ins (演示银行), as a bank would go: extracts, load, day end.

What was finished is found again: a killed build goes on, a finished one is only served.
"""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from guanxi.book.figures import Run
from guanxi.book.units import Staff
from guanxi.demo import bank
from guanxi.desk.worklist import State, WorkItem
from guanxi.doors.cli import load, run
from guanxi.doors.cli.refusals import NotADemo, OtherBank
from guanxi.doors.cli.terminal import Terminal
from guanxi.guard import access, reach
from guanxi.guard.people import Person
from guanxi.guard.roles import Role
from guanxi.intake.loads import Load
from guanxi.kit import periods
from guanxi.kit.words import Words

PASSWORD = "guanxi-demo"
LOGINS = {
    Role.RELATIONSHIP_MANAGER: "manager",
    Role.SUPERVISOR: "supervisor",
    Role.ANALYST: "analyst",
    Role.SERVICE: "service",
    Role.SPECIALIST: "specialist",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
}
WRITING = Words("Writing the extracts of the demo bank", "生成演示银行数据文件")


def build(said: Terminal, data: Path, asked: dict[str, int], address: str) -> None:
    """Bring the data folder to a finished demo bank and tell counts and log-ins."""
    plan = _plan(data, asked)
    delivery = data / "deliveries" / "demo"
    _write(said, delivery, plan)
    taken = Load.objects.filter(state=Load.State.TAKEN, delivery=delivery.name).order_by("pk").first()
    if taken is None:
        taken = load.taken(said, delivery)
    current = Run.objects.filter(is_current=True).first()
    if current is None:
        current = run.published(said, date.fromisoformat(plan["as_of"]))
    people = log_ins()
    found = {
        "bank": plan,
        "load": load.summary(taken),
        "run": run.summary(current),
        "address": address,
        "password": PASSWORD,
        "logins": [{"login": p.username, "role": p.role, "name": p.full_name, "unit": p.unit_id} for p in people],
    }
    said.result(found, _told(said, found, people))


def log_ins() -> list[Person]:
    """Return one person per role, the manager being the one with the fullest desk; made where missing."""
    made = {person.role: person for person in Person.objects.filter(username__in=LOGINS.values())}
    with reach.system():
        for role, staff in _chosen().items():
            if role not in made:
                made[role] = access.create(
                    by=None,
                    login=LOGINS[role],
                    role=role,
                    unit_id=staff.unit_id,
                    staff_id=staff.staff_id,
                    full_name=staff.name,
                    password=PASSWORD,
                )
    return [made[role] for role in LOGINS if role in made]


def _chosen() -> dict[Role, Staff]:
    """Return a member of staff per role, near the manager with the most to do."""
    here = Staff.objects.filter(left_on__isnull=True).select_related("unit")
    managers = here.filter(role=Role.RELATIONSHIP_MANAGER)
    desks = WorkItem.objects.filter(state=State.OPEN, owner_id__in=managers.values("pk")).values("owner_id")
    fullest = desks.annotate(lines=Count("pk")).order_by("-lines", "owner_id").first()
    manager = managers.get(pk=fullest["owner_id"]) if fullest else managers.order_by("pk").first()
    if manager is None:
        return {}
    above = Q(unit_id=manager.unit_id) | Q(unit_id=manager.unit.parent_id)
    chosen = {Role.RELATIONSHIP_MANAGER: manager}
    for role in list(Role)[1:]:
        staff = here.filter(above, role=role).order_by("-unit__depth", "pk").first()
        staff = staff or here.filter(role=role).order_by("pk").first()
        if staff is not None:
            chosen[role] = staff
    return chosen


def _plan(data: Path, asked: dict[str, int]) -> dict[str, Any]:
    """Return the parameters of this folder's demo bank, written down once."""
    path = data / "demo.json"
    if path.exists():
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if any(known[name] != value for name, value in asked.items()):
            raise OtherBank(folder=data, known=", ".join(f"{name} {value}" for name, value in known.items()))
        return known
    if Load.objects.filter(state=Load.State.TAKEN).exists():
        raise NotADemo(folder=data)
    as_of = periods.last_day(periods.shift(periods.of(timezone.localdate()), -1))
    plan = {"customers": 5_000, "months": 36, "seed": bank.SEED} | asked | {"as_of": as_of.isoformat()}
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(plan), encoding="utf-8")
    fresh.rename(path)
    return plan


def _write(said: Terminal, delivery: Path, plan: dict[str, Any]) -> None:
    """Write the extract files beside their place and move them there when they are whole."""
    if delivery.exists():
        return
    fresh = delivery.with_name("demo.new")
    shutil.rmtree(fresh, ignore_errors=True)
    size = {name: plan[name] for name in ("customers", "months", "seed")}
    with said.progress(WRITING) as tell:
        bank.generate(fresh, **size, as_of=date.fromisoformat(plan["as_of"]), progress=tell)
    fresh.rename(delivery)


def _told(said: Terminal, found: dict[str, Any], people: list[Person]) -> list[str]:
    head = Words(
        "Demo bank of {customers:,} customers, as of {as_of}: {rows_accepted:,} rows loaded, "
        "{suggestions:,} suggested acts.",
        "演示银行：客户 {customers:,} 户，数据截至 {as_of}；装载 {rows_accepted:,} 行，建议动作 {suggestions:,} 条。",
    ).format(**found["bank"], **found["load"], suggestions=found["run"]["counts"]["suggestions"])
    log_in = Words(
        "Open {address} and sign in with one of (password {password}):",
        "打开 {address}，用以下任一账号登录(密码 {password}):",
    )
    lines = [head.in_(said.language), log_in.format(**found).in_(said.language)]
    labels = {role: Role(role).label for role in LOGINS}
    return lines + [f"  {p.username:<14} {labels[Role(p.role)]} · {p.full_name} · {p.unit_id}" for p in people]
