"""Promises, complaints and survey answers of the invented bank (承诺、投诉与调查)."""

import numpy as np

from guanxi.contracts.records import COMPLAINT_KINDS
from guanxi.demo import columns
from guanxi.demo.clients import Clients, ids
from guanxi.demo.draws import Floats, Ints, pick
from guanxi.demo.fates import COMPLAINT, SILENT, Fates
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

PROCESSES = ("贷款审批", "对账单寄送", "开户", "汇款查询", "卡片补发")
_DAYS = np.array((5, 2, 1, 1, 3))
_ANSWER_RATE = 0.05
_DAY = 86_400


def write(to: Delivery, span: Span, c: Clients, f: Fates) -> None:
    """Write the three contracts."""
    alive = np.where(f.closed < 0, span.end, f.closed)
    _promises(to, span, c, f, alive)
    _complaints(to, span, c, f, alive)
    _answers(to, span, c, f, alive)


def _moments(span: Span, rng: np.random.Generator, month: Ints) -> Ints:
    """Return moments in office hours of the months, in seconds since 1970."""
    days = span.first_days[month] + (rng.random(len(month)) * 27).astype(np.int64)
    return days * _DAY + 9 * 3600 + rng.integers(8 * 60, size=len(month)) * 60


def _members(span: Span, c: Clients, month: Ints, alive: Ints) -> Ints:
    """Return customers with an event in a month of the books in which they are customers."""
    within = month < span.months
    at = np.minimum(month, span.months - 1)
    return np.flatnonzero(within & (c.opened < span.first_days[at]) & (alive > span.first_days[at + 1]))


def _promises(to: Delivery, span: Span, c: Clients, f: Fates, alive: Ints) -> None:
    rng = span.stream("promises")
    who = _members(span, c, f.promised, alive)
    process = rng.integers(len(PROCESSES), size=len(who))
    made = _moments(span, rng, f.promised[who])
    due = made + _DAYS[process] * _DAY
    broken = f.broken[who]
    late = due + np.where(broken, 1 + rng.integers(12, size=len(who)), -rng.random(len(who)) * _DAYS[process]) * _DAY
    kept = late.astype(np.int64)
    known = (kept < (span.end + 1) * _DAY) & ~(broken & (rng.random(len(who)) < 0.3))
    to.write(
        "promises",
        {
            "promise_id": columns.numbered("R", np.arange(len(who)) + 1, 7),
            "customer_id": columns.taken(ids(np.arange(len(c))), who),
            "process": columns.chosen(PROCESSES, process),
            "made_at": columns.moment(made),
            "due_at": columns.moment(due),
            "kept_at": columns.moment(kept, known),
        },
    )


def _complaints(to: Delivery, span: Span, c: Clients, f: Fates, alive: Ints) -> None:
    rng = span.stream("complaints")
    who = _members(span, c, f.complained, alive)
    size = len(who)
    received = _moments(span, rng, f.complained[who])
    closed = received + ((1 + rng.random(size) ** 2 * 40) * _DAY).astype(np.int64)
    settled = closed < (span.end + 1) * _DAY
    kind = pick(rng, size, (24, 28, 14, 10, 12, 8, 4))
    to.write(
        "complaints",
        {
            "complaint_id": columns.numbered("T", np.arange(size) + 1, 7),
            "customer_id": columns.taken(ids(np.arange(len(c))), who),
            "received_at": columns.moment(received),
            "closed_at": columns.moment(closed, settled),
            "kind": columns.chosen(tuple(COMPLAINT_KINDS), kind),
            "channel": columns.chosen(("网点", "客服热线", "手机银行", "客户经理"), rng.integers(4, size=size)),
            "accepted": columns.flag(~f.rejected[who], settled),
        },
    )


def _answers(to: Delivery, span: Span, c: Clients, f: Fates, alive: Ints) -> None:
    """Write answers: who leaves over a promise or complaint felt it before; who leaves silently felt it a little."""
    rng = span.stream("answers")
    month = np.where(rng.random(len(c)) < _ANSWER_RATE, rng.integers(1, span.months, size=len(c)), span.months)
    who = _members(span, c, month, alive)
    days = span.first_days[month[who]] + rng.integers(27, size=len(who))
    mood = np.where(f.cause[who] > SILENT, -1.6, np.where(f.cause[who] == SILENT, -0.8, 0.0))
    mood = mood - 0.4 * (f.cause[who] == COMPLAINT)
    asked = 2
    each = np.repeat(np.arange(len(who)), asked)
    desired, adequate, perceived = _levels(rng, mood[each])
    process = (rng.integers(len(PROCESSES), size=len(who))[each] + np.tile(np.arange(asked), len(who))) % len(PROCESSES)
    to.write(
        "answers",
        {
            "answer_id": columns.numbered("W", each + 1, 7),
            "customer_id": columns.taken(ids(np.arange(len(c))), who[each]),
            "on": columns.day(days[each]),
            "process": columns.chosen(PROCESSES, process),
            "desired": columns.fraction(desired, 1),
            "adequate": columns.fraction(adequate, 1),
            "perceived": columns.fraction(perceived, 1),
        },
    )


def _levels(rng: np.random.Generator, mood: Floats) -> tuple[Floats, Floats, Floats]:
    """Return desired, adequate and perceived service on the scale of nine."""
    desired = np.clip(np.round(rng.normal(7.8, 0.7, len(mood))), 5, 9)
    adequate = np.clip(desired - rng.integers(1, 4, size=len(mood)), 1, 9).astype(float)
    return desired, adequate, np.clip(np.round(rng.normal(6.9, 1.2, len(mood)) + mood), 1, 9)
