"""Mapping files (映射文件): from a bank's own files, columns and codes to the contracts, without code."""

from guanxi.intake.mapping.following import mapped

__all__ = ["mapped"]
