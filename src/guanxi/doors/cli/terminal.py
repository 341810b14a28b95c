"""What a person or a program sees (终端): progress on stderr, results on stdout, as words or as JSON."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from guanxi.kit.words import Words

Tell = Callable[[str, float, dict[str, Any]], None]


def language_of(environment: dict[str, str]) -> str:
    """Return ``zh`` or ``en`` as the environment's ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` says."""
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


@dataclass
class Terminal:
    """One command's way to talk."""

    language: str
    as_json: bool = False

    def say(self, words: Words, **values: object) -> None:
        """Say a sentence on stderr."""
        click.echo(words.format(**values).in_(self.language), err=True)

    def result(self, found: Any, told: list[str]) -> None:
        """Give the result on stdout: JSON for programs, lines for people."""
        if self.as_json:
            click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))
        else:
            click.echo("\n".join(told))

    @contextmanager
    def progress(self, title: Words) -> Iterator[Tell]:
        """Show how far long work is; quiet where nobody looks."""
        if not sys.stderr.isatty():
            self.say(title)
            yield _silent
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            name = title.in_(self.language)
            task = bar.add_task(name, total=1.0)

            def tell(step: str, done: float, facts: dict[str, Any]) -> None:
                bar.update(
                    task, completed=done, description=f"{name}: {facts.get('period') or facts.get('file') or step}"
                )

            yield tell
            bar.update(task, completed=1.0)
        self.say(Words("{name}: done", "{name}：完成"), name=name)


def _silent(step: str, done: float, facts: dict[str, Any]) -> None:
    """Tell nobody."""


def current(language: str | None, as_json: bool) -> Terminal:
    """Return the terminal of this process."""
    return Terminal(language or language_of(dict(os.environ)), as_json)
