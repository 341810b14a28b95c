"""What a full disk or a lost database looks like, told as a refusal (磁盘已满、数据库中断)."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from django.db import InterfaceError, OperationalError

from guanxi.intake.refusals import DatabaseGone, NoRoom

_FULL = ("no space left", "disk full", "failed to offload", "temp_directory", "could not extend file")


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn faults of disk and database inside a block into refusals; nothing of a load was made current."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoom(folder=folder) from error
        raise
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        if is_full(str(error)):
            raise NoRoom(folder=folder) from error
        raise
    except (OperationalError, InterfaceError) as error:
        if is_full(str(error)):
            raise NoRoom(folder=folder) from error
        raise DatabaseGone from error


def is_full(text: str) -> bool:
    """Tell whether a message speaks of a full disk."""
    return any(sign in text.lower() for sign in _FULL)
