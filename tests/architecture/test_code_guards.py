"""Each rule holds in this repository, fires in a tree that breaks it, and lets the rest alone."""

import pytest

from tests.architecture import code_guards as guards

FEATURE = "services/requests-api/requests_api/cases/service.py"
SCHEMAS = "services/requests-api/requests_api/cases/schemas.py"
MIGRATION = "services/requests-api/migrations/versions/20270101_0002_x.py"

BREACHES = [
    (guards.one_clock, FEATURE, "from datetime import datetime\nx = datetime.now()"),
    (guards.one_clock, FEATURE, "import datetime as d\nx = d.datetime.utcnow()"),
    (guards.one_clock, FEATURE, "from datetime import date as day\nx = day.today()"),
    (guards.one_clock, FEATURE, "from time import time as now\nx = now()"),
    (guards.one_clock, "shared/gongkai/feed/x.py", "import time\nx = time.time"),
    (guards.one_clock, "deploy/local/x.py", "import time\nx = time.time_ns()"),
    (guards.one_clock, FEATURE, 'import time\nx = time.strftime("%Y")'),
    (guards.one_clock, FEATURE, "import time\nx = time.clock_gettime(time.CLOCK_REALTIME)"),
    (guards.no_clock_in_sql, FEATURE, "from sqlalchemy import func\nx = func.now()"),
    (guards.no_clock_in_sql, FEATURE, 'x = f"SELECT {1} WHERE due_on < CURRENT_DATE"'),
    (guards.no_clock_in_sql, MIGRATION, 'x = "ALTER TABLE a ALTER b SET DEFAULT now()"'),
    (guards.no_clock_in_sql, MIGRATION, "import sqlalchemy as sa\nx = sa.func.current_timestamp"),
    (guards.no_clock_in_sql, FEATURE, "from sqlalchemy.sql import func as f\nx = f.now()"),
    (guards.no_clock_in_sql, FEATURE, "from sqlalchemy import func\nx = func.pg_catalog.NOW()"),
    (guards.no_clock_in_sql, FEATURE, "from sqlalchemy.sql import functions as f\nx = f.now()"),
    (guards.no_clock_in_sql, FEATURE, "from sqlalchemy import func\nx = func.timeofday()"),
    (guards.no_clock_in_sql, FEATURE, "x = \"SELECT 'today'::date\""),
    (guards.environment_in_settings, FEATURE, 'import os\nx = os.environ["HOME"]'),
    (guards.environment_in_settings, FEATURE, 'from os import getenv\nx = getenv("HOME")'),
    (guards.environment_in_settings, "deploy/local/x.py", "from os import environ as e\nx = e"),
    (guards.broad_handlers_have_reasons, FEATURE, "try: ...\nexcept Exception: ..."),
    (guards.broad_handlers_have_reasons, FEATURE, "try: ...\nexcept: ..."),
    (guards.broad_handlers_have_reasons, FEATURE, "try: ...\nexcept (OSError, Exception): ..."),
    (guards.broad_handlers_have_reasons, FEATURE, "try: ...\nexcept BaseException as e: ..."),
    (
        guards.broad_handlers_have_reasons,
        FEATURE,
        "try: ...\nexcept Exception:  # noqa: BLE001\n  x",
    ),
    (
        guards.no_base_http_middleware,
        FEATURE,
        "from starlette.middleware import base\nclass X(base.BaseHTTPMiddleware): ...",
    ),
    (guards.no_base_http_middleware, FEATURE, '@app.middleware("http")\ndef x(): ...'),
    (guards.transactions_at_the_edge, FEATURE, "async def x(s):\n    await s.commit()"),
    (guards.transactions_at_the_edge, FEATURE, "async def x(s):\n    await s.rollback()"),
    (guards.transactions_at_the_edge, FEATURE, "def x(s):\n    with s.begin(): ..."),
    (guards.transactions_at_the_edge, FEATURE, "def x(s):\n    with s.begin_nested(): ..."),
    (guards.transactions_at_the_edge, FEATURE, "def x(s, stack):\n    stack.push(s.commit)"),
    (
        guards.transactions_at_the_edge,
        FEATURE,
        'from sqlalchemy import text\nx = text("COMMIT")',
    ),
    (
        guards.relationships_raise,
        FEATURE,
        "from sqlalchemy.orm import relationship\nx = relationship()",
    ),
    (
        guards.relationships_raise,
        FEATURE,
        'from sqlalchemy import orm\nx = orm.relationship(lazy="select")',
    ),
    (
        guards.schemas_have_our_bases,
        SCHEMAS,
        "from pydantic import BaseModel\nclass CaseOut(BaseModel):\n    id: str | None = None",
    ),
    (guards.ignores_have_reasons, FEATURE, "x = 1  # no" + "qa: S608"),
    (guards.ignores_have_reasons, "tests/unit/x.py", "x = 1  # no" + "qa - it is right"),
    (guards.names_say_something, "shared/gongkai/utils.py", ""),
    (guards.names_say_something, "services/notifier/notifier/common/x.py", ""),
    (guards.names_say_something, "docs/helpers.md", ""),
    (guards.files_are_short, FEATURE, "x = 1\n" * 401),
    (guards.nothing_of_one_machine, "requirements/x.txt", "--index" + "-url=x"),
    (guards.nothing_of_one_machine, "README.md", "see https://pypi" + ".org/simple"),
    (guards.nothing_of_one_machine, "docs/x.md", "cd /ho" + "me/somebody/gongkai"),
    (guards.nothing_of_one_machine, "deploy/x.yml", "volume: /wo" + "rk/main"),
]
ALLOWED = [
    (
        guards.ignores_have_reasons,
        FEATURE,
        "x = 1  # no" + "qa: S608, S609 - a checked name",
    ),
    (
        guards.no_clock_in_sql,
        FEATURE,
        "from sqlalchemy import func\nx = func.nullif(func.max(1), 2)",
    ),
    (
        guards.transactions_at_the_edge,
        FEATURE,
        'from sqlalchemy import text\nx = text("SELECT 1")',
    ),
    (guards.one_clock, "shared/gongkai/time.py", "from datetime import datetime\nx = datetime.now"),
    (guards.one_clock, FEATURE, "import time\nx = time.monotonic()"),
    (guards.broad_handlers_have_reasons, FEATURE, "try: ...\nexcept OSError: ..."),
    (guards.broad_handlers_have_reasons, FEATURE, "try: ...\nexcept Exception:  # it ends\n  x"),
    (guards.one_clock, FEATURE, "def x(clock):\n    return clock.now(), clock.today()"),
    (
        guards.no_clock_in_sql,
        FEATURE,
        '"""What now() is and CURRENT_DATE means."""\nx = "Now (10)"',
    ),
    (guards.environment_in_settings, "shared/gongkai/settings.py", "import os\nx = os.environ"),
    (guards.environment_in_settings, "shared/gongkai/testing/x.py", "import os\nx = os.environ"),
    (guards.transactions_at_the_edge, "shared/gongkai/db/x.py", "def x(s):\n    s.begin()"),
    (guards.transactions_at_the_edge, FEATURE, "def begin(): ...\nbegin()"),
    (
        guards.relationships_raise,
        FEATURE,
        'from sqlalchemy.orm import relationship\nx = relationship(lazy="raise")',
    ),
    (
        guards.schemas_have_our_bases,
        SCHEMAS,
        "from gongkai.http.schemas import Out\nclass CaseOut(Out): ...",
    ),
    (guards.files_are_short, MIGRATION, "x = 1\n" * 500),
    (
        guards.nothing_of_one_machine,
        "docs/x.md",
        "GET /requests/v1/home/x, /var/tmp/x and ~/code/x",
    ),
]


def _name(case):
    return case.__name__ if callable(case) else None


@pytest.mark.parametrize("guard", guards.GUARDS, ids=_name)
def test_the_rule_holds_here(repository, guard):
    assert list(guard(repository)) == []


@pytest.mark.parametrize(("guard", "path", "content"), BREACHES, ids=_name)
def test_the_rule_fires_where_it_is_broken(tree_with, guard, path, content):
    found = list(guard(tree_with(path, content)))
    assert len(found) >= 1
    assert all(path in breach for breach in found)


@pytest.mark.parametrize(("guard", "path", "content"), ALLOWED, ids=_name)
def test_the_rule_leaves_alone_what_is_allowed(tree_with, guard, path, content):
    assert list(guard(tree_with(path, content))) == []


@pytest.mark.parametrize("path", [FEATURE, MIGRATION])
@pytest.mark.parametrize("line", ["import notifier.db", "from notifier.db import metadata"])
def test_a_service_that_imports_another_is_found(tree_with, path, line):
    for package in (FEATURE, "services/notifier/notifier/db.py"):
        tree_with(package, "")
    found = list(guards.services_stay_apart(tree_with(path, f"import gongkai.db\n{line}")))
    assert found == [f"{path}:2: imports notifier.db, another service's"]


def test_a_migration_imports_its_own_service(tree_with):
    tree_with(FEATURE, "")
    tree = tree_with(MIGRATION, "from requests_api.db import metadata")
    assert list(guards.services_stay_apart(tree)) == []


def test_every_rule_has_a_tree_that_breaks_it():
    alone = {guards.services_stay_apart}
    assert {guard for guard, _, _ in BREACHES} | alone == set(guards.GUARDS)


def test_the_repository_is_read_and_not_an_empty_tree(repository):
    assert len(repository.production) > 200
    assert set(repository.services()) == {"catalog_api", "notifier", "requests_api"}
