"""Connectors: each turns one kind of file into a table that DuckDB reads as a whole (连接器)."""

from guanxi.intake.connectors.opening import ENDINGS, open_source
from guanxi.intake.connectors.source import Source

__all__ = ["ENDINGS", "Source", "open_source"]
