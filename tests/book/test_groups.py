"""Groups on the customer page: members within the reach, and totals that tell no single customer outside it."""

import pytest
from django.test import Client

from guanxi.book import groups
from guanxi.book.customers import Customer
from guanxi.book.groups import Group, GroupMember
from guanxi.guard import reach
from tests.cast import LittleBank, reached


def written(bank: LittleBank, numbers: list[str]) -> None:
    plain = dict.fromkeys(("deposit_average", "loan_average", "profit_prior", "capital_average"), 0)
    with reach.system():
        Group.objects.create(
            run=bank.run,
            group_id=numbers[0],
            members=len(numbers),
            parts=len(numbers),
            profit_12m=len(numbers),
            **plain,
        )
        GroupMember.objects.bulk_create(
            GroupMember(run=bank.run, group_id=numbers[0], customer_id=n, is_member=1, share_rate=1, profit_12m=1)
            for n in numbers
        )


def seen_by(bank: LittleBank, person: object, number: str) -> groups.Told | None:
    with reach.acting(person):  # type: ignore[arg-type]
        return groups.of(person, bank.run, Customer.objects.get(pk=number))  # type: ignore[arg-type]


def split(bank: LittleBank) -> tuple[list[str], list[str]]:
    """Return the customers Li reaches, and those she does not."""
    mine = reached(bank.li)
    return sorted(mine), sorted(reached(bank.sun) - mine)


@pytest.mark.parametrize("outside", [0, 1, 2, 3])
def test_the_total_is_shown_when_none_or_at_least_three_are_outside_the_reach(bank: LittleBank, outside: int) -> None:
    mine, others = split(bank)
    written(bank, [*mine[:2], *others[:outside]])
    told = seen_by(bank, bank.li, mine[0])
    assert told is not None and len(told.members) == 2 and told.seen == 2
    assert (told.total is not None) == (outside in (0, 3))
    with reach.acting(bank.li):
        # the database itself keeps the rule
        assert Group.objects.count() == (1 if outside in (0, 3) else 0)
        assert GroupMember.objects.count() == 2
    whole = seen_by(bank, bank.analyst, mine[0])
    assert whole is not None and whole.total is not None and len(whole.members) == 2 + outside


def test_a_customer_without_a_group_has_none(bank: LittleBank) -> None:
    mine, _ = split(bank)
    assert seen_by(bank, bank.li, mine[0]) is None


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "集团合计"), ("en", "total of the whole group")])
def test_the_customer_page_tells_the_group_and_why_a_total_is_withheld(
    bank: LittleBank, client: Client, language: str, words: str
) -> None:
    mine, others = split(bank)
    written(bank, [mine[0], mine[1], others[0]])
    bank.li.language = language
    bank.li.save(update_fields=["language"])
    client.force_login(bank.li)
    page = client.get(f"/customers/{mine[0]}/").content.decode()
    assert words in page
    with reach.system():
        hidden = Customer.objects.get(pk=others[0]).name
    assert hidden not in page
