"""Each rule of the structure fires in a tree that breaks it, and lets the rest alone.

Whether it holds here is told with the gaps that are known (test_known_gaps).
"""

import tomllib

import pytest

from tests.architecture import structure_guards as guards
from tests.architecture.tree import REPOSITORY, here

SERVICE = "services/requests-api/requests_api/cases/service.py"
READING = "services/requests-api/requests_api/cases/reading.py"
SELECT = "from sqlalchemy import select\nx = select(1)"


@pytest.mark.parametrize(
    ("content", "used"),
    [
        (SELECT, "sqlalchemy.select"),
        ("import sqlalchemy as sa\nx = sa.text('')", "sqlalchemy.text"),
        (
            "from sqlalchemy.dialects.postgresql import insert as put\nx = put",
            "sqlalchemy.dialects.postgresql.insert",
        ),
        ("async def f(session):\n    await session.execute(x)", "session.execute"),
        ("async def f(self):\n    await self._session.scalars(x)", "self._session.scalars"),
    ],
)
def test_sql_outside_its_modules_is_found(tree_with, content, used):
    found = list(guards.sql_in_its_modules(tree_with(SERVICE, content)))
    assert found == [f"{SERVICE}: {used}"]


@pytest.mark.parametrize(
    "path",
    [
        READING,
        "services/requests-api/requests_api/cases/models.py",
        "services/catalog-api/catalog_api/lists/row_repository.py",
        "services/requests-api/migrations/versions/20270101_0000_x.py",
        "shared/gongkai/feed/outbox.py",
    ],
)
def test_sql_in_its_modules_is_allowed(tree_with, path):
    assert list(guards.sql_in_its_modules(tree_with(path, SELECT))) == []


@pytest.mark.parametrize(
    "content",
    [
        "async def f(pipeline):\n    await pipeline.execute()",
        "from sqlalchemy import Select\nSelect",
    ],
)
def test_what_only_looks_like_sql_is_allowed(tree_with, content):
    assert list(guards.sql_in_its_modules(tree_with(SERVICE, content))) == []


CONTRACTS = """
[[tool.importlinter.contracts]]
name = "Rules, clocks and contracts are pure"
source_modules = ["*.*.lifecycle", "requests_api.clock"]

[[tool.importlinter.contracts]]
name = "Services and repositories know no web framework, queue or HTTP client"
source_modules = ["*.*.service", "requests_api.matters.desk"]

[[tool.importlinter.contracts]]
name = "A web framework is known at the edge only"
allowed_importers = ["**.router", "requests_api.matters.web"]

[[tool.importlinter.contracts]]
name = "Routers write no SQL"
source_modules = ["requests_api.cases.views"]
"""


@pytest.mark.parametrize(
    ("module", "has_role"),
    [
        ("cases/views.py", False),
        ("clocks/rules.py", False),
        ("cases/desk.py", False),
        ("cases/web.py", False),
        ("matters/desks.py", False),
        ("cases/lifecycle.py", True),
        ("cases/steps.py", True),
        ("cases/__init__.py", True),
        ("lists/row_repository.py", True),
        ("clock/rules.py", True),
        ("clock/counting/months.py", True),
        ("matters/desk.py", True),
        ("matters/web.py", True),
        ("worker.py", True),
    ],
)
def test_a_module_has_a_role_or_a_contract_holds_it_to_one(tree_with, module, has_role):
    path = f"services/requests-api/requests_api/{module}"
    tree_with("pyproject.toml", CONTRACTS)
    found = list(guards.modules_have_roles(tree_with(path, "")))
    assert found == ([] if has_role else [path])


def test_a_feature_that_is_no_package_is_found(tree_with):
    package = "services/requests-api/requests_api"
    tree_with(f"{package}/__init__.py", "")
    tree_with(f"{package}/right/__init__.py", "")
    tree_with(f"{package}/right/router.py", "")
    tree = tree_with(f"{package}/wrong/router.py", "")
    assert list(guards.folders_are_packages(tree)) == [f"{package}/wrong"]


def test_every_feature_is_a_package():
    missing = list(guards.folders_are_packages(here()))
    assert missing == [], "give each an __init__.py with what it is for"


def test_a_folder_that_outgrows_its_service_is_found(tree_with):
    package = "services/requests-api/requests_api"
    for number in range(8):
        tree_with(f"{package}/f{number}/service.py", "x = 1\n" * 10)
    tree = tree_with(f"{package}/cases/service.py", "x = 1\n" * 21)
    assert list(guards.folders_stay_small(tree)) == ["requests_api/cases"]
    tree = tree_with(f"{package}/cases/service.py", "x = 1\n" * 20)
    assert list(guards.folders_stay_small(tree)) == []


def test_the_contracts_that_give_a_role_stand_in_the_configuration():
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    names = {one["name"] for one in contracts["tool"]["importlinter"]["contracts"]}
    assert guards.ROLES_BY_CONTRACT.keys() <= names


def test_a_package_of_the_name_of_its_service_is_read_too(tree_with):
    path = "services/notifier/notifier/inbox/text.py"
    tree = tree_with(path, "x = 1\n")
    assert list(guards.modules_have_roles(tree)) == [path]
    assert list(guards.folders_stay_small(tree)) == ["notifier/inbox"]
    assert list(guards.modules_have_roles(tree_with("services/notifier/notifier/app.py", ""))) == [
        path
    ]
