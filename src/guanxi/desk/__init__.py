"""The desk: what a relationship manager should do today, and the record of what was done (工作台)."""
