"""Guanxi (关系): a relationship system for commercial banks."""

__version__ = "0.1.0"
