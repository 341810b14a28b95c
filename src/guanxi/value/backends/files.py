"""Files wherever Spark keeps them (文件位置): a folder of this machine, or an object store such as ``s3a://bank/store``."""

from pathlib import Path
from typing import Any

from pyarrow import parquet

#: How the address of a folder of this machine begins.
NEAR = "file:" + "//"


def address(path: str) -> str:
    """Return the address of a path: a folder of this machine gets its scheme, an object store has one."""
    return path if "://" in path else f"{NEAR}{Path(path).absolute()}"


def remove(session: Any, path: str) -> None:
    """Delete a file or folder, wherever it lies."""
    system, place = opened(session, path)
    system.delete(place, True)


def settle(session: Any, folder: str, target: str) -> None:
    """Make the one file of a written folder the target, in one step."""
    system, place = opened(session, folder)
    written = [status.getPath() for status in system.listStatus(place)]
    [file] = [found for found in written if found.getName().endswith(".parquet")]
    if target.startswith(NEAR):
        # the local file system of Hadoop would leave a checksum beside the file
        Path(file.toUri().getPath()).replace(target.removeprefix(NEAR))
    else:
        _, goal = opened(session, target)
        system.delete(goal, False)
        system.rename(file, goal)
    system.delete(place, True)


def rows(session: Any, path: str) -> int:
    """Return how many rows a Parquet file holds, by its last bytes where they are near."""
    if path.startswith(NEAR):
        return int(parquet.read_metadata(path.removeprefix(NEAR)).num_rows)
    return int(session.read.parquet(path).count())


def opened(session: Any, path: str) -> tuple[Any, Any]:
    """Return Hadoop's file system of an address, and the address as it names it."""
    place = session._jvm.org.apache.hadoop.fs.Path(path)
    return place.getFileSystem(session._jsc.hadoopConfiguration()), place
