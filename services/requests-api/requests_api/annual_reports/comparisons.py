"""One comparison of a rule, and what is said where it could not be made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from requests_api.annual_reports.figures import TABLE_LABELS, ReportFigures

RULES = {
    "I1": "第一项加第二项是否等于第三项总计加第四项",
    "I2": "各类申请人之和是否等于总计",
    "I3": "各项办理结果之和是否等于（七）总计",
    "I4": "四种结果之和是否等于总计",
    "I5": "上年结转是否等于上年度报告的结转下年度",
    "I6": "表二本年数是否与上年数和增减相符",
    "I7": "正文的数字是否与表格一致",
    "I8": "汇总数是否等于各份报告之和",
}
"""What each invariant asks (domain 5.3)."""
_NAMED = 3
"""How many missing numbers a sentence names."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of a rule; `row` is None where the rule is about a whole column."""

    rule: str
    table: int
    column: str
    row: str | None
    expected: int | None
    printed: int | None
    message: str
    about: str
    """What is compared, in words."""
    lacking: tuple[str, ...] = ()
    """The numbers without which it is not made, in words."""
    is_most: bool = False
    """The printed number may be smaller than the expected one."""
    is_least: bool = False
    """The printed number may be larger than the expected one."""

    @property
    def is_made(self) -> bool:
        """Whether both numbers are there."""
        return self.expected is not None and self.printed is not None

    @property
    def holds(self) -> bool:
        """Whether the numbers agree; only for a comparison that is made."""
        assert self.expected is not None  # noqa: S101 - the docstring's condition
        assert self.printed is not None  # noqa: S101 - the docstring's condition
        if self.is_most:
            return self.printed <= self.expected
        if self.is_least:
            return self.printed >= self.expected
        return self.printed == self.expected


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A rule that was not applied: at a place, in a whole table, or (without table) at all."""

    rule: str
    table: int | None
    row: str | None
    column: str | None
    message: str


def not_compared(
    comparisons: Sequence[Comparison], report: ReportFigures, *, has_previous: bool
) -> tuple[NotCompared, ...]:
    """What was not compared: by place, or once where a rule could compare nothing in a table."""
    found = [one for group in _by_rule_and_table(comparisons) for one in _of(group, report)]
    asked = {c.rule for c in comparisons}
    for rule, wanted in (
        ("I5", "上年度报告"),
        ("I6", "上年度报告"),
        ("I7", "正文数字"),
        ("I8", "所汇总的各份报告"),
    ):
        is_given = has_previous if rule in ("I5", "I6") else rule in asked
        if not is_given:
            message = f"没有提供{wanted}，没有核对“{RULES[rule]}”"
            found.append(NotCompared(rule, None, None, None, message))
    return tuple(sorted(found, key=lambda one: one.rule))


def _by_rule_and_table(comparisons: Sequence[Comparison]) -> Iterator[list[Comparison]]:
    def place(comparison: Comparison) -> tuple[str, int]:
        return comparison.rule, comparison.table

    for _, group in groupby(sorted(comparisons, key=place), place):
        yield list(group)


def _of(group: list[Comparison], report: ReportFigures) -> Iterator[NotCompared]:
    skipped = [comparison for comparison in group if not comparison.is_made]
    if not skipped:
        return
    first = skipped[0]
    ask = RULES[first.rule]
    if len(skipped) == len(group) and len(group) > 1 and first.rule != "I7":
        about = TABLE_LABELS[first.table]
        if report.has_table(first.table):
            about += f"：{_lacking(skipped)}"
        else:
            about = f"没有提供{about}的数字"
        message = f"{about}，没有核对“{ask}”（{len(skipped)}处）"
        yield NotCompared(first.rule, first.table, None, None, message)
        return
    for row, of_row in groupby(skipped, lambda comparison: comparison.row):
        told = list(of_row)
        # The columns of one row lack the same reports, so I8 says it once for the row.
        for some in [told] if first.rule == "I8" else [[one] for one in told]:
            column = some[0].column if len(some) == 1 else None
            message = f"{some[0].about}：{_lacking(some)}，没有核对“{ask}”"
            yield NotCompared(first.rule, first.table, row, column, message)


def _lacking(skipped: Sequence[Comparison]) -> str:
    names = list(dict.fromkeys(name for one in skipped for name in one.lacking))
    if not names:
        return "有数字缺失"
    more = f"等{len(names)}个数" if len(names) > _NAMED else ""
    return f"缺少{'、'.join(names[:_NAMED])}{more}"
