"""The transaction of a load (装载事务), in a thread of its own so that a first load need not leave the book to its end.

Rows of a table that is still empty are written beside the checks, since nobody can be waiting for them; all others come
at the end, so that nobody waits longer than must be. Nobody sees any of it before the one commit, and what breaks off
is undone whole.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress

import psycopg
from django.db import DatabaseError, InterfaceError, connection

from guanxi.guard import reach
from guanxi.intake import lock
from guanxi.intake.limits import BOOK
from guanxi.intake.projection import Copy, put
from guanxi.kit.refusals import Stopped

PAUSE_SECONDS = 0.5


class Booking:
    """The transaction, open while the block of ``beside`` runs."""

    def __init__(self, pool: ThreadPoolExecutor | None) -> None:
        self._pool = pool
        self._left = ExitStack()
        self._is_open = self._is_stopping = False
        self._early: dict[str, Future[bool]] = {}
        self._doing: psycopg.Connection[object] | None = None

    def early(self, name: str, prepared: Callable[[], Copy]) -> None:
        """Bring in a table of the book now, if it is empty; ``prepared`` is called in the thread of the transaction."""
        if self._pool is not None and name not in self._early:
            self._early[name] = self._pool.submit(self._bring, name, prepared)

    def brought(self, waiting: Callable[[], None]) -> set[str]:
        """Wait for what is brought in and return its names; ``waiting`` is called meanwhile and may raise to stop."""
        left = set(self._early.values())
        while left:
            waiting()
            left = wait(left, timeout=PAUSE_SECONDS).not_done
        return {name for name, future in self._early.items() if future.result()}

    def end(self, work: Callable[[], None]) -> None:
        """Do the rest of the transaction and commit it."""
        if self._pool is None:
            with _transaction():
                work()
        else:
            lock.require()
            self._pool.submit(self._finish, work).result()

    def undo(self) -> None:
        """Give up whatever is not committed, without waiting for a long statement."""
        self._is_stopping = True
        for future in self._early.values():
            future.cancel()
        if self._pool is not None:
            doing = self._doing
            if doing is not None:
                with suppress(psycopg.Error):
                    doing.cancel_safe()
            self._pool.submit(self._leave).result()

    def _bring(self, name: str, prepared: Callable[[], Copy]) -> bool:
        self._open()
        if BOOK[name]._default_manager.exists():
            return False
        copy = prepared()
        if self._is_stopping:
            raise Stopped
        self._doing = connection.connection
        try:
            put(copy)
        finally:
            self._doing = None
        return True

    def _open(self) -> None:
        if not self._is_open:
            self._left.enter_context(_transaction())
            self._is_open = True

    def _finish(self, work: Callable[[], None]) -> None:
        self._open()
        work()
        self._is_open = False
        self._left.close()

    def _leave(self) -> None:
        # a connection that broke has been undone by the database
        with suppress(DatabaseError, InterfaceError):
            if self._is_open:
                self._is_open = False
                self._left.__exit__(Stopped, Stopped(), None)
        connection.close()


@contextmanager
def beside() -> Iterator[Booking]:
    """Open the transaction of a load for a block; inside a transaction of the caller it is part of that one."""
    if connection.in_atomic_block:
        yield Booking(None)
        return
    with ThreadPoolExecutor(1, thread_name_prefix="booking") as pool:
        booking = Booking(pool)
        try:
            yield booking
        finally:
            booking.undo()


@contextmanager
def _transaction() -> Iterator[None]:
    with reach.system():
        lock.hold_to_commit()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL guanxi.loading = 'on'")
            # the search index of customers takes entries in larger batches
            cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
            cursor.execute("SET LOCAL work_mem = '256MB'")
            # it waits for the checks, however long they take
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            # a long statement notices that its process has died
            cursor.execute("SET LOCAL client_connection_check_interval = '1s'")
        yield
