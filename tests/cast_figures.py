"""What the run of the little bank published (已发布指标): worked out from the customers in plain Python.

The identities the pages rely on hold: lines add up to profit, ranks follow profit, units add up to the bank.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise

from django.db import connection

from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Acquisition, Concentration, Reconciliation, Run, Team
from tests.cast_customers import CUSTOMERS, Known

DEPOSIT_MARGIN, LOAN_MARGIN = Decimal("0.0140"), Decimal("0.0155")
CENT = Decimal("0.01")
MONTHS = 24
LINES = ("deposit_margin", "loan_margin", "fees", "serve_cost", "relationship_cost", "expected_loss")


def money(value: Decimal | float | int) -> Decimal:
    """Round to the cent."""
    return Decimal(value).quantize(CENT)


def minor(value: Decimal) -> int:
    """Return whole minor units."""
    return int(money(value) * 100)


def lines(c: Known) -> dict[str, Decimal]:
    """Return the lines of a year's profit."""
    amounts = (c.deposits * DEPOSIT_MARGIN, c.loans * LOAN_MARGIN, c.fees, c.serve_cost, c.relationship_cost)
    return {name: money(value) for name, value in zip(LINES, (*amounts, c.expected_loss), strict=True)}


def profit(c: Known) -> Decimal:
    """Return a year's profit."""
    income_and_charges = list(lines(c).values())
    return sum(income_and_charges[:3], Decimal(0)) - sum(income_and_charges[3:], Decimal(0))


def before(c: Known) -> dict[str, Decimal]:
    """Return the lines of the year before; ``growth`` is this year over last."""
    factor = Decimal(str(c.growth)) or Decimal(1)
    return {name: money(value / factor) for name, value in lines(c).items()}


def months(c: Known, yearly: Decimal, *, is_flow: bool) -> list[int]:
    """Return 24 months in minor units that lead from last year's height to this year's."""
    now, past = yearly, yearly / (Decimal(str(c.growth)) or Decimal(1))
    part = 12 if is_flow else 1
    return [minor((past + (now - past) * i / (MONTHS - 1)) / part) for i in range(MONTHS)]


def fill(as_of: date) -> Run:
    """Write one current run and all it published."""
    moment = datetime(as_of.year, as_of.month, as_of.day, 22, tzinfo=UTC)
    run = Run.objects.create(
        as_of=as_of,
        slot=0,
        state=Run.State.PUBLISHED,
        ended_at=moment,
        published_at=moment,
        is_current=True,
        step="published",
        done_rate=1,
        counts={"customers": len(CUSTOMERS), "suggestions": 8},
        seconds={"engine": 2.4, "publish": 0.6},
        assumptions={"levels": "2026-01-01", "tiers": "2026-01-01", "grades": "2026-01-01"},
    )
    Run.objects.filter(pk=run.pk).update(started_at=moment - timedelta(seconds=3))
    ranked = sorted(CUSTOMERS, key=lambda c: (-profit(c), c.number))
    CustomerFigure.objects.bulk_create(_figure(c, place + 1) for place, c in enumerate(ranked))
    scopes: list[tuple[str, str, Callable[[Known], bool]]] = [
        ("bank", "", lambda c: True),
        ("unit", "HQ", lambda c: True),
    ]
    scopes += [("unit", unit, lambda c, unit=unit: c.unit == unit) for unit in ("B1", "B2")]  # type: ignore[misc]
    scopes += [("staff", staff, lambda c, staff=staff: c.owner == staff) for staff in ("S01", "S02", "S03")]  # type: ignore[misc]
    for scope, scope_id, belongs in scopes:
        members = [c for c in CUSTOMERS if belongs(c)]
        _concentration(run, scope, scope_id, members).save()
        _team(run, scope, scope_id, members).save()
    _winning(run)
    _ledger(run, as_of)
    with connection.cursor() as cursor:
        cursor.execute("SELECT guanxi_index_figures(0)")
    return run


def _figure(c: Known, rank: int) -> CustomerFigure:
    now, prior, gain = lines(c), before(c), profit(c)
    gain_prior = money(gain / (Decimal(str(c.growth)) or Decimal(1)))
    capital = money(c.loans * Decimal("0.105"))
    wallet = money((c.deposits + c.loans) * Decimal("1.6"))
    share = round(float((c.deposits + c.loans) / wallet), 6) if wallet else None
    value = money(now["deposit_margin"] + now["loan_margin"] + now["fees"]) * 5 / 10
    return CustomerFigure(
        slot=0,
        customer_id=c.number,
        unit_id=c.unit,
        owner_id=c.owner,
        deputy_id=c.deputy,
        kind=c.kind,
        **{f"{name}_12m": amount for name, amount in now.items()},
        **{f"{name}_prior": amount for name, amount in prior.items()},
        profit_12m=gain,
        profit_prior=gain_prior,
        revenue_12m=now["deposit_margin"] + now["loan_margin"] + now["fees"],
        overhead_cost_12m=money((now["serve_cost"] + now["relationship_cost"]) * 3 / 10),
        profit_direct_12m=gain + now["relationship_cost"],
        profit_full_12m=gain - money((now["serve_cost"] + now["relationship_cost"]) * 3 / 10),
        capital_average=capital,
        economic_profit_12m=money(gain * Decimal("0.75") - capital * Decimal("0.11")),
        raroc_rate=round(float(gain * Decimal("0.75") / capital), 6) if capital else None,
        deposit_average=c.deposits,
        deposit_average_12m=c.deposits,
        deposit_average_prior=money(c.deposits / (c.growth or 1)),
        deposit_end=c.deposits,
        loan_average=c.loans,
        loan_average_12m=c.loans,
        loan_average_prior=money(c.loans / (c.growth or 1)),
        loan_end=c.loans,
        rank_number=rank,
        rank_rate=rank / len(CUSTOMERS),
        families=c.families,
        family_count=len(c.families.split()),
        account_count=max(1, len(c.families.split())) if c.families else 0,
        active_months=12 if c.families else 6,
        level=c.level,
        level_step={1: "family", 2: "family", 3: "activity", 4: "main_bank", 5: "top"}[c.level],
        potential_12m=money(wallet * Decimal("0.02")),
        tier=c.tier,
        grade=c.grade,
        wallet_amount=wallet,
        customer_share=share,
        departure="closed" if c.closed_on else "",
        departed_on=c.closed_on,
        axis_region="110000",
        axis_industry=c.industry[:1],
        axis_size=c.size,
        axis_preference="counter" if c.unit == "B2" else "mobile",
        last_contact_on=c.last_contact_on,
        contacts_12m=4 if c.last_contact_on else 0,
        outflow_1m=money(3_200_000) if c.number == "C07" else money(0),
        counter_events_12m=c.serve_cost // 900,
        events_12m=c.serve_cost // 60,
        lifetime_value_deck=money(value),
        winning_cost=money(2000),
        worth_rate=round(float(money(value) / 2000), 4),
        profit_months=months(c, gain, is_flow=True),
        deposit_months=months(c, Decimal(c.deposits), is_flow=False),
        loan_months=months(c, Decimal(c.loans), is_flow=False),
    )


def _curve(gains: list[Decimal]) -> list[list[float] | list[int]]:
    gross = sum((g for g in gains if g > 0), Decimal(0)) or Decimal(1)
    sums = accumulate(gains)
    return [[0, 0, 0]] + [
        [round((i + 1) / len(gains), 6), round(float(total / gross), 6), minor(gain)]
        for i, (gain, total) in enumerate(zip(gains, sums, strict=True))
    ]


def _shape(gains: list[Decimal]) -> dict[str, float | int | None]:
    """Return the indices of concentration of profits sorted best first."""
    gross, net = sum((g for g in gains if g > 0), Decimal(0)), sum(gains, Decimal(0))
    peak = max(accumulate(gains))
    top, bottom = max(1, round(len(gains) * 0.2)), max(1, round(len(gains) * 0.3))
    best = sum(gains[:top], Decimal(0))
    weighted = sum(((i + 1) * g for i, g in enumerate(reversed(gains))), Decimal(0))
    return {
        "customers": len(gains),
        "gross_profit": minor(gross),
        "net_profit": minor(net),
        "top20_gross_rate": float(best / gross),
        "top20_net_rate": float(best / net),
        "bottom30_loss_rate": float(-min(Decimal(0), sum(gains[-bottom:], Decimal(0))) / peak),
        "peak_net_rate": float(peak / net),
        "peak_at_rate": sum(1 for g in gains if g > 0) / len(gains),
        "gini_rate": float(2 * weighted / (len(gains) * net) - Decimal(len(gains) + 1) / len(gains)),
        "top1_rate": float(gains[0] / gross),
        "top10_customers_rate": float(sum(gains[:10], Decimal(0)) / gross),
    }


def _concentration(run: Run, scope: str, scope_id: str, members: Iterable[Known]) -> Concentration:
    known = list(members)
    gains = sorted((profit(c) for c in known), reverse=True)
    past = sorted((money(profit(c) / (Decimal(str(c.growth)) or Decimal(1))) for c in known), reverse=True)
    prior = _shape(past)
    figures = _shape(gains) | {
        "top20_gross_prior": prior["top20_gross_rate"],
        "bottom30_loss_prior": prior["bottom30_loss_rate"],
        "net_profit_prior": prior["net_profit"],
    }
    return Concentration(
        run=run,
        scope=scope,
        scope_id=scope_id,
        figures=figures,
        curve=_curve(gains),
        curve_prior=_curve(past),
        bands=_bands(known),
    )


def _bands(members: list[Known]) -> list[list[int]]:
    """Return the bands of a hundredth that hold customers, best first: count, rank of the last one, profit, lines."""
    bank = {c.number: rank + 1 for rank, c in enumerate(sorted(CUSTOMERS, key=lambda c: (-profit(c), c.number)))}
    known = sorted(members, key=lambda c: bank[c.number])
    ends = [k * len(known) // 100 for k in range(101)]
    found = []
    for first, last in pairwise(ends):
        columns = [[minor(value) for value in (profit(c), *lines(c).values())] for c in known[first:last]]
        if columns:
            found.append([last - first, bank[known[last - 1].number], *map(sum, zip(*columns, strict=True))])
    return found


def _team(run: Run, scope: str, scope_id: str, members: list[Known]) -> Team:
    def summed(of: Callable[[Known], list[int]]) -> list[int]:
        return [sum(column) for column in zip(*(of(c) for c in members), strict=True)]

    def counted(attribute: str) -> dict[str, int]:
        values = [str(getattr(c, attribute)) for c in members]
        return {value: values.count(value) for value in sorted(set(values))}

    gains = sum((profit(c) for c in members), Decimal(0))
    return Team(
        run=run,
        scope=scope,
        scope_id=scope_id,
        customers=len(members),
        departed_12m=sum(1 for c in members if c.closed_on),
        families_per_customer=sum(len(c.families.split()) for c in members) / len(members),
        customer_share=0.625,
        profit_12m=gains,
        profit_prior=sum((money(profit(c) / (Decimal(str(c.growth)) or Decimal(1))) for c in members), Decimal(0)),
        deposit_months=summed(lambda c: months(c, Decimal(c.deposits), is_flow=False)),
        loan_months=summed(lambda c: months(c, Decimal(c.loans), is_flow=False)),
        fee_months=summed(lambda c: months(c, Decimal(c.fees), is_flow=True)),
        profit_months=summed(lambda c: months(c, profit(c), is_flow=True)),
        levels=counted("level"),
        grades=counted("grade"),
        tiers=counted("tier"),
    )


def _winning(run: Run) -> None:
    """Write the deck's figures: 2,000 = 100,000 ÷ 200 × 4, worth exactly 1.00."""
    deck: dict[str, object] = {
        "yearly_cost": 30_000_000, "visits": 600, "visit_cost": 50_000, "wins": 150, "visits_per_win": 4.0,
        "winning_cost": 200_000, "campaign_cost": 1_500_000, "loaded_cost": 210_000, "lifetime_value": 200_000,
        "worth_rate": 1.0, "years": 2.0, "revenue": 1_000_000, "margin_rate": 0.1,
    }  # fmt: skip
    members = [("bank", ""), ("unit", "HQ"), ("unit", "B1"), ("unit", "B2")]
    members += [("segment", "company"), ("segment", "person"), ("source", "referral"), ("source", "walk_in")]
    Acquisition.objects.bulk_create(
        Acquisition(run=run, dimension=dimension, member=member, figures=deck) for dimension, member in members
    )


def _ledger(run: Run, as_of: date) -> None:
    period = f"{as_of:%Y-%m}"
    Reconciliation.objects.bulk_create(
        Reconciliation(
            run=run,
            period=period,
            unit_id=unit,
            line=line,
            customers=amount,
            treasury=0,
            idle=idle,
            unallocated=unallocated,
            ledger=amount + idle + unallocated + difference,
            difference=difference,
        )
        for unit in ("B1", "B2")
        for line, amount, idle, unallocated, difference in (
            ("interest_paid", Decimal("412388.17"), 0, 0, 0),
            ("interest_received", Decimal("1380211.40"), 0, 0, 0),
            ("fees", Decimal("162004.55"), 0, 0, 0),
            ("deposits", Decimal("332445000.00"), 0, 0, 0),
            ("loans", Decimal("425150000.00"), 0, 0, 0),
            ("operating_cost", Decimal("21400.00"), Decimal("6100.00"), 0, 0),
            ("staff_cost", Decimal("8333.33"), 0, Decimal("16666.67"), 0),
            ("expected_loss", Decimal("317600.00"), 0, 0, Decimal("-0.01") if unit == "B2" else 0),
        )
    )
