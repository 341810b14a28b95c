"""Day ends in the background: asked for once, done by the worker, stopped on request."""

from datetime import date

import pytest
from procrastinate.contrib.django import app

from guanxi.book.figures import Run
from guanxi.dayend import jobs
from guanxi.dayend.refusals import AlreadyWaiting, NothingToStop
from guanxi.guard import reach
from guanxi.guard.trail import Entry
from guanxi.kit.refusals import NotAllowed
from tests.cast import LittleBank
from tests.dayend.conftest import Engine

AS_OF = date(2026, 7, 31)


def work() -> None:
    """Do what waits, as the worker does, and come back."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_the_worker_does_what_was_asked_for(committed_bank: LittleBank, hand_over: Engine) -> None:
    jobs.start(as_of=AS_OF, by=committed_bank.analyst)
    assert [job.as_of for job in jobs.waiting()] == [AS_OF]
    work()
    assert jobs.waiting() == []
    assert Run.objects.get(is_current=True).as_of == AS_OF
    with reach.system():
        assert Entry.objects.filter(verb="run.started", person_name="analyst").exists()


def test_a_second_request_is_refused_while_one_waits(committed_bank: LittleBank) -> None:
    jobs.start(as_of=AS_OF, by=committed_bank.analyst)
    with pytest.raises(AlreadyWaiting):
        jobs.start(as_of=AS_OF, by=committed_bank.administrator)


def test_a_waiting_run_is_stopped_and_never_done(committed_bank: LittleBank, hand_over: Engine) -> None:
    jobs.start(as_of=AS_OF, by=committed_bank.analyst)
    jobs.stop(by=committed_bank.analyst)
    work()
    assert Run.objects.get(is_current=True).pk == committed_bank.run.pk
    with pytest.raises(NothingToStop):
        jobs.stop(by=committed_bank.analyst)


def test_only_who_may_start_runs_starts_or_stops_them(committed_bank: LittleBank) -> None:
    for person in (committed_bank.chen, committed_bank.li, committed_bank.auditor):
        with pytest.raises(NotAllowed):
            jobs.start(as_of=AS_OF, by=person)
        with pytest.raises(NotAllowed):
            jobs.stop(by=person)
