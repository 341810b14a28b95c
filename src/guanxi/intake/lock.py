"""One load at a time (装载互斥): locks the database gives back by itself when a process dies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from guanxi.intake.refusals import AnotherLoad

KEY = 7_301_946_201
#: Held by the transaction of a load, which may outlive the connection that holds ``KEY`` by a moment.
TRANSACTION = KEY + 1
WAIT = "30s"
_HELD = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() "
    "AND (classid::bigint << 32) | objid::bigint = %s)"
)


@contextmanager
def held() -> Iterator[None]:
    """Hold the lock for a block, or refuse."""
    if not _asked("SELECT pg_try_advisory_lock(%s)"):
        raise AnotherLoad
    try:
        _wait_for_the_last()
        yield
    finally:
        _release()


def require() -> None:
    """Refuse to go on when the connection that held the lock was lost and another took its place."""
    if not _asked(_HELD):
        raise OperationalError("the lock of the load is lost")


def hold_to_commit() -> None:
    """Let no other load begin before the running transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TRANSACTION])


def _asked(sql: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, [KEY])
        row = cursor.fetchone()
    return bool(row and row[0])


def _wait_for_the_last() -> None:
    """Wait until the transaction of a load whose process died is undone."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT])
            hold_to_commit()
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != "55P03":
            raise
        raise AnotherLoad from error


def _release() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
    except (DatabaseError, InterfaceError):
        # the connection is broken, and the lock went with it
        connection.close()
