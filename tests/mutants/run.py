"""`make mutants`: change the pure cores one place at a time and see whether the unit tests notice.

What is changed and by which tests it is tried stands in `[tool.mutmut]` of pyproject.toml. A change
that no test notices fails the run unless `explained.txt` says why it makes no difference; changes
inside a sentence for people are passed over.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT / ".mutants"
EXPLAINED = Path(__file__).with_name("explained.txt")
PACKAGES = ("shared/gongkai", "services/requests-api/requests_api")
CHILDREN = 2
TOLD_EVERY = 30
NOTICED = {1, 3, 24, -24, 36, 152, 255}
"""How a child ends whose tests failed, broke, or ran for ever; anything else went unnoticed."""
_TEXT = re.compile(r"""(["'])(?:\\.|(?!\1).)*\1""")
_SENTENCE = re.compile("[ \u4e00-\u9fff]")


@dataclass(frozen=True)
class Change:
    """One place that was changed: in which function, what stood there and what was put there."""

    where: str
    old: str
    new: str

    @property
    def is_wording(self) -> bool:
        """Whether only a sentence for people is another."""
        return _without_sentences(self.old) == _without_sentences(self.new)

    def __str__(self) -> str:
        return f"{self.where}\n- {self.old}\n+ {self.new}"


def main() -> int:
    """Run everything; gives the exit code."""
    started = time.monotonic()
    print("Changing the pure cores, one place at a time; about twenty minutes on two cores …")
    _stage()
    if _run() != 0:
        print((STAGE / "run.log").read_text()[-4000:])
        print("The run broke off, see above. Next: make test-unit must hold first.")
        return 1
    tried = _results()
    unnoticed = [_change(name) for name, code in tried.items() if code not in NOTICED]
    changes = [change for change in unnoticed if not change.is_wording]
    explained = _explained()
    open_ = [change for change in changes if change not in explained]
    for change in open_:
        print(f"\n{change}")
    for change in sorted(explained - set(changes), key=str):
        print(f"\nNoticed by now, its explanation can go:\n{change}")
    minutes = (time.monotonic() - started) / 60
    print(f"\n{len(tried)} changes in {minutes:.0f} minutes, {len(explained)} explained.")
    if open_:
        print(f"No unit test notices the {len(open_)} changes above. Next: a test that does, or")
        print("the change with the reason why it makes none in tests/mutants/explained.txt.")
        return 1
    print("Every change is noticed or explained. Next: git commit.")
    return 0


def _without_sentences(code: str) -> str:
    return _TEXT.sub(lambda text: "…" if _SENTENCE.search(text[0]) else text[0], code)


def _stage() -> None:
    """The packages side by side, as the tool wants them, with their unit tests."""
    shutil.rmtree(STAGE, ignore_errors=True)
    leave = shutil.ignore_patterns("__pycache__")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, STAGE / Path(package).name, ignore=leave)
    for folder in ("unit", "mutants"):
        shutil.copytree(ROOT / "tests" / folder, STAGE / "tests" / folder, ignore=leave)
    for file in (*(ROOT / "tests").glob("*.py"), ROOT / "pyproject.toml"):
        shutil.copy(file, STAGE / file.relative_to(ROOT))
    shutil.copy(Path(__file__).with_name("pytest.ini"), STAGE)


def _run() -> int:
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(CHILDREN)]
    with (STAGE / "run.log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=STAGE,
            env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            while True:
                try:
                    return process.wait(TOLD_EVERY)
                except subprocess.TimeoutExpired:
                    _tell()
        finally:
            process.terminate()


def _tell() -> None:
    codes = list(_results().values())
    done = [code for code in codes if code is not None]
    unnoticed = sum(code not in NOTICED for code in done)
    if done:
        print(f"  {len(done)} of {len(codes)} tried, {unnoticed} unnoticed", flush=True)


def _results() -> dict[str, int | None]:
    """How each change ended, by the tool's name of it; None while it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted((STAGE / "mutants").rglob("*.meta")):
        try:
            found |= json.loads(path.read_text())["exit_code_by_key"]
        except json.JSONDecodeError:
            continue  # it is being written
    return found


def _change(name: str) -> Change:
    """What the tool changed under this name."""
    os.chdir(STAGE)  # where the tool looks for its configuration, when it is imported
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = get_diff_for_mutant(name).splitlines()
    parts = {sign: " ".join(" ".join(_after(lines, sign)).split()) for sign in ("-", "+")}
    module, _, mangled = name.partition("__mutmut_")[0].rpartition(".")
    return Change(f"{module}.{mangled[2:].replace('ǁ', '.')}", parts["-"], parts["+"])


def _after(lines: list[str], sign: str) -> Iterator[str]:
    for line in lines:
        if line.startswith(sign) and not line.startswith(sign * 3):
            yield line[1:]


def _explained() -> set[Change]:
    """The changes that make no difference; below each stands why."""
    found = set()
    for block in re.split(r"\n\s*\n", EXPLAINED.read_text()):
        lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
        if lines:
            where, old, new, *why = lines
            if not why:
                raise SystemExit(f"{EXPLAINED.name}: no reason is given for\n{block}")
            found.add(Change(where, old.removeprefix("- "), new.removeprefix("+ ")))
    return found


if __name__ == "__main__":
    sys.exit(main())
