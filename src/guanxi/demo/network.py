"""Units and staff of the invented bank (机构与员工): a head office, branches by city, sub-branches by street.

Every sub-branch has about one relationship manager to 300 customers. Some managers visit a lot, some hardly.
"""

from dataclasses import dataclass

import numpy as np

from guanxi.demo import names
from guanxi.demo.columns import chosen, day, money
from guanxi.demo.draws import Floats, Ints, quota
from guanxi.demo.places import CITIES, STREETS
from guanxi.demo.spans import Span
from guanxi.demo.writing import Delivery

BANK = "云汀银行"
HEAD = "1000"
CUSTOMERS_PER_MANAGER = 300
PINNED = ("Wang Jun", "Emma Clarke", "李娜", "Daniel Hughes", "陈志远", "赵敏")
_HEAD_ROLES = (("analyst", 3), ("service", 2), ("specialist", 4), ("auditor", 1), ("administrator", 1))
_ORDINALS = ("", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十")


@dataclass(frozen=True)
class Network:
    """Sub-branches with their city, customers and managers; managers in the order of their sub-branches."""

    unit_ids: list[str]
    unit_names: list[str]
    unit_parents: list[str | None]
    unit_kinds: list[str]
    unit_regions: list[str]
    subs: Ints  # position of each sub-branch among the units
    cities: Ints  # city of each sub-branch
    customers: Ints  # customers of each sub-branch
    first_manager: Ints  # position of the first manager of each sub-branch, and the number of all
    staff_ids: list[str]
    staff_units: list[str]
    staff_names: list[str]
    staff_roles: list[str]
    costs: Ints
    hired: Ints
    left: Ints
    managers: int
    diligence: Floats  # visits of each manager against the usual

    @property
    def sub_ids(self) -> list[str]:
        """The numbers of the sub-branches."""
        return [self.unit_ids[place] for place in self.subs.tolist()]


def build(span: Span) -> Network:
    """Lay out the units and hire the staff."""
    rng = span.stream("network")
    branches, subs = _counts(span.customers)
    unit_ids, unit_names, kinds = [HEAD], [BANK], ["bank"]
    parents: list[str | None] = [None]
    regions = [CITIES[0][0]]
    places: list[int] = []
    cities: list[int] = []
    weights = 1.0 / (np.arange(branches) + 3.0)
    for branch, count in enumerate(quota(subs - branches, weights.tolist()) + 1):
        city = branch % len(CITIES)
        code = f"{11 + branch:02d}00" if branch < 88 else f"{100 + branch}00"
        unit_ids.append(code)
        unit_names.append(f"{CITIES[city][1]}{_ORDINALS[branch // len(CITIES)]}分行")
        kinds.append("branch")
        parents.append(HEAD)
        regions.append(CITIES[city][0])
        for sub in range(int(count)):
            street, turn = (branch * 7 + sub) % len(STREETS), sub // len(STREETS)
            places.append(len(unit_ids))
            cities.append(city)
            unit_ids.append(f"{code[:-2]}{sub + 1:02d}")
            unit_names.append(
                f"{CITIES[city][1]}{_ORDINALS[branch // len(CITIES)]}{STREETS[street]}{_ORDINALS[turn]}支行"
            )
            kinds.append("sub_branch")
            parents.append(code)
            regions.append(CITIES[city][0])
    customers = quota(span.customers, (0.7 + 0.6 * rng.random(subs)).tolist())
    managers = np.maximum(np.round(customers / CUSTOMERS_PER_MANAGER).astype(np.int64), 1)
    roles, units = _posts(unit_ids, kinds, places, managers)
    size, count = len(roles), int(managers.sum())
    people = names.persons(rng, size).to_pylist()
    people[: min(count, len(PINNED))] = PINNED[:count]
    left = np.where(np.arange(size) >= size - max(1, size // 40), span.end - rng.integers(40, 700, size=size), -1)
    hired = span.end - rng.integers(900, 7000, size=size)
    return Network(
        unit_ids, unit_names, parents, kinds, regions, np.array(places), np.array(cities), customers,
        np.concatenate([[0], np.cumsum(managers)]), [f"E{n + 1:05d}" for n in range(size)], units, people, roles,
        _costs(rng, roles), hired, left, count, _diligence(rng, count),
    )  # fmt: skip


def _counts(customers: int) -> tuple[int, int]:
    """Return branches and sub-branches: 3 and 9 at 5 000 customers, growing more slowly than the bank."""
    scale = customers / 5_000
    branches = max(1, round(3 * scale**0.45))
    return branches, max(branches, round(9 * scale**0.7))


def _posts(unit_ids: list[str], kinds: list[str], places: list[int], managers: Ints) -> tuple[list[str], list[str]]:
    """Return role and unit of every member of staff: managers first, those who have left last."""
    roles: list[str] = []
    units: list[str] = []

    def post(role: str, unit: str, times: int) -> None:
        roles.extend([role] * times)
        units.extend([unit] * times)

    for place, count in zip(places, managers.tolist(), strict=True):
        post("relationship_manager", unit_ids[place], count)
    for unit, kind in zip(unit_ids, kinds, strict=True):
        if kind in {"branch", "sub_branch"}:
            post("supervisor", unit, 1)
        if kind == "branch":
            post("service", unit, 1)
            post("specialist", unit, 1)
    for role, times in _HEAD_ROLES:
        post(role, HEAD, times)
    post("relationship_manager", unit_ids[places[0]], max(1, (len(roles) + 1) // 39))
    return roles, units


def _costs(rng: np.random.Generator, roles: list[str]) -> Ints:
    usual = {"relationship_manager": 220_000, "supervisor": 310_000, "administrator": 240_000}
    base = np.array([usual.get(role, 220_000) for role in roles], dtype=float)
    return np.round(base * (0.8 + 0.4 * rng.random(len(roles))) / 1000).astype(np.int64) * 100_000


def _diligence(rng: np.random.Generator, managers: int) -> Floats:
    """Most visit as usual, one in six hardly, one in six much."""
    turn = (np.arange(managers) * 5 + 2) % 6
    return np.where(turn == 0, 0.22, np.where(turn == 1, 1.7, 0.85 + 0.3 * rng.random(managers)))


def write(to: Delivery, net: Network) -> None:
    """Write the contracts ``units`` and ``staff``."""
    every = np.arange(len(net.unit_ids))
    parents = np.array([-1 if p is None else net.unit_ids.index(p) for p in net.unit_parents])
    to.write(
        "units",
        {
            "unit_id": chosen(net.unit_ids, every),
            "parent_id": chosen(net.unit_ids, np.maximum(parents, 0), parents >= 0),
            "name": chosen(net.unit_names, every),
            "kind": chosen(net.unit_kinds, every),
            "region": chosen(net.unit_regions, every),
        },
    )
    people = np.arange(len(net.staff_ids))
    to.write(
        "staff",
        {
            "staff_id": chosen(net.staff_ids, people),
            "unit_id": chosen(net.staff_units, people),
            "name": chosen(net.staff_names, people),
            "role": chosen(net.staff_roles, people),
            "yearly_cost": money(net.costs),
            "hired_on": day(net.hired),
            "left_on": day(net.left, net.left >= 0),
        },
    )
