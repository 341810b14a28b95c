"""``guanxi prove``: published results reproduced here, and the laws that must hold on the loaded bank (验证)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from guanxi.doors.cli import opening
from guanxi.doors.cli.terminal import Terminal
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words
from guanxi.value import prove as proofs
from guanxi.value.prove import outcome, robustness
from guanxi.value.prove.claims import Claim, Subject
from guanxi.value.prove.published import Folder

FAILED = 1
Found = list[tuple[Subject, list[Claim]]]


class NoFiles(Refused):
    """The folder named holds none of the published files."""

    words = Words(
        "The folder {folder} holds none of the published data files ({files}). Name the right one with --data.",
        "目录 {folder} 中没有公开数据文件({files})。请用 --data 指定它们所在的目录。",
    )


LEFT_OUT = Words(
    "Left out, because its data file is not there (name the folder with --data): {name}: {files}",
    "因缺少数据文件而略过(请用 --data 指定目录):{name}:{files}",
)
NO_BANK = Words(
    "No bank lies in {home}: its conservation laws are left out.", "{home} 中没有已装载的银行：守恒定律检查略过。"
)
VERDICT = Words("{good} of {all} results hold.", "{all} 项结果中有 {good} 项成立。")


def prove(said: Terminal, *, files: Path | None, home: Path, thorough: bool) -> int:
    """Prove everything that can be, tell it, keep it in the data folder; return the exit code."""
    folder = Folder(files)
    needed = sorted({name for subject in proofs.SUBJECTS for name in subject.needs})
    if files is not None and not any(folder.has((name,)) for name in needed):
        raise NoFiles(folder=files, files=", ".join(needed))
    found: Found = list(proofs.proved(folder))
    if thorough:
        found.append((robustness.ROBUSTNESS, robustness.answers(robustness.HISTORIES)))
    for subject, claims in found:
        if not claims:
            said.say(LEFT_OUT, name=subject.words.in_(said.language), files=", ".join(subject.needs))
    found += _on_the_bank(said, home, found)
    claims = [claim for _, those in found for claim in those]
    good = sum(claim.ok for claim in claims)
    said.result([outcome.row(claim) for claim in claims], list(_table(said, found)))
    said.say(VERDICT, good=good, all=len(claims))
    return 0 if good == len(claims) else FAILED


def _on_the_bank(said: Terminal, home: Path, found: Found) -> Found:
    """Return the laws on the bank of a data folder; keep the whole outcome there and in the trail."""
    if not opening.is_there(home):
        said.say(NO_BANK, home=home)
        return []
    opening.prepare(home)
    from guanxi.dayend import laws

    claims = list(laws.laws(Folder())) if opening.has_schema() else []
    own = [(laws.LAWS, claims)] if claims else []
    if not claims:
        said.say(NO_BANK, home=home)
    tried = [claim for _, those in found + own for claim in those]
    outcome.keep(home, found + own, datetime.now(UTC))
    if not claims:
        return own
    laws.record(None, claims=len(tried), failed=sum(not claim.ok for claim in tried))
    return own


def _table(said: Terminal, found: Found) -> Sequence[str]:
    signs = {True: Words("ok", "通过").in_(said.language), False: Words("FAILS", "不符").in_(said.language)}
    rows = [(c.name, f"{c.expected:.10g}", f"{c.got:.10g}", signs[c.ok]) for _, claims in found for c in claims]
    wide = [max((len(row[place]) for row in rows), default=0) for place in range(3)]
    return [f"{n:<{wide[0]}}  {e:>{wide[1]}}  {g:>{wide[2]}}  {sign}" for n, e, g, sign in rows]
