"""Trees for the guards: this repository, and small ones that break a rule."""

import pytest

from tests.architecture.tree import Tree, here


@pytest.fixture
def tree_with(tmp_path):
    def build(path, content):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
        return Tree(tmp_path)

    return build


@pytest.fixture(scope="session")
def repository():
    return here()
