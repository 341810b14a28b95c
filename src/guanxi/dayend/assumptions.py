"""A bank's own versions of assumptions (假设参数版本): proposed, decided by another person, in force from a day on.

Closed months never move: a version starts after the as-of day of every day end that ran or runs, so that what was
published of a month stays what it was; a rerun of an old day reads the versions that were in force then.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from guanxi.book.assumptions import AssumptionVersion
from guanxi.book.figures import Run
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach
from guanxi.guard.rules import Action
from guanxi.kit.refusals import NotAllowed, Refused
from guanxi.kit.words import Words
from guanxi.value import assumptions as assumed
from guanxi.value.assumptions import Assumptions, Overlay, editing

State = AssumptionVersion.State


class NothingChanged(Refused):
    """A version that changes nothing would only hide the next one that does."""

    words = Words(
        "No value differs from the one in force. Change a value, then submit.",
        "没有任何数值与现行值不同。请先修改再提交。",
    )


class NoReason(Refused):
    """Whoever decides must know why."""

    words = Words("Say why: a reason or a source is needed.", "请填写理由或依据。")


class MonthClosed(Refused):
    """What was published must not move."""

    words = Words(
        "Figures up to {day} are computed, and closed months never move. Choose a first day after {day}.",
        "截至 {day} 的指标已经计算，已结月份不会变动。请选择 {day} 之后的生效日期。",
    )


class WrongState(Refused):
    """A version is submitted once and decided once."""

    status = 409
    words = Words(
        "This version has moved on: it was already submitted, decided or withdrawn.",
        "该版本的状态已变：已提交、已审批或已撤回。",
    )


class OwnVersion(Refused):
    """Four eyes: nobody decides on the own proposal."""

    status = 403
    words = Words(
        "You proposed this version yourself. Another analyst or a supervisor of the head office decides.",
        "该版本由您本人提交，须由其他分析人员或总行主管审批。",
    )


@transaction.atomic
def draft(
    topic: str, values: Mapping[str, Any], *, starts_on: date, reason: str, by: Person, on: datetime
) -> AssumptionVersion:
    """Write new values of keys (``topic.name``) of a topic from a day on, to see what they would do."""
    reach.require(by, Action.PROPOSE_ASSUMPTIONS)
    now = in_force(starts_on)
    mine = {key: entry.value for key, entry in now.entries.items() if key.split(".")[0] == topic}
    fresh = {key: value for key, value in values.items() if key in mine and value != mine[key]}
    if not fresh:
        raise NothingChanged
    if not reason.strip():
        raise NoReason
    for key, value in fresh.items():
        editing.check(key, value)
    editing.check_together(mine | fresh)
    _after_closed(starts_on)
    with reach.system():
        version = AssumptionVersion.objects.create(
            topic=topic,
            values=fresh,
            before={key: mine[key] for key in fresh},
            starts_on=starts_on,
            reason=reason.strip()[:300],
            proposed_by_id=by.pk,
            proposed_by=by.username,
            proposed_at=on,
        )
    trail.record(by, "assumptions.drafted", version, topic=topic, starts_on=starts_on.isoformat(), keys=sorted(fresh))
    return version


@transaction.atomic
def submit(version: AssumptionVersion, *, by: Person) -> AssumptionVersion:
    """Submit the own draft for approval."""
    found = _own(version, (State.DRAFT,), by)
    _after_closed(found.starts_on)
    _save(found, state=State.PROPOSED)
    trail.record(by, "assumptions.proposed", found, topic=found.topic, starts_on=found.starts_on.isoformat())
    return found


def approve(version: AssumptionVersion, *, by: Person, on: datetime, decision: str = "") -> AssumptionVersion:
    """Put another person's version in force from its day on."""
    return _decide(version, State.APPROVED, by=by, on=on, decision=decision)


def reject(version: AssumptionVersion, *, by: Person, on: datetime, decision: str) -> AssumptionVersion:
    """Turn another person's version down, with a reason."""
    if not decision.strip():
        raise NoReason
    return _decide(version, State.REJECTED, by=by, on=on, decision=decision)


@transaction.atomic
def withdraw(version: AssumptionVersion, *, by: Person, on: datetime) -> AssumptionVersion:
    """Take back the own draft or proposal before it is decided."""
    found = _own(version, (State.DRAFT, State.PROPOSED), by)
    _save(found, state=State.WITHDRAWN, decided_at=on)
    trail.record(by, "assumptions.withdrawn", found, topic=found.topic)
    return found


@transaction.atomic
def _decide(
    version: AssumptionVersion, state: AssumptionVersion.State, *, by: Person, on: datetime, decision: str
) -> AssumptionVersion:
    if not may_decide(by):
        raise NotAllowed
    if version.proposed_by_id == by.pk:
        raise OwnVersion
    found = _locked(version, (State.PROPOSED,))
    if state == State.APPROVED:
        _after_closed(found.starts_on)
    who = {"decided_by_id": by.pk, "decided_by": by.username, "decided_at": on}
    _save(found, state=state, decision=decision.strip()[:300], **who)
    trail.record(by, f"assumptions.{state.value}", found, topic=found.topic, decision=found.decision)
    return found


def may_decide(by: Person) -> bool:
    """Tell whether a person may decide on others' versions: an analyst, or a supervisor of the whole bank."""
    if not reach.can(by, Action.APPROVE_ASSUMPTIONS):
        return False
    return sees_effects(by)


def sees_effects(by: Person) -> bool:
    """Tell whether a person reads effects, which name customers of the whole bank."""
    return reach.of(by) == Reach.BANK or (reach.of(by) == Reach.UNIT and reach.subtree(by).is_whole_bank)


def approved() -> list[Overlay]:
    """Return the approved versions as they lie over the files, oldest first."""
    found = AssumptionVersion.objects.filter(state=State.APPROVED).order_by("starts_on", "pk")
    return [Overlay(v.starts_on, v.label, v.reason, v.values) for v in found]


def in_force(day: date) -> Assumptions:
    """Return the assumptions in force on a day, the bank's own versions included."""
    return assumed.load(day, approved())


def closed_until() -> date | None:
    """Return the last day for which figures were computed or are being computed."""
    ran = Run.objects.filter(state__in=(Run.State.PUBLISHED, Run.State.RUNNING))
    last: date | None = ran.aggregate(last=Max("as_of"))["last"]
    return last


def _after_closed(starts_on: date) -> None:
    closed = closed_until()
    if closed is not None and starts_on <= closed:
        raise MonthClosed(day=closed)


def _own(version: AssumptionVersion, states: tuple[AssumptionVersion.State, ...], by: Person) -> AssumptionVersion:
    reach.require(by, Action.PROPOSE_ASSUMPTIONS)
    if version.proposed_by_id != by.pk:
        raise NotAllowed
    return _locked(version, states)


def _locked(version: AssumptionVersion, states: tuple[AssumptionVersion.State, ...]) -> AssumptionVersion:
    with reach.system():
        found = AssumptionVersion.objects.select_for_update().get(pk=version.pk)
    if found.state not in states:
        raise WrongState
    return found


def _save(version: AssumptionVersion, **values: Any) -> None:
    for name, value in values.items():
        setattr(version, name, value)
    with reach.system():
        version.save(update_fields=list(values))
