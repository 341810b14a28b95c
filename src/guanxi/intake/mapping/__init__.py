"""Mapping files (映射文件): from a bank's own files, columns and codes to the contracts, without code."""

from guanxi.intake.mapping.following import mapped
from guanxi.intake.mapping.reading import read

__all__ = ["mapped", "read"]
