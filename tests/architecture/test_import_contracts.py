"""Each import contract of pyproject.toml is kept, and breaks at an import that it forbids."""

from copy import deepcopy

import grimp
import pytest
from importlinter import api
from importlinter.contracts import (
    acyclic_siblings,
    forbidden,
    independence,
    layers,
    protected,
)

from tests.architecture.tree import REPOSITORY

CONFIGURATION = api.read_configuration(str(REPOSITORY / "pyproject.toml"))
CONTRACTS = {options["name"]: options for options in CONFIGURATION["contracts_options"]}
KINDS = {
    "acyclic_siblings": acyclic_siblings.AcyclicSiblingsContract,
    "forbidden": forbidden.ForbiddenContract,
    "independence": independence.IndependenceContract,
    "layers": layers.LayersContract,
    "protected": protected.ProtectedContract,
}
LAYERS = "Procedures stand on cases, cases on matters; what composes them stands above"
BREACHES = [
    ("Services never import each other", "notifier.feeds", "requests_api.clock"),
    ("Kernel, launcher and snapshots import no service", "gongkai.cli", "requests_api.clock"),
    (
        "Kernel, launcher and snapshots import no service",
        "deploy.local.platform",
        "notifier.settings",
    ),
    ("API and worker never import each other", "notifier.app", "notifier.worker"),
    ("API and worker never import each other", "notifier.worker", "notifier.app"),
    ("API and worker never import each other", "notifier.process", "notifier.app"),
    (
        "Routers are imported by the application and by routers",
        "requests_api.replies.service",
        "requests_api.replies.router",
    ),
    ("Repositories know no service", "notifier.people.repository", "notifier.people.service"),
    ("Repositories know no service", "notifier.people.models", "notifier.people.service"),
    (
        "Models know neither repository nor service",
        "notifier.people.models",
        "notifier.people.service",
    ),
    (
        "Models know neither repository nor service",
        "requests_api.cases.models",
        "requests_api.matters.repository",
    ),
    ("Routers write no SQL", "requests_api.worklist.router", "sqlalchemy"),
    ("Routers write no SQL", "notifier.inbox.router", "sqlalchemy"),
    (
        "Services and repositories know no web framework, queue or HTTP client",
        "notifier.people.service",
        "httpx",
    ),
    (
        "Services and repositories know no web framework, queue or HTTP client",
        "requests_api.matters.repository",
        "fastapi",
    ),
    (
        "Services and repositories know no web framework, queue or HTTP client",
        "requests_api.cases.models",
        "redis",
    ),
    ("A web framework is known at the edge only", "requests_api.replies.service", "fastapi"),
    ("Rules, clocks and contracts are pure", "requests_api.cases.steps", "sqlalchemy"),
    ("Rules, clocks and contracts are pure", "requests_api.clock.rules", "gongkai.db"),
    ("Rules, clocks and contracts are pure", "gongkai.contracts", "httpx"),
    ("python-jose is imported by one module", "gongkai.auth.claims", "jose"),
    ("python-jose is imported by one module", "notifier.worker", "jose"),
    ("arq and redis are imported by one module", "notifier.worker", "arq"),
    ("arq and redis are imported by one module", "gongkai.process", "redis"),
    (
        "HTTP and SMTP clients are known at the edge only",
        "requests_api.intake.service",
        "httpx",
    ),
    (
        "HTTP and SMTP clients are known at the edge only",
        "notifier.reminders.sweep_service",
        "aiosmtplib",
    ),
    (
        "The object store is known to one module, formats and forms to one each",
        "requests_api.attachments.service",
        "obstore",
    ),
    ("JSON Schema is known to one module", "catalog_api.kinds.service", "jsonschema_rs"),
    (
        "Workbooks are known to the kit of tables",
        "requests_api.imports.service",
        "openpyxl",
    ),
    ("Test helpers are not for production", "gongkai.cli", "gongkai.testing.tokens"),
    ("Test helpers are not for production", "catalog_api.cli", "gongkai.testing"),
    (LAYERS, "requests_api.matters.desk", "requests_api.cases.models"),
    (LAYERS, "requests_api.intake.service", "requests_api.case_file.presenter"),
    (LAYERS, "requests_api.replies.service", "requests_api.date_corrections.service"),
    ("No cycles between features", "requests_api.clock.rules", "requests_api.cases.steps"),
    ("No cycles between features", "gongkai.errors", "gongkai.http.problems"),
]


@pytest.fixture(scope="module")
def imports():
    """Who imports whom in this repository."""
    return grimp.build_graph(
        *CONFIGURATION["session_options"]["root_packages"],
        include_external_packages=True,
        cache_dir=None,
    )


def _is_kept(name, graph):
    options = CONTRACTS[name]
    contract = KINDS[options["type"]](name, CONFIGURATION["session_options"], options)
    return contract.check(deepcopy(graph), verbose=False).kept


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_contract_is_kept(imports, name):
    assert _is_kept(name, imports)


@pytest.mark.parametrize(("name", "importer", "imported"), BREACHES)
def test_the_contract_breaks_at_an_import_it_forbids(imports, name, importer, imported):
    assert {importer, imported} <= imports.modules
    broken = deepcopy(imports)
    broken.add_import(importer=importer, imported=imported, line_number=1, line_contents="import")
    assert not _is_kept(name, broken)


def test_every_contract_has_an_import_that_breaks_it():
    assert {name for name, _, _ in BREACHES} == CONTRACTS.keys()
