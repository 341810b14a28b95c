"""One load at a time (装载互斥): locks the database gives back by itself when a process dies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from guanxi.intake.refusals import AnotherLoad

KEY = 7_301_946_201
#: Held by the transaction of a load, which may outlive the connection that holds ``KEY`` by a moment.
TRANSACTION = KEY + 1
#: How long a load waits for the session of one that died, which the database may not have noticed yet, and for its
#: transaction to be undone.
PATIENCE, WAIT = "2s", "30s"
NOT_AVAILABLE = "55P03"
_HELD = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() "
    "AND (classid::bigint << 32) | objid::bigint = %s)"
)


@contextmanager
def held() -> Iterator[None]:
    """Hold the lock for a block, or refuse."""
    if not _taken("pg_advisory_lock", KEY, PATIENCE):
        raise AnotherLoad
    try:
        if not _taken("pg_advisory_xact_lock", TRANSACTION, WAIT):
            raise AnotherLoad
        yield
    finally:
        _release()


def require() -> None:
    """Refuse to go on when the connection that held the lock was lost and another took its place."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [KEY])
        row = cursor.fetchone()
    if not (row and row[0]):
        raise OperationalError("the lock of the load is lost")


def hold_to_commit() -> None:
    """Let no other load begin before the running transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TRANSACTION])


def _taken(lock: str, key: int, patience: str) -> bool:
    """Take a lock within a while; one of the transaction is given back at once, as it was only waited for."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])
            cursor.execute(f"SELECT {lock}(%s)", [key])
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != NOT_AVAILABLE:
            raise
        return False
    return True


def _release() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
    except (DatabaseError, InterfaceError):
        # the connection is broken, and the lock went with it
        connection.close()
