"""Who may do what, and to whom: roles, reach, trail (权限与留痕)."""
