"""Models of the intake, gathered for Django."""

from guanxi.intake.loads import Load, LoadedFile, Rejected, StorePart

__all__ = ["Load", "LoadedFile", "Rejected", "StorePart"]
