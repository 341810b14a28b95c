"""Models of the desk, gathered for Django."""

from guanxi.desk.contacts import Contact
from guanxi.desk.moves import Move
from guanxi.desk.trials import Trial
from guanxi.desk.views import SavedView
from guanxi.desk.worklist import WorkItem

__all__ = ["Contact", "Move", "SavedView", "Trial", "WorkItem"]
