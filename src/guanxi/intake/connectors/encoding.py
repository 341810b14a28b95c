"""Which encoding a text file is in, and a copy in UTF-8 when it is another (字符编码).

One pass over the bytes gives checksum and encoding; pure ASCII, the usual case of large files, costs nothing more.
"""

import codecs
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from guanxi.intake.refusals import Unreadable, WrongEncoding

CHUNK = 4 * 2**20
UTF8 = "utf-8"
GB18030 = "gb18030"


def is_packed(path: Path) -> bool:
    """Tell whether a file is packed with gzip."""
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def opened(path: Path) -> BinaryIO:
    """Open a file for reading bytes, unpacked if it is packed."""
    return gzip.open(path, "rb") if is_packed(path) else path.open("rb")  # type: ignore[return-value]


def checksum(path: Path) -> str:
    """Return the SHA-256 of the file as it lies on the disk."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def examine(path: Path, file: str, said: str = "") -> tuple[str, bool]:
    """Return the encoding of a file and whether its line ends are all of one usual kind.

    Refuses a file that is neither UTF-8 nor GB18030 nor what was said.
    """
    if said:
        name = codecs.lookup(said).name
        return name, _check(path, file, name)
    try:
        return UTF8, _check(path, file, UTF8)
    except WrongEncoding as refused:
        try:
            return GB18030, _check(path, file, GB18030)
        except WrongEncoding:
            raise refused from None


def texts(path: Path, file: str, encoding: str) -> Iterator[str]:
    """Yield the text of a file in pieces of a few megabytes, without a byte order mark."""
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == UTF8 else encoding)()
    position = 0
    for chunk in _chunks(path, file):
        try:
            yield decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise WrongEncoding(file, encoding=encoding.upper(), position=position + error.start) from error
        position += len(chunk)
    try:
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise WrongEncoding(file, encoding=encoding.upper(), position=position) from error


def _chunks(path: Path, file: str) -> Iterator[bytes]:
    try:
        with opened(path) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except (EOFError, gzip.BadGzipFile) as error:
        raise Unreadable(file, kind="gzip", why=str(error)) from error


def _check(path: Path, file: str, encoding: str) -> bool:
    """Refuse bytes that are not of the encoding; tell whether the line ends are of one kind."""
    decoder = codecs.getincrementaldecoder(encoding)()
    position, pending, ends = 0, False, _LineEnds()
    for chunk in _chunks(path, file):
        ends.see(chunk)
        if pending or not chunk.isascii():
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                raise WrongEncoding(file, encoding=encoding.upper(), position=position + error.start) from error
            pending = bool(decoder.getstate()[0])
        position += len(chunk)
    if pending:
        raise WrongEncoding(file, encoding=encoding.upper(), position=position)
    return ends.are_one_kind


class _LineEnds:
    """Counts line ends, but only in a file that has carriage returns at all."""

    def __init__(self) -> None:
        self._returns = self._pairs = self._feeds = 0
        self._is_plain = False
        self._last = b""

    def see(self, chunk: bytes) -> None:
        if b"\r" in chunk or self._last == b"\r":
            self._returns += chunk.count(b"\r")
            self._pairs += chunk.count(b"\r\n") + (self._last == b"\r" and chunk[:1] == b"\n")
            self._feeds += chunk.count(b"\n")
        elif b"\n" in chunk:
            self._is_plain = True
        self._last = chunk[-1:]

    @property
    def are_one_kind(self) -> bool:
        return not self._returns or (self._returns == self._pairs == self._feeds and not self._is_plain)
