"""Links and file names in our documents point to what is there."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
_FOLDERS = ("docs", "services", "shared", "deploy")
DOCUMENTS = sorted(
    [
        *REPOSITORY.glob("*.md"),
        *(path for folder in _FOLDERS for path in (REPOSITORY / folder).rglob("*.md")),
    ]
)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def broken_links(document):
    text = document.read_text("utf-8")
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (document.parent / name).resolve() if name else document
        if not file.exists():
            yield f"{target}: no such file"
        elif anchor and anchor not in anchors(file):
            yield f"{target}: no such heading"


def anchors(document):
    """Headings as they are linked to: small letters, no punctuation, dashes for blanks."""
    headings = _HEADING.findall(document.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", h.strip().lower()).replace(" ", "-") for h in headings}


def test_there_are_documents():
    assert REPOSITORY / "README.md" in DOCUMENTS
    assert len(DOCUMENTS) > 20


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_link_of_a_document_leads_somewhere(document):
    assert list(broken_links(document)) == []


def test_a_link_to_nowhere_is_found(tmp_path):
    document = tmp_path / "x.md"
    document.write_text("# A heading\n[a](#a-heading) [b](x.md) [c](y.md) [d](#none)\n")
    assert list(broken_links(document)) == ["y.md: no such file", "#none: no such heading"]


@pytest.mark.parametrize(
    "record", sorted((REPOSITORY / "docs/adr").glob("0*.md")), ids=lambda p: p.stem
)
def test_a_decision_fits_on_a_page_and_says_what_it_must(record):
    text = record.read_text("utf-8")
    assert len(text.split()) <= 450
    headings = _HEADING.findall(text)
    assert headings[0].startswith(f"{record.stem[:4]} ")
    assert headings[1:] == ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
    assert f"]({record.name})" in (record.parent / "README.md").read_text("utf-8")
