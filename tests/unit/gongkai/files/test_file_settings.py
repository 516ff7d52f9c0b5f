"""Where files may stand, and what production refuses of it."""

import sys

import pytest
from pydantic import ValidationError

from gongkai.files.settings import FileSettings
from tests.unit.gongkai.test_settings import PRODUCTION

GOOD = {**PRODUCTION, "GONGKAI_FILES_URL": "s3://files/requests"}
KEYS = {"GONGKAI_FILES_ACCESS_KEY": "sample", "GONGKAI_FILES_SECRET_KEY": "sample-secret"}


@pytest.fixture
def read(monkeypatch):
    def settings(**more):
        for name, value in {**GOOD, **more}.items():
            monkeypatch.setenv(name, value)
        return FileSettings()

    return settings


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"GONGKAI_FILES_URL": "file:///srv/files"},
        KEYS | {"GONGKAI_FILES_ENDPOINT": "https://s3.example"},
        KEYS | {"GONGKAI_FILES_ENDPOINT": "http://127.0.0.1:9000"},
        {"GONGKAI_SCANNER_URL": "unix:///run/clamd.sock"},
        {"GONGKAI_DOCUMENT_CONVERTER": sys.executable},
        {"GONGKAI_SCANNER_URL": "tcp://127.0.0.1:3310"},
        {"GONGKAI_SCANNER_URL": "tcp://scanner:3310", "GONGKAI_ALLOW_PLAINTEXT": "true"},
    ],
)
def test_production_takes_a_store_that_is_protected(read, more):
    assert read(**more).file_max_bytes > 0


@pytest.mark.parametrize(
    "more",
    [
        {"GONGKAI_FILES_URL": "files"},
        {"GONGKAI_FILES_URL": "file://host/folder"},
        {"GONGKAI_FILES_URL": "https://s3.example/files"},
        {"GONGKAI_FILES_ENDPOINT": "ftp://s3.example"},
        {"GONGKAI_FILES_ENDPOINT": "http://s3.example"},
        {"GONGKAI_FILES_ACCESS_KEY": "sample"},
        {"GONGKAI_SCANNER_URL": "tcp://scanner:3310"},
        {"GONGKAI_SCANNER_URL": "tcp://scanner"},
        {"GONGKAI_SCANNER_URL": "http://scanner:3310"},
        {"GONGKAI_DOCUMENT_CONVERTER": "soffice"},
        {"GONGKAI_DOCUMENT_CONVERTER": "/nowhere/soffice"},
        {"GONGKAI_FILE_MAX_BYTES": "1000000000"},
    ],
)
def test_what_is_no_store_or_not_protected_is_refused(read, more):
    with pytest.raises(ValidationError):
        read(**more)


def test_the_secret_of_the_store_does_not_show(read):
    assert "sample-secret" not in repr(read(**KEYS))
