"""Loads, quarantine and runs (数据)."""
