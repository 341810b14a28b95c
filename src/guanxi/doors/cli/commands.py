"""All commands with their options (命令与选项); what a command does lies in the module of its name.

Those modules read Django's models, so they are read only once the database is ready.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

import guanxi
from guanxi.doors.cli import opening, terminal
from guanxi.doors.cli.refusals import NotReady
from guanxi.doors.cli.terminal import Terminal

DAY = click.DateTime(["%Y-%m-%d"])
ROLES = (
    "relationship_manager", "supervisor", "analyst", "service", "specialist", "auditor", "administrator",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(guanxi.__version__, prog_name="guanxi")
def cli() -> None:
    """Guanxi 关系: what each relationship manager should do today. 让每位客户经理知道今天该做什么。"""


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--data``, ``--json`` and ``--language``."""

    @click.option(
        "--data",
        envvar="GUANXI_DATA",
        default="var",
        type=click.Path(path_type=Path),
        show_default=True,
        help="Data folder. 数据目录。",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print the result as JSON. 以 JSON 输出结果。")
    @click.option("--language", type=click.Choice(["zh", "en"]), help="Language of messages. 提示语言。")
    @wraps(command)
    def with_terminal(*args: Any, as_json: bool, language: str | None, **options: Any) -> Any:
        return command(terminal.current(language, as_json), *args, **options)

    return with_terminal  # fmt: skip


def _ready(data: Path, *, migrate: bool = False, check_schema: bool = True) -> None:
    """Open the database of a data folder that was made ready before."""
    if not migrate and not opening.is_there(data):
        raise NotReady(folder=data)
    opening.prepare(data, migrate=migrate)
    if not migrate and check_schema:
        opening.require_current()


@cli.command()
@shared
@click.option("--customers", type=click.IntRange(min=1), help="How many customers. 客户数。[default: 5000]")
@click.option("--months", type=click.IntRange(min=1), help="How many months of books. 账期月数。[default: 36]")
@click.option("--seed", type=int, help="Another seed makes another bank. 随机种子。")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--no-serve", is_flag=True, help="Build only. 只构建，不启动服务。")
def demo(said: Terminal, data: Path, host: str, port: int, no_serve: bool, **asked: int | None) -> None:
    """Build a demo bank, load it, run its day end and serve it. 构建并启动演示银行。"""
    if not no_serve:
        opening.require_free(host, port)
    _ready(data, migrate=True)
    from guanxi.doors.cli import demo, serve

    demo.build(said, data, {name: value for name, value in asked.items() if value is not None}, f"http://{host}:{port}")
    if not no_serve:
        serve.serve(said, data, host=host, port=port, with_worker=True)


@cli.command()
@shared
@click.option("--login", default="administrator", show_default=True, help="Login of the administrator. 管理员登录名。")
@click.option("--password", envvar="GUANXI_ADMIN_PASSWORD", help="Asked for when not given. 未提供时提示输入。")
def init(said: Terminal, data: Path, login: str, password: str | None) -> None:
    """Make the database ready and the first administrator. 初始化数据库并创建首位管理员。"""
    _ready(data, migrate=True)
    from guanxi.doors.cli import people

    people.first_administrator(said, login, password)


@cli.command()
@shared
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Mapping file. 映射文件。"
)
@click.option("--restate", is_flag=True, help="Replace months taken before. 重述已装载的月份。")
def load(said: Terminal, data: Path, folder: Path, mapping: Path | None, restate: bool) -> None:
    """Take a delivery from FOLDER: all of it or nothing. 装载一批交付数据。"""
    _ready(data)
    from guanxi.doors.cli import load

    load.load(said, folder, mapping=mapping, restate=restate)


@cli.command()
@shared
@click.option("--as-of", "as_of", type=DAY, required=True, help="Day the figures speak of. 数据截至日。")
def run(said: Terminal, data: Path, as_of: datetime) -> None:
    """Run the day end: figures and work list. 运行日终批次。"""
    _ready(data)
    from guanxi.doors.cli import run

    run.run(said, as_of.date())


@cli.command()
@shared
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Web processes. 网页进程数。")
@click.option("--no-worker", is_flag=True, help="Leave background work to guanxi worker. 不启动后台任务。")
def serve(said: Terminal, data: Path, host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve the pages, with the background worker. 启动网页服务与后台任务。"""
    opening.require_free(host, port)
    _ready(data)
    from guanxi.doors.cli import serve

    serve.serve(said, data, host=host, port=port, with_worker=not no_worker, processes=workers)


@cli.command()
@shared
@click.option("--with-parent", is_flag=True, hidden=True)
def worker(said: Terminal, data: Path, with_parent: bool) -> None:
    """Do background work: loads and day ends. 执行后台任务:装载与日终。"""
    _ready(data)
    from guanxi.doors.cli import worker

    worker.work(said, with_parent=with_parent)


@cli.command()
@shared
def check(said: Terminal, data: Path) -> int:
    """Check configuration, database, store and figures. 检查配置、数据库、数据存储与指标。"""
    _ready(data, check_schema=False)
    from guanxi.doors.cli import check

    return check.check(said)


@cli.command()
@shared
def dictionary(said: Terminal, data: Path) -> None:
    """Print the data dictionary. 打印数据字典。"""
    from guanxi.contracts import dictionary

    said.result(dictionary.as_data(), dictionary.printed(said.language).splitlines())


@cli.command()
@click.argument("measure", required=False)
@shared
def manual(said: Terminal, data: Path, measure: str | None) -> None:
    """Print the manual of the measures, or of one. 打印指标手册。"""
    from guanxi.value import manual, specs

    chosen = [one for one in specs.ALL if measure in (None, one.name)]
    if not chosen:
        raise click.BadParameter(", ".join(one.name for one in specs.ALL), param_hint="MEASURE")
    text = "\n".join(manual.page(one, said.language) for one in chosen)
    said.result([one for one in manual.as_data() if measure in (None, one["measure"])], text.splitlines())


@cli.command()
@click.option(
    "--data",
    "files",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the published data files. 公开数据文件目录。",
)
@click.option(
    "--home",
    envvar="GUANXI_DATA",
    default="var",
    type=click.Path(path_type=Path),
    show_default=True,
    help="Data folder with the bank, if there is one. 银行数据目录(如有)。",
)
@click.option(
    "--thorough", is_flag=True, help="Try every history with every parameter set: hours. 全量检验，需数小时。"
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON. 以 JSON 输出结果。")
@click.option("--language", type=click.Choice(["zh", "en"]), help="Language of messages. 提示语言。")
def prove(files: Path | None, home: Path, thorough: bool, as_json: bool, language: str | None) -> int:
    """Reproduce published results here and check the bank's laws. 复现公开结果,检验本行数据的守恒。"""
    from guanxi.doors.cli import prove

    return prove.prove(terminal.current(language, as_json), files=files, home=home, thorough=thorough)


@cli.group()
def person() -> None:
    """People who sign in. 用户管理。"""


@person.command("add")
@shared
@click.argument("login")
@click.option("--role", type=click.Choice(ROLES), required=True, help="Role. 角色。")
@click.option("--unit", default="", help="Number of the unit. 机构号。")
@click.option("--staff", default="", help="Number of the member of staff. 员工号。")
@click.option("--name", default="", help="Full name. 姓名。")
@click.option("--password", envvar="GUANXI_PASSWORD", help="Asked for when not given. 未提供时提示输入。")
def person_add(said: Terminal, data: Path, login: str, password: str | None, **rest: str) -> None:
    """Add a person. 新增用户。"""
    _ready(data)
    from guanxi.doors.cli import people

    people.add(said, login, password=password, **rest)


@person.command("role")
@shared
@click.argument("login")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--unit", help="Number of the unit. 机构号。")
def person_role(said: Terminal, data: Path, login: str, role: str, unit: str | None) -> None:
    """Give a person another role. 变更用户角色。"""
    _ready(data)
    from guanxi.doors.cli import people

    people.set_role(said, login, role, unit)


@person.command("password")
@shared
@click.argument("login")
@click.option("--password", envvar="GUANXI_PASSWORD", help="Asked for when not given. 未提供时提示输入。")
def person_password(said: Terminal, data: Path, login: str, password: str | None) -> None:
    """Set a person's password. 重设用户密码。"""
    _ready(data)
    from guanxi.doors.cli import people

    people.set_password(said, login, password)


@cli.command()
@shared
@click.argument("what", type=click.Choice(["value", "intake", "pages", "models"]))
@click.option("--customers", type=click.IntRange(min=1), default=5_000, show_default=True)
@click.option("--months", type=click.IntRange(min=1), default=36, show_default=True)
@click.option("--seed", type=int, default=20_201, show_default=True)
@click.option(
    "--rounds", type=click.IntRange(1, 20), default=3, show_default=True, help="Times each is measured. 测量次数。"
)
@click.option(
    "--reference",
    metavar="PYTHON",
    help="For models: a Python that has lifetimes 0.11.3. 模型测量：装有 lifetimes 的 Python。",
)
def bench(said: Terminal, data: Path, what: str, reference: str | None, **size: int) -> None:
    """Measure beside a floor in the same run. 与下限对照的性能测量。"""
    from guanxi.doors.cli.bench import measure

    if what == "models":
        del size["months"]
        measure.bench_models(said, data, reference=reference, **size)
    else:
        measure.bench(said, data, what, **size)
