"""Customers and the customer page (客户)."""
