"""Why? of groups and moves: totals only where they may be shown, parts by share, moves by the rules of their day."""

import html
from datetime import date

from django.http import HttpResponse
from django.test import Client

from guanxi.book.groups import Group, GroupMember
from guanxi.desk.moves import Move
from guanxi.guard import reach
from tests.cast import LittleBank, reached


def text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def grouped(bank: LittleBank, members: list[str], stake: str) -> None:
    plain = dict.fromkeys(("deposit_average", "loan_average", "profit_prior", "capital_average"), 0)
    whole = {"group_id": "G1", "members": len(members), "parts": len(members) + 1, "profit_12m": 777}
    with reach.system():
        Group.objects.create(run=bank.run, **whole, **plain)
        parts = [(number, 1, 1.0, 100) for number in members] + [(stake, 0, 0.3, 12)]
        for number, is_member, rate, profit in parts:
            GroupMember.objects.create(
                run=bank.run, group_id="G1", customer_id=number, is_member=is_member, share_rate=rate, profit_12m=profit
            )


def test_the_groups_profit_is_told_with_its_parts_and_a_stake_with_its_share(bank: LittleBank, client: Client) -> None:
    mine = sorted(reached(bank.chen))
    grouped(bank, mine[:2], mine[2])
    bank.chen.language = "en"
    bank.chen.save(update_fields=["language"])
    client.force_login(bank.chen)
    page = text(client.get(f"/customers/{mine[0]}/"))
    for address in ("groups.profit_12m/", "groups.members/", "groups.deposit_average/"):
        assert f"/customers/{mine[0]}/group/why/{address}" in page
    why = text(client.get(f"/customers/{mine[0]}/group/why/groups.profit_12m/"))
    assert "777.00" in why and "Share that makes a group" in why and "version 1" in why and "Day end no." in why
    stake = f"/customers/{mine[2]}/group/why/group_members.profit_12m/?group=G1"
    assert stake in page
    assert "12.00" in text(client.get(stake)) and "30.0 %" in text(client.get(stake))


def test_a_total_that_would_tell_a_customer_outside_and_a_group_of_others_are_not_there(
    bank: LittleBank, client: Client
) -> None:
    mine, others = sorted(reached(bank.li)), sorted(reached(bank.sun) - reached(bank.li))
    grouped(bank, [mine[0], others[0]], mine[1])
    client.force_login(bank.li)
    base = f"/customers/{mine[0]}/group/why"
    assert client.get(f"{base}/groups.profit_12m/").status_code == 404
    assert client.get(f"{base}/group_members.profit_12m/?group=G1").status_code == 200
    assert client.get(f"{base}/group_members.profit_12m/?group=G2").status_code == 404
    assert client.get(f"{base}/groups.nonsense/").status_code == client.get(f"{base}/profit_12m/").status_code == 404
    assert client.get(f"/customers/{others[0]}/group/why/group_members.profit_12m/?group=G1").status_code == 404


def test_a_move_is_told_by_the_rules_of_its_day_and_leads_to_what_it_is_made_of_today(
    bank: LittleBank, client: Client
) -> None:
    with reach.system():
        moves = [
            Move.objects.create(
                customer_id=number, unit_id="B1", owner_id="S01", what=what, before=before, after=after,
                as_of=date(2026, 5, 31), run_id=3,
            )
            for number, what, before, after in (("C01", "level", "3", "4"), ("C02", "tier", "small", "mid"))
        ]  # fmt: skip
    bank.chen.language = "en"
    bank.chen.save(update_fields=["language"])
    client.force_login(bank.chen)
    address = f"/customers/C01/moves/{moves[0].pk}/why/"
    assert address in text(client.get("/customers/C01/history/"))
    page = text(client.get(address))
    for words in ("level 3: more", "level 4: frequent", "Rules of the level", "Found by day end no. 3", "31 May 2026"):
        assert words in page
    assert "/customers/C01/why/level/" in page and "Rules of the grade" not in page
    assert client.get(f"/customers/C01/moves/{moves[1].pk}/why/").status_code == 404
    client.force_login(bank.wang)
    assert client.get(address).status_code == 404
