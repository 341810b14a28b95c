"""Checks against the contracts, done as whole tables: one pass for good files, a second look for the others (校验)."""

from guanxi.intake.checks.content import check
from guanxi.intake.checks.job import COPY_OPTIONS, Job, Known, Outcome
from guanxi.intake.checks.picks import Pick, Writing

__all__ = ["COPY_OPTIONS", "Job", "Known", "Outcome", "Pick", "Writing", "check"]
