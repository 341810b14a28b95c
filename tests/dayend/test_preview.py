"""What a version would do, computed on a copy: the effect adds up, nothing is published and nothing kept."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from guanxi.book.assumptions import AssumptionEffect, AssumptionVersion
from guanxi.book.figures import Run
from guanxi.contracts.layout import Part
from guanxi.dayend import assumptions, preview
from guanxi.dayend.refusals import NothingToStop
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.loads import StorePart
from guanxi.kit.refusals import NotAllowed
from guanxi.value import engine
from tests.cast import LittleBank
from tests.dayend.test_jobs import work
from tests.value.tiny_bank import TinyBank

AS_OF = date(2025, 12, 31)
NOW = datetime(2026, 7, 2, 9, tzinfo=UTC)


@pytest.fixture
def tiny_store(bank: LittleBank, settings: Settings, tmp_path: Path) -> list[Part]:
    """Put a tiny bank with its closed months into the store."""
    settings.GUANXI_DATA = tmp_path
    parts = TinyBank(12).write(tmp_path / "store")
    ran = engine.run(parts, as_of=AS_OF, store=tmp_path / "store", scratch=tmp_path / "first", threads=1)
    whole = [*parts, *ran.new_parts]
    with reach.system():
        StorePart.objects.all().delete()
        manifest.add(whole, load=None)
    return whole


def proposed(bank: LittleBank, topic: str, **values: Any) -> AssumptionVersion:
    named = {f"{topic}.{name}": value for name, value in values.items()}
    return assumptions.draft(topic, named, starts_on=date(2026, 7, 1), reason="what if", by=bank.analyst, on=NOW)


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def effect_of(version: AssumptionVersion) -> AssumptionEffect:
    with reach.system():
        return AssumptionEffect.objects.get(version=version)


def test_a_moved_curve_moves_profit_by_unit_and_tier_and_leaves_store_and_pages_alone(
    bank: LittleBank, tiny_store: list[Part], tmp_path: Path
) -> None:
    version, before = proposed(bank, "transfer", shift=0.01), files(tmp_path / "store")
    preview.preview(version, as_of=AS_OF)
    effect = effect_of(version)
    assert (effect.state, effect.failure) == ("done", {})
    found = effect.effect
    total = found["total"]
    assert total["customers"] == 12 and total["profit_12m_after"] != total["profit_12m"]
    for rows in (found["units"], found["tiers"]):
        for name in ("customers", "profit_12m", "profit_12m_after", "capital_average", "economic_profit_12m_after"):
            assert sum(row[name] for row in rows) == total[name]
    changes = [row["change"] for row in found["gaining"]]
    assert changes == sorted(changes, reverse=True) and all(change > 0 for change in changes)
    assert sum(row["change"] for row in (*found["gaining"], *found["losing"])) == (
        total["profit_12m_after"] - total["profit_12m"]
    )
    assert files(tmp_path / "store") == before
    assert not (tmp_path / "scratch" / f"preview-{version.pk}").exists()
    assert Run.objects.get(is_current=True).pk == bank.run.pk
    with reach.system():
        assert StorePart.objects.count() == len(tiny_store)


def test_an_assumption_of_the_snapshot_computes_no_month_again(
    bank: LittleBank, tiny_store: list[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    monthly: list[str] = []
    whole = engine.run

    def spied(*parts: Any, **rest: Any) -> Any:
        done = whole(*parts, **rest)
        monthly.extend(part.contract for part in done.new_parts)
        return done

    monkeypatch.setattr(engine, "run", spied)
    version = proposed(bank, "winning", longest_years=5)
    preview.preview(version, as_of=AS_OF)
    assert set(monthly) == {"customer_standing"}
    assert effect_of(version).effect["total"]["profit_12m_after"] == effect_of(version).effect["total"]["profit_12m"]


def test_a_stopped_preview_says_so_and_leaves_nothing(bank: LittleBank, tiny_store: list[Part], tmp_path: Path) -> None:
    version = proposed(bank, "risk", tax=0.2)
    preview.preview(version, as_of=AS_OF, is_stopped=lambda: True)
    assert effect_of(version).state == "stopped" and effect_of(version).effect == {}
    assert not (tmp_path / "scratch" / f"preview-{version.pk}").exists()


def test_what_cannot_be_computed_is_told_in_both_languages(bank: LittleBank, tiny_store: list[Part]) -> None:
    version = proposed(bank, "risk", tax=0.2)
    preview.preview(version, as_of=date(2020, 1, 1))
    assert effect_of(version).state == "failed" and set(effect_of(version).failure) == {"en", "zh"}


def test_a_preview_is_asked_for_once_stopped_once_and_only_by_analysts(bank: LittleBank) -> None:
    version = proposed(bank, "risk", tax=0.2)
    for person in bank.people:
        if person != bank.analyst:
            with pytest.raises(NotAllowed):
                preview.start(version, by=person)
    preview.start(version, by=bank.analyst)
    with pytest.raises(preview.AlreadyPreviewed):
        preview.start(version, by=bank.analyst)
    preview.stop(version, by=bank.analyst)
    with pytest.raises(NothingToStop):
        preview.stop(version, by=bank.analyst)
    assert ProcrastinateJob.objects.get(task_name=preview.TASK).status == "cancelled"


def test_effects_name_customers_and_are_read_by_those_who_see_the_whole_bank_alone(bank: LittleBank) -> None:
    version = proposed(bank, "risk", tax=0.2)
    with reach.system():
        AssumptionEffect.objects.create(version=version, as_of=AS_OF, started_at=NOW)
    for person in bank.people:
        with reach.acting(person):
            sees_all = person in (bank.analyst, bank.auditor, bank.sun, bank.specialist)
            assert AssumptionEffect.objects.count() == (1 if sees_all else 0), person.username
            with pytest.raises(DatabaseError), transaction.atomic():
                AssumptionEffect.objects.create(version=version, as_of=AS_OF, started_at=NOW)


def test_the_worker_computes_what_was_asked_for(committed_bank: LittleBank) -> None:
    version = proposed(committed_bank, "risk", tax=0.2)
    preview.start(version, by=committed_bank.analyst)
    work()
    # the little bank's store holds no balances: the worker says so in words
    assert effect_of(version).state == "failed" and effect_of(version).failure["zh"]
