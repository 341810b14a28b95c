"""The book: units, staff, customers, links, products, accounts and their published figures (客户台账)."""
