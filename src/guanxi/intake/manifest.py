"""Which Parquet files of the store are current (数据清单). Only what is named here exists for the engine."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import models, transaction

from guanxi.contracts.layout import Part
from guanxi.intake.loads import Load, StorePart


def store() -> Path:
    """Return the root of the store."""
    return Path(settings.GUANXI_DATA) / "store"


def scratch() -> Path:
    """Return the folder for work in hand."""
    return Path(settings.GUANXI_DATA) / "scratch"


def parts() -> list[Part]:
    """Return the current parts, paths relative to the store's root."""
    found = StorePart.objects.order_by("contract", "period", "path")
    return [Part(p.contract, p.period, p.path, p.rows) for p in found]


@transaction.atomic
def adopt(parts: Sequence[Part], *, load: Load | None = None, checksums: Sequence[str] = ()) -> None:
    """Make parts current in place of those of the same contract and period.

    What a delivery brought and what we made ourselves (``load`` is ``None``: customer months, our own visits) never
    replace one another.
    """
    for contract, period in sorted({(p.contract, p.period) for p in parts}):
        _kin(load).filter(contract=contract, period=period).delete()
    add(parts, load=load, checksums=checksums)


def add(parts: Sequence[Part], *, load: Load | None, checksums: Sequence[str] = ()) -> None:
    """Make parts current beside those there are."""
    StorePart.objects.bulk_create(
        StorePart(contract=p.contract, period=p.period, path=p.path, rows=p.rows, checksum=checksum, load=load)
        for p, checksum in zip(parts, checksums or [""] * len(parts), strict=True)
    )


def delivered(contract: str) -> list[StorePart]:
    """Return the current parts of a contract that deliveries brought."""
    return list(StorePart.objects.filter(contract=contract, load__isnull=False).order_by("period", "path"))


def _kin(load: Load | None) -> models.QuerySet[StorePart]:
    return StorePart.objects.filter(load__isnull=load is None)


def assumed() -> list[dict[str, str]]:
    """Return what the mappings behind the current parts assumed, in both languages, each said once."""
    loads = Load.objects.filter(storepart__isnull=False).exclude(assumed=[]).distinct().order_by("pk")
    said = {words["en"]: words for texts in loads.values_list("assumed", flat=True) for words in texts}
    return list(said.values())
