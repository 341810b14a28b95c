"""The doors: pages and command line; they word and show, and hold no rules (门户)."""
