"""The linters of the OpenAPI documents: what each of them finds stops the check."""

import json

import pytest

from deploy.openapi.__main__ import main
from tests.architecture.tree import REPOSITORY


@pytest.fixture
def document():
    """The smallest of our documents."""
    return json.loads((REPOSITORY / "services/notifier/openapi.json").read_text("utf-8"))


def test_a_rule_of_ours_one_of_spectral_and_one_of_redocly_are_found(document, tmp_path, capsys):
    people = document["paths"]["/notifications/v1/people"]["get"]
    people["summary"] = "List people"
    people["tags"] = ["unheard-of"]
    document["components"]["schemas"]["MeOut"]["examples"][0]["is_machine"] = "perhaps"
    broken = tmp_path / "openapi.json"
    broken.write_text(json.dumps(document))
    assert main([str(broken)]) == 1
    said = capsys.readouterr().err
    for rule in (
        "summaries-in-both-languages",
        "operation-tag-defined",
        "no-invalid-schema-examples",
    ):
        assert rule in said, rule


def test_the_packages_are_locked_without_the_address_of_a_registry():
    locked = json.loads((REPOSITORY / "deploy/openapi/package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in locked["packages"].items() if name}
    assert {"node_modules/@redocly/cli", "node_modules/@stoplight/spectral-cli"} <= set(packages)
    assert [name for name, package in packages.items() if not package.get("integrity")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
