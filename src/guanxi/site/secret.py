"""The secret that signs sessions (密钥): given by the bank, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path


def read_or_make(path: Path) -> str:
    """Return the secret kept in a file only we can read; make it the first time."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        return read_or_make(path)
    fresh = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w") as file:
        file.write(fresh)
    return fresh
