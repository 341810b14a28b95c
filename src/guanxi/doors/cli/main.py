"""The one place where the command line words what happened (命令行入口).

Exit codes: 0 done, 1 a bug of ours, 2 used wrongly, 3 refused (a person can mend it), 130 stopped by the keyboard.
"""

import logging
import sys

import click

from guanxi.doors.cli import terminal
from guanxi.doors.cli.commands import cli
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words

BUG, USAGE, REFUSED, INTERRUPTED = 1, 2, 3, 130
APOLOGY = Words(
    "Something went wrong inside Guanxi. It was logged above; nothing half-done was kept.",
    "系统内部出错，详情见上方日志；未保留任何未完成的内容。",
)
STOPPED = Words("Stopped.", "已停止。")


def main() -> None:
    """Run a command and leave with its code."""
    said = terminal.current(_asked("--language"), "--json" in sys.argv)
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        said.say(STOPPED)
        sys.exit(INTERRUPTED)
    except Refused as refusal:
        tell_refusal(said, refusal)
        sys.exit(REFUSED)
    except Exception:
        logging.getLogger("guanxi").exception("command failed")
        said.say(APOLOGY)
        sys.exit(BUG)
    sys.exit(code if isinstance(code, int) else 0)


def tell_refusal(said: terminal.Terminal, refusal: Refused) -> None:
    """Word a refusal and each of its causes, once."""
    causes = [cause.told() for cause in getattr(refusal, "causes", [])]
    said.say(Words("{text}", "{text}"), text=refusal.words.in_(said.language))
    for cause in causes:
        said.say(Words("  {text}", "  {text}"), text=cause[said.language])
    if said.as_json:
        said.result({"refused": {"en": refusal.words.en, "zh": refusal.words.zh, "causes": causes}}, [])


def _asked(option: str) -> str | None:
    """Return what was asked for before the options are read, so that even a wrong one is answered in the language."""
    for place, word in enumerate(sys.argv[:-1]):
        if word == option and sys.argv[place + 1] in ("zh", "en"):
            return sys.argv[place + 1]
    return None


if __name__ == "__main__":
    main()
