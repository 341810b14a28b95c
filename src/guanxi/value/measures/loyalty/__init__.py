"""Retention and loss (客户保持与流失), the six questions about lost customers (M29) and what hangs on them.

Everything starts from ``members``: one lean row per customer with month numbers in the 24 months. It is added up to
cells at once; rates, intervals and curves are computed on cells.
"""
