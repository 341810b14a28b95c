"""Why the command line itself refuses (命令行拒绝原因)."""

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words


class NotReady(Refused):
    """A command that needs a database finds none in the data folder."""

    words = Words(
        "The data folder {folder} is empty. Make it ready with guanxi init, or look around with guanxi demo.",
        "数据目录 {folder} 尚未初始化。请先运行 guanxi init，或用 guanxi demo 体验演示银行。",
    )


class SchemaBehind(Refused):
    """The program is newer than the database."""

    status = 409
    words = Words(
        "The database was made by an older version ({due} migrations are due). Run guanxi init: it brings the schema "
        "up to date and leaves people and data as they are.",
        "数据库结构版本较旧(待执行 {due} 项迁移)。请运行 guanxi init 升级，用户和数据保持不变。",
    )


class OtherBank(Refused):
    """A demo bank of other parameters would be mixed into this one."""

    status = 409
    words = Words(
        "The data folder {folder} already holds a demo bank with other parameters ({known}). Choose another folder "
        "with --data, or leave the parameters away to serve the one there is.",
        "数据目录 {folder} 中已有其他参数的演示银行({known})。请用 --data 另选目录，或不带参数直接启动已有的演示银行。",
    )


class NotADemo(Refused):
    """A folder with a real bank is left alone."""

    status = 409
    words = Words(
        "The data folder {folder} already holds loads that are not the demo bank's. Choose another folder with --data.",
        "数据目录 {folder} 中已有非演示银行的数据。请用 --data 另选目录。",
    )


class PortTaken(Refused):
    """Somebody else listens there."""

    status = 409
    words = Words(
        "The address {host}:{port} is in use. Stop what uses it or choose another port with --port.",
        "地址 {host}:{port} 已被占用。请停止占用的程序，或用 --port 选择其他端口。",
    )


class NobodyThere(Refused):
    """A login that does not exist."""

    status = 404
    words = Words("There is nobody with the login {login}.", "没有登录名为 {login} 的用户。")


class ShortPassword(Refused):
    """A password that the rules of sign-on do not take; their own words are passed on."""

    words = Words("This password is not accepted: {reason}", "密码不符合要求：{reason}")
