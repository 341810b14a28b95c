"""Models of the guard, gathered for Django."""

from guanxi.guard.people import Person
from guanxi.guard.trail import Entry, View

__all__ = ["Entry", "Person", "View"]
