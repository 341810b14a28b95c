"""One load at a time (装载互斥): a lock the database gives back by itself when a process dies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, connection

from guanxi.intake.refusals import AnotherLoad

KEY = 7_301_946_201


@contextmanager
def held() -> Iterator[None]:
    """Hold the lock for a block, or refuse."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
        row = cursor.fetchone()
    if not (row and row[0]):
        raise AnotherLoad
    try:
        yield
    finally:
        _release()


def _release() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
    except (DatabaseError, InterfaceError):
        # the connection is broken, and the lock went with it
        connection.close()
