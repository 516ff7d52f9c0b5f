"""Whatever a caller is told says what is the matter and what helps, in both languages."""

import ast
import re

import pytest

from gongkai.errors import Problem, catalogue
from gongkai.features import modules_of
from gongkai.http.problems import document
from tests.architecture.tree import here

PACKAGES = ("requests_api", "catalog_api", "notifier")
HAN = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module")
def kinds():
    """Every problem that a service may answer with."""
    for package in PACKAGES:
        modules_of(package, "errors")
        modules_of(package, "router")
    ours = ("gongkai.", *(f"{package}." for package in PACKAGES))
    found = [kind for kind in catalogue() if kind.__module__.startswith(ours)]
    assert len(found) > len(PACKAGES) * 10
    return found


def test_every_further_member_that_is_told_is_described(kinds: list[type[Problem]]):
    """The constructor refuses others; this says so before anybody meets the problem."""
    described = {name for kind in kinds for name in kind.Members.model_fields}
    told = [
        (source.path, key.value)
        for source in here().production
        for _, call in source.calls()
        for keyword in call.keywords
        if keyword.arg == "extensions" and isinstance(keyword.value, ast.Dict)
        for key in keyword.value.keys
        if isinstance(key, ast.Constant)
    ]
    assert told
    assert [(path, name) for path, name in told if name not in described] == []


def test_every_problem_has_a_detail_in_both_languages(kinds: list[type[Problem]]):
    for kind in kinds:
        chinese, english = (document(kind(), language) for language in ("zh", "en"))
        assert HAN.search(chinese["detail"]), kind.code
        assert english["detail"], kind.code
        assert not HAN.search(english["detail"]), kind.code
