"""What stands around the figures of the little bank: work list, contacts, a load and its quarantine."""

from datetime import UTC, date, datetime
from typing import Any

from guanxi.book.figures import Run
from guanxi.desk.contacts import Contact
from guanxi.desk.worklist import WorkItem
from guanxi.intake.loads import Load, LoadedFile, Rejected
from tests.cast_customers import CUSTOMERS

# customer, kind, reason, subject, stake, chance, urgency, due, evidence (money in minor units)
ITEMS: tuple[tuple[str, str, str, str, int, float, float, date, dict[str, Any]], ...] = (
    ("C01", "keep", "profit_falling", "", 645_000, 0.5, 1.4, date(2026, 7, 10),
     {"profit_12m": 223_300_000, "profit_prior": 286_300_000, "fall_rate": 0.22}),
    ("C01", "mature", "maturing", "A0102", 600_000, 0.6, 1.8, date(2026, 7, 15),
     {"account_id": "A0102", "product_id": "D20", "matures_on": "2026-07-15", "balance": 4_000_000_000}),
    ("C02", "grow", "level_step", "", 412_000, 0.3, 0.8, date(2026, 7, 31), {"level": 4, "level_step": "main_bank"}),
    ("C03", "review", "no_contact", "", 120_000, 0.3, 0.9, date(2026, 7, 5),
     {"grade": "priority", "last_contact_on": "2026-05-20", "days": 41, "cadence_days": 30}),
    ("C04", "mature", "maturing", "A0402", 21_000, 0.6, 1.2, date(2026, 8, 1),
     {"account_id": "A0402", "product_id": "D20", "matures_on": "2026-08-01", "balance": 150_000_000}),
    ("C07", "keep", "large_outflow", "", 364_000, 0.4, 2.0, date(2026, 6, 28),
     {"outflow_1m": 320_000_000, "deposit_average": 2_600_000_000}),
    ("C07", "grow", "dormant_balance", "A0701", 260_000, 0.4, 0.7, date(2026, 7, 31),
     {"account_id": "A0701", "balance": 2_580_000_000, "quiet_months": 4}),
    ("C11", "keep", "loss_maker", "", 488_600, 0.35, 1.1, date(2026, 7, 15),
     {"profit_12m": -48_860_000, "loan_average": 6_000_000_000, "expected_loss_12m": 142_000_000}),
    ("C10", "grow", "level_step", "", 33_000, 0.3, 0.6, date(2026, 7, 31), {"level": 4, "level_step": "main_bank"}),
)  # fmt: skip


def fill(run: Run) -> None:
    """Write all of it."""
    _fill_work_list(run)
    _fill_contacts()
    _fill_loads()


def _fill_work_list(run: Run) -> None:
    owners = {c.number: c for c in CUSTOMERS}
    WorkItem.objects.bulk_create(
        WorkItem(
            customer_id=customer,
            unit_id=owners[customer].unit,
            owner_id=owners[customer].owner,
            deputy_id=owners[customer].deputy,
            kind=kind,
            reason=reason,
            subject=subject,
            stake=stake,
            chance=chance,
            urgency=urgency,
            score=stake * chance * urgency,
            due_on=due_on,
            evidence=evidence,
            first_run_id=run.pk,
        )
        for customer, kind, reason, subject, stake, chance, urgency, due_on, evidence in ITEMS
    )


def _fill_contacts() -> None:
    Contact.objects.bulk_create(
        Contact(
            customer_id=c.number,
            unit_id=c.unit,
            owner_id=c.owner,
            deputy_id=c.deputy,
            staff_id=c.owner,
            staff_name=name,
            on=c.last_contact_on or date(2026, 1, 1),
            channel="visit" if c.kind == "company" else "phone",
            started_by="bank",
            outcome="progress",
            minutes=45,
            note="客户关注贷款利率,约定下月再谈。",
            logged_at=datetime(2026, 5, 20, 9, tzinfo=UTC),
        )
        for c, name in zip(CUSTOMERS[:3], ("陈立", "陈立", "陈立"), strict=True)
    )


def _fill_loads() -> None:
    load = Load.objects.create(
        delivery="deliveries/2026-06",
        mapping="demo",
        state=Load.State.TAKEN,
        ended_at=datetime(2026, 7, 1, 1, tzinfo=UTC),
        started_by="administrator",
        step="taken",
        done_rate=1,
        rows_read=33,
        rows_accepted=30,
        rows_quarantined=3,
    )
    for name, contract, period, read, quarantined in (
        ("units.csv", "units", "", 3, 0),
        ("customers.csv", "customers", "", 15, 2),
        ("balances-2026-06.csv", "balances", "2026-06", 15, 1),
    ):
        LoadedFile.objects.create(
            load=load,
            name=name,
            contract=contract,
            period=period,
            checksum=f"{read:064x}",
            rows_read=read,
            rows_accepted=read - quarantined,
            rows_quarantined=quarantined,
        )
    rows: tuple[tuple[str, str, int, str, str, str, dict[str, str], dict[str, str]], ...] = (
        ("customers.csv", "customers", 9, "opened_on", "no_such_day", "2026-02-30", {},
         {"customer_id": "C90", "kind": "person", "name": "王五", "unit_id": "B1", "opened_on": "2026-02-30"}),
        ("customers.csv", "customers", 12, "owner_id", "refers", "S99", {"other": "Staff", "other_zh": "员工"},
         {"customer_id": "C91", "kind": "company", "name": "南山实业", "unit_id": "B2", "owner_id": "S99",
          "opened_on": "2024-01-05"}),
        ("balances-2026-06.csv", "balances", 4, "average_balance", "money", "1,2x4,000", {},
         {"account_id": "A9999", "period": "2026-06", "average_balance": "1,2x4,000", "end_balance": "0"}),
    )  # fmt: skip
    for file, contract, line, column, rule, masked, facts, row in rows:
        Rejected.objects.create(
            load=load,
            file=file,
            contract=contract,
            line=line,
            column=column,
            rule=rule,
            masked=masked,
            facts=facts,
            row=row,
        )
    Load.objects.create(
        delivery="deliveries/2026-05-again",
        mapping="demo",
        state=Load.State.REFUSED,
        ended_at=datetime(2026, 6, 2, 1, tzinfo=UTC),
        started_by="administrator",
        step="checking",
        refusals=[
            {
                "en": "The file balances-2026-05.csv has no column end_balance.",
                "zh": "文件 balances-2026-05.csv 缺少列 end_balance。",
            }
        ],
    )
