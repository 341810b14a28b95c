"""Intake: files come in, are checked against contracts, and are taken whole or not at all (数据接入)."""
