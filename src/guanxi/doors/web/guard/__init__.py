"""People, rules and the trail, for auditor and administrator (权限与留痕)."""
