"""Following a mapping file."""

from pathlib import Path


def mapped(folder: Path, mapping: Path):
    raise NotImplementedError
