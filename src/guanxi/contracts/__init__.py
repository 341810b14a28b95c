"""Every table that crosses a border, declared once (数据契约).

Intake checks files against these declarations, measures are written on them, and the data
dictionary is printed from them. Nothing here knows Django or an engine.
"""

from guanxi.contracts.catalogue import ALL, get
from guanxi.contracts.shape import Column, Contract, Kind, Privacy

__all__ = ["ALL", "Column", "Contract", "Kind", "Privacy", "get"]
