"""Folders that wait to be taken (待装载交付): below ``deliveries`` of the data folder, and nowhere else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.kit.refusals import NotFound, Refused
from guanxi.kit.words import Words

NAME = re.compile(r"[^\w.\-]+")
MAPPINGS = (".yaml", ".yml")
MEGABYTE = 2**20


class NothingSent(Refused):
    """An upload needs a file."""

    words = Words("No file was sent. Choose at least one.", "没有上传文件，请至少选择一个。")


class TooLarge(Refused):
    """More than the setting allows; large deliveries are put into the folder."""

    status = 413
    words = Words(
        "The files are {size_mb} MB together, more than the {limit_mb} MB allowed here. "
        "Put large deliveries into the deliveries folder of the server.",
        "文件合计 {size_mb} MB，超过此处允许的 {limit_mb} MB。大批量交付请直接放入服务器的 deliveries 目录。",
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    """A folder with its files."""

    name: str
    files: int
    size: int
    changed_at: float


def root() -> Path:
    """Return the folder of all deliveries."""
    return Path(settings.GUANXI_DATA) / "deliveries"


def waiting() -> list[Delivery]:
    """Return the folders there are, the newest first."""
    folders = [path for path in root().iterdir() if path.is_dir()] if root().is_dir() else []
    return sorted((_delivery(path) for path in folders), key=lambda found: -found.changed_at)


def mappings() -> list[str]:
    """Return the mapping files there are, as paths below the data folder."""
    data = Path(settings.GUANXI_DATA)
    found = [path for path in (data / "mappings").glob("*") if path.suffix in MAPPINGS]
    return sorted(str(path.relative_to(data)) for path in found)


def folder(name: str) -> Path:
    """Return a delivery's folder; anything that is not right below ``deliveries`` does not exist."""
    path = root() / name
    if not name or path.resolve().parent != root().resolve() or not path.is_dir():
        raise NotFound
    return path


def mapping(name: str) -> Path | None:
    """Return a mapping file by its path below the data folder; nothing when none was named."""
    if not name:
        return None
    if name not in mappings():
        raise NotFound
    return Path(settings.GUANXI_DATA) / name


def store(files: "Iterable[UploadedFile[Any]]", *, by: Person, at: datetime) -> str:
    """Write uploaded files into a new delivery and return its name."""
    reach.require(by, Action.TAKE_LOAD)
    sent = list(files)
    if not sent:
        raise NothingSent
    size = sum(file.size or 0 for file in sent)
    if size > settings.GUANXI_UPLOAD_MB * MEGABYTE:
        raise TooLarge(size_mb=size // MEGABYTE + 1, limit_mb=settings.GUANXI_UPLOAD_MB)
    name = f"{at:%Y-%m-%d-%H%M%S}-{NAME.sub('-', by.username)}"
    place = root() / name
    place.mkdir(parents=True)
    for file in sent:
        plain = NAME.sub("-", Path(file.name or "file").name).lstrip(".") or "file"
        with (place / plain).open("xb") as out:
            for chunk in file.chunks():
                out.write(chunk)
    return name


def _delivery(path: Path) -> Delivery:
    facts = [file.stat() for file in path.iterdir() if file.is_file()]
    return Delivery(path.name, len(facts), sum(fact.st_size for fact in facts), path.stat().st_mtime)
