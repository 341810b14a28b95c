"""Template tags: how money, shares, dates, codes and changes are written (模板标签)."""
