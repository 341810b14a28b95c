"""The desk page: what to do today, and why (工作台)."""
