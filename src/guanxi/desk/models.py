"""Models of the desk, gathered for Django."""

from guanxi.desk.contacts import Contact
from guanxi.desk.views import SavedView
from guanxi.desk.worklist import WorkItem

__all__ = ["Contact", "SavedView", "WorkItem"]
