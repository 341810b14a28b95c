"""Who makes the profit (价值)."""
