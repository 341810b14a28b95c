"""The little bank (小银行), the one cast of all tests: a head office, two branches, three managers, a dozen
named customers, and one published run with everything the pages show.

``fill`` writes it under the system's role; ``LittleBank`` names who is who, so that a test reads like a story.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from guanxi.book import search
from guanxi.book.accounts import Account, Product
from guanxi.book.customers import Customer, Link
from guanxi.book.figures import Run
from guanxi.book.units import Staff, Unit
from guanxi.guard import reach
from guanxi.guard.people import Person
from tests import cast_figures, cast_records
from tests.cast_customers import ACCOUNTS, CUSTOMERS, LINKS, PRODUCTS

AS_OF = date(2026, 6, 30)
PASSWORD = "guanxi-demo"

UNITS = (
    ("HQ", None, "华光银行总行", "bank", "/HQ/", 0),
    ("B1", "HQ", "东城支行", "sub_branch", "/HQ/B1/", 1),
    ("B2", "HQ", "西城支行", "sub_branch", "/HQ/B2/", 1),
)
# login, staff number, name, unit, role, language
PEOPLE = (
    ("chen", "S01", "陈立", "B1", "relationship_manager", "zh-hans"),
    ("zhou", "S02", "周敏", "B1", "relationship_manager", "zh-hans"),
    ("wang", "S03", "Wang Jun", "B2", "relationship_manager", "en"),
    ("li", "S04", "李红", "B1", "supervisor", "zh-hans"),
    ("zhao", "S05", "赵强", "B2", "supervisor", "zh-hans"),
    ("sun", "S06", "孙伟", "HQ", "supervisor", "zh-hans"),
    ("analyst", "S07", "吴静", "HQ", "analyst", "zh-hans"),
    ("service", "S08", "郑洁", "B1", "service", "zh-hans"),
    ("specialist", "S09", "冯涛", "HQ", "specialist", "zh-hans"),
    ("auditor", "S10", "何平", "HQ", "auditor", "zh-hans"),
    ("administrator", "S11", "高峰", "HQ", "administrator", "zh-hans"),
)


@dataclass(frozen=True, slots=True)
class LittleBank:
    """Who is who; customers and items are looked up by number under the reach a test chooses."""

    chen: Person
    zhou: Person
    wang: Person
    li: Person
    zhao: Person
    sun: Person
    analyst: Person
    service: Person
    specialist: Person
    auditor: Person
    administrator: Person
    run: Run
    as_of: date = AS_OF
    password: str = PASSWORD

    @property
    def people(self) -> tuple[Person, ...]:
        """Return everybody, one per role and more."""
        return tuple(getattr(self, login) for login, *_ in PEOPLE)


def reached(person: Person) -> set[str]:
    """Return the numbers of the customers a person must see, worked out from the cast and not from the code."""
    unit_reach = {"supervisor", "service", "specialist"}
    if person.role in ("analyst", "auditor") or (person.role in unit_reach and person.unit_id == "HQ"):
        return {c.number for c in CUSTOMERS}
    if person.role in unit_reach:
        return {c.number for c in CUSTOMERS if c.unit == person.unit_id}
    if person.role == "relationship_manager":
        return {c.number for c in CUSTOMERS if person.staff_id in (c.owner, c.deputy)}
    return set()


def fill() -> LittleBank:
    """Write the whole cast into an empty database and return who is who."""
    with reach.system():
        _fill_bank()
        people = _fill_people()
        _fill_book()
        run = cast_figures.fill(AS_OF)
        cast_records.fill(run)
    return LittleBank(run=run, **people)  # type: ignore[arg-type]


def _fill_bank() -> None:
    Unit.objects.bulk_create(
        Unit(unit_id=number, parent_id=parent, name=name, kind=kind, region="110000", path=path, depth=depth)
        for number, parent, name, kind, path, depth in UNITS
    )
    Staff.objects.bulk_create(
        Staff(
            staff_id=number, unit_id=unit, name=name, role=role, yearly_cost=Decimal(100_000), hired_on=date(2019, 3, 1)
        )
        for _, number, name, unit, role, _ in PEOPLE
    )


def _fill_people() -> dict[str, Person]:
    secret = make_password(PASSWORD)
    made = Person.objects.bulk_create(
        Person(
            username=login,
            password=secret,
            role=role,
            staff_id=number,
            unit_id=unit,
            full_name=name,
            language=language,
        )
        for login, number, name, unit, role, language in PEOPLE
    )
    return {person.username: person for person in made}


def _fill_book() -> None:
    Product.objects.bulk_create(
        Product(product_id=number, name=name, family=family, side=side, tenor=tenor)
        for number, name, family, side, tenor in PRODUCTS
    )
    Customer.objects.bulk_create(
        Customer(
            customer_id=c.number,
            kind=c.kind,
            name=c.name,
            id_number=f"9111{c.number[1:]}0000",
            region="110000",
            industry=c.industry,
            size=c.size,
            risk_grade="AA" if c.kind == "company" else "",
            unit_id=c.unit,
            owner_id=c.owner,
            deputy_id=c.deputy,
            source=c.source,
            opened_on=c.opened_on,
            closed_on=c.closed_on,
            born_on=c.born_on,
            phone=c.phone,
            email=f"{c.number.lower()}@example.com",
            address="北京市东城区和平里1号" if c.unit == "B1" else "北京市西城区复兴门2号",
            search_grams=search.grams(c.name, c.number, c.phone),
        )
        for c in CUSTOMERS
    )
    owners = {c.number: c for c in CUSTOMERS}
    Account.objects.bulk_create(
        Account(
            account_id=number,
            customer_id=customer,
            product_id=product,
            unit_id=owners[customer].unit,
            owner_id=owners[customer].owner,
            deputy_id=owners[customer].deputy,
            currency="CNY",
            rate=rate,
            opened_on=opened_on,
            matures_on=matures_on,
            closed_on=owners[customer].closed_on,
            limit=limit,
            end_balance=balance,
        )
        for number, customer, product, rate, opened_on, matures_on, limit, balance in ACCOUNTS
    )
    Link.objects.bulk_create(
        Link(from_id=one, to_id=other, kind=kind, share=share) for one, other, kind, share in LINKS
    )
