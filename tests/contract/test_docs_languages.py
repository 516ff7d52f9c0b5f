"""What operators and integrators read stands in both languages, and neither falls behind."""

import re
from collections import Counter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
_CHINESE = ".zh-CN.md"
_FOR_BOTH = (
    "README.md",
    "deploy/*/README.md",
    "docs/operations.md",
    "docs/configuration.md",
    "docs/events.md",
    "docs/runbooks/*.md",
    "services/*/README.md",
)
PAGES = sorted(
    page
    for pattern in _FOR_BOTH
    for page in REPOSITORY.glob(pattern)
    if not page.name.endswith(_CHINESE)
)
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SPAN = re.compile(r"`([^`\n]+)`")
_ROW = re.compile(r"^\|", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?<=\n\n)(?: {4,}\S.*(?:\n|$)|\n(?= {4,}\S))+")
_COMMENT = re.compile(r" +#.*$")


def chinese_of(page):
    return page.with_name(page.name.removesuffix(".md") + _CHINESE)


def differences(english, chinese):
    """In what two pages that should say the same differ, by sentences."""
    here, there = english.read_text("utf-8"), chinese.read_text("utf-8")
    if levels(here) != levels(there):
        yield f"headings: {levels(here)} and {levels(there)}"
    if rows(here) != rows(there):
        yield f"rows of tables: {rows(here)} and {rows(there)}"
    yield from _apart("code", set(_SPAN.findall(prose(here))), set(_SPAN.findall(prose(there))))
    yield from _apart("commands", commands(here), commands(there))
    yield from _apart("links", links(english, here), links(chinese, there))


def levels(text):
    return [len(hashes) for hashes in _HEADING.findall(prose(text))]


def rows(text):
    return len(_ROW.findall(prose(text)))


def prose(text):
    return _INDENTED.sub("", _FENCED.sub("", text))


def commands(text):
    """The lines of code without comments. What a block of `text` shows is no code."""
    fenced = [block for block in _FENCED.findall(text) if not block.startswith("```text")]
    blocks = [*fenced, *_INDENTED.findall(_FENCED.sub("", text))]
    lines = (_COMMENT.sub("", line).strip() for block in blocks for line in block.split("\n"))
    return Counter(line for line in lines if line)


def links(page, text):
    """Where a page leads, whichever language the other page is in, beside its own counterpart."""
    targets = {target.partition("#")[0] for target in _LINK.findall(text)}
    counterpart = {page.name, page.name.replace(_CHINESE, ".md"), chinese_of(page).name, ""}
    return {target.replace(_CHINESE, ".md") for target in targets - counterpart}


def _apart(what, here, there):
    if here != there:
        yield f"{what} in one page alone: {sorted(here - there)} and {sorted(there - here)}"


def test_there_are_pages_of_each_kind():
    folders = {page.parent.relative_to(REPOSITORY).parts for page in PAGES}
    assert {(), ("docs",), ("docs", "runbooks"), ("deploy", "gateway")} <= folders


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_a_page_for_operators_and_integrators_says_the_same_in_chinese(page):
    chinese = chinese_of(page)
    assert chinese.exists(), "write it beside the English page"
    assert f"]({chinese.name})" in page.read_text("utf-8"), "lead to the Chinese page"
    assert f"]({page.name})" in chinese.read_text("utf-8"), "lead to the English page"
    assert list(differences(page, chinese)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_a_chinese_page_leads_to_chinese_pages(page):
    text = chinese_of(page).read_text("utf-8")
    targets = {target.partition("#")[0] for target in _LINK.findall(text)} - {page.name}
    assert [
        target
        for target in sorted(targets)
        if target.endswith(".md") and chinese_of(page.parent / target).exists()
    ] == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("## 用法", "用法"), "headings: [1, 2] and [1]"),
        (("make run", "make go"), "commands in one page alone: ['make run'] and ['make go']"),
        (("`GONGKAI_A`", "变量"), "code in one page alone: ['GONGKAI_A'] and []"),
        (("| 乙 | 二 |\n", ""), "rows of tables: 4 and 3"),
        (("[架构](b.zh-CN.md)", "架构"), "links in one page alone: ['b.md'] and []"),
    ],
)
def test_a_page_that_falls_behind_is_found(tmp_path, change, told):
    english, chinese = tmp_path / "a.md", tmp_path / "a.zh-CN.md"
    english.write_text(
        "# A\n\n中文：[甲](a.zh-CN.md)\n\n## Use\n\n    make run     # goes on\n\n"
        "Set `GONGKAI_A`, see [design](b.md).\n\n| a | b |\n| --- | --- |\n| a | 1 |\n| b | 2 |\n"
    )
    same = (
        "# 甲\n\nEnglish: [A](a.md)\n\n## 用法\n\n    make run     # 持续运行\n\n"
        "设置 `GONGKAI_A`，见[架构](b.zh-CN.md)。\n\n| 一 | 二 |\n| --- | --- |\n| 甲 | 一 |\n"
        "| 乙 | 二 |\n"
    )
    chinese.write_text(same)
    assert list(differences(english, chinese)) == []

    chinese.write_text(same.replace(*change))
    assert list(differences(english, chinese)) == [told]
