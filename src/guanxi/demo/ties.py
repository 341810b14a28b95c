"""Links between customers and roles on accounts (客户关联与账户角色): families, groups, guarantors, joint accounts."""

import numpy as np

from guanxi.demo import catalogue, columns
from guanxi.demo.catalogue import ASSET, PERSONS, SIDES
from guanxi.demo.clients import Clients, ids
from guanxi.demo.draws import Floats, Ints
from guanxi.demo.holdings import Holdings, account_ids
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

_KINDS = ("family", "owns", "controls", "works_for", "supplies", "guarantees")
_FAMILY_RATE, _JOINT_RATE, _GUARANTEE_RATE = 0.07, 0.35, 0.25


def write(to: Delivery, span: Span, c: Clients, h: Holdings) -> None:
    """Write links and account parties."""
    rng, size = span.stream("ties"), len(c)
    persons, companies = np.flatnonzero(c.persons), np.flatnonzero(~c.persons)
    spouses = _neighbours(rng, persons, _FAMILY_RATE)
    owners = companies[rng.random(len(companies)) < 0.35]
    by = persons[np.searchsorted(persons, owners).clip(0, len(persons) - 1)]
    groups = _neighbours(rng, companies, 0.05)
    workers = persons[rng.random(len(persons)) < 0.06]
    firms = companies[np.searchsorted(companies, workers).clip(0, len(companies) - 1)]
    supplies = _neighbours(rng, companies, 0.08)
    owes = np.flatnonzero((SIDES[h.product] == ASSET) & (c.segment[h.customer] >= PERSONS))
    secured = owes[rng.random(len(owes)) < _GUARANTEE_RATE]
    guarantor = persons[np.searchsorted(persons, h.customer[secured]).clip(0, len(persons) - 1)]
    pairs = [spouses, (by, owners), groups, (workers, firms), supplies, (guarantor, h.customer[secured])]
    _links(to, span, c, pairs)
    partner = np.full(size, -1)
    partner[spouses[0]] = spouses[1]
    _parties(to, rng, c, h, partner, secured, guarantor)


def _neighbours(rng: np.random.Generator, among: Ints, rate: float) -> tuple[Ints, Ints]:
    """Return pairs of customers that follow one another, no customer in two pairs."""
    firsts = np.arange(0, len(among) - 1, 2)
    firsts = firsts[rng.random(len(firsts)) < rate * 2]
    return among[firsts], among[firsts + 1]


def _links(to: Delivery, span: Span, c: Clients, pairs: list[tuple[Ints, Ints]]) -> None:
    rng = span.stream("links")
    start = np.concatenate([p[0] for p in pairs])
    end = np.concatenate([p[1] for p in pairs])
    kind = np.repeat(np.arange(len(pairs)), [len(p[0]) for p in pairs])
    first = np.unique(np.stack([start, end, kind]), axis=1, return_index=True)[1]
    keep = np.sort(first[start[first] != end[first]])
    start, end, kind = start[keep], end[keep], kind[keep]
    share = np.where(kind == 1, 0.3 + 0.7 * rng.random(len(kind)), 0.51 + 0.49 * rng.random(len(kind)))
    key = ids(np.arange(len(c)))
    to.write(
        "links",
        {
            "from_id": columns.taken(key, start),
            "to_id": columns.taken(key, end),
            "kind": columns.chosen(_KINDS, kind),
            "share": columns.fraction(share, 2, (kind == 1) | (kind == 2)),
            "from_on": columns.day(np.maximum(c.opened[start], c.opened[end])),
        },
    )


def _parties(
    to: Delivery, rng: np.random.Generator, c: Clients, h: Holdings, partner: Ints, secured: Ints, guarantor: Ints
) -> None:
    """Write both holders of joint accounts with shares that add up to one, signatories and guarantors."""
    shared = np.isin(h.product, [catalogue.PLACE[code] for code in ("P101", "P113", "P114", "P151")])
    joint = np.flatnonzero(shared & (partner[h.customer] >= 0) & (rng.random(len(h)) < _JOINT_RATE))
    part: Floats = np.where(rng.random(len(joint)) < 0.7, 0.5, 0.6)
    till = np.flatnonzero(h.product == catalogue.PLACE["C101"])
    till = till[rng.random(len(till)) < 0.3]
    persons = np.flatnonzero(c.persons)
    signs = persons[np.searchsorted(persons, h.customer[till]).clip(0, len(persons) - 1)]
    account = np.concatenate([joint, joint, till, secured])
    who = np.concatenate([h.customer[joint], partner[h.customer[joint]], signs, guarantor])
    role = np.repeat([0, 0, 1, 2], [len(joint), len(joint), len(till), len(secured)])
    share = np.concatenate([part, 1.0 - part, np.zeros(len(till) + len(secured))])
    order = np.lexsort((who, role, account))
    account, who, role, share = account[order], who[order], role[order], share[order]
    to.write(
        "account_parties",
        {
            "account_id": columns.taken(account_ids(np.arange(len(h))), account),
            "customer_id": columns.taken(ids(np.arange(len(c))), who),
            "role": columns.chosen(("holder", "signatory", "guarantor"), role),
            "share": columns.fraction(share, 2, role == 0),
        },
    )
