"""Settings: unset means production, and production takes nothing that eases development."""

import json

import pytest
from pydantic import SecretStr, ValidationError

from gongkai.settings import Environment, ServiceSettings, read_settings

REMOTE = {
    "issuer": "https://id.example",
    "audience": "gongkai",
    "algorithm": "RS256",
    "jwks_url": "https://id.example/jwks",
}
LOCAL = {**REMOTE, "jwks_url": None, "jwks_file": "/keys/jwks.json"}
PRODUCTION = {
    "GONGKAI_REDIS_URL": "rediss://:redis-password@queue:6379",
    "GONGKAI_ISSUERS": json.dumps([REMOTE]),
    "GONGKAI_REQUESTS_URL": "https://requests",
    "GONGKAI_CATALOG_URL": "https://catalog",
    "GONGKAI_NOTIFIER_URL": "https://notifier",
    "GONGKAI_FIELD_KEYS": json.dumps({"k1": "field-key"}),
    "GONGKAI_ACTIVE_FIELD_KEY": "k1",
    "GONGKAI_INDEX_KEY": "index-key",
    "GONGKAI_CURSOR_KEY": "cursor-key",
    "GONGKAI_TOKEN_URL": "https://id.example/token",
    "GONGKAI_CLIENT_ID": "requests-api",
    "GONGKAI_CLIENT_SECRET": "client-password",
}
EASED = {
    "a clock offset": {"GONGKAI_CLOCK_OFFSET_SECONDS": "-1"},
    "local identity keys": {"GONGKAI_LOCAL_IDENTITY": "/keys"},
    "a local key set": {"GONGKAI_ISSUERS": json.dumps([REMOTE, {**LOCAL, "issuer": "urn:local"}])},
    "a wildcard among origins": {"GONGKAI_CORS_ORIGINS": "https://desk.example,*"},
    "the origin of a file": {"GONGKAI_CORS_ORIGINS": "https://desk.example,null"},
    "one key for two purposes": {"GONGKAI_CURSOR_KEY": "index-key"},
    "one key in two spellings": {"GONGKAI_INDEX_KEY": "QUI=", "GONGKAI_CURSOR_KEY": "QUJ="},
    "a field key that signs cursors": {"GONGKAI_CURSOR_KEY": "field-key"},
    "Redis in the clear": {"GONGKAI_REDIS_URL": "redis://:redis-password@queue:6379"},
    "a service in the clear": {"GONGKAI_CATALOG_URL": "http://catalog:8001"},
}
HERE = {
    "GONGKAI_REDIS_URL": "redis://:redis-password@127.0.0.1:6379",
    "GONGKAI_CATALOG_URL": "http://localhost:8001",
    "GONGKAI_NOTIFIER_URL": "http://[::1]:8001",
}


class WithDatabase(ServiceSettings):
    database_url: SecretStr


def test_on_this_machine_or_by_word_of_the_operator_nothing_needs_tls(read):
    assert read(**HERE).is_production
    away = {"GONGKAI_REDIS_URL": "redis://queue:6379", "GONGKAI_CATALOG_URL": "http://catalog"}
    assert read(**away, GONGKAI_ALLOW_PLAINTEXT="true").is_production


def test_trusted_proxies_are_addresses_and_blocks(read):
    assert read(GONGKAI_TRUSTED_PROXIES="10.0.0.1, 10.1.0.0/16").trusted_proxies == [
        "10.0.0.1",
        "10.1.0.0/16",
    ]
    with pytest.raises(ValidationError, match="gateway"):
        read(GONGKAI_TRUSTED_PROXIES="gateway")


@pytest.mark.parametrize("user", ["gongkai_requests_owner", "postgres"])
def test_production_refuses_the_owner_of_the_tables_as_a_services_user(read, monkeypatch, user):
    read()
    monkeypatch.setenv("GONGKAI_DATABASE_URL", "postgresql+asyncpg://app:x@db/g")
    assert WithDatabase().is_production
    monkeypatch.setenv("GONGKAI_DATABASE_URL", f"postgresql+asyncpg://{user}:x@db/g")
    with pytest.raises(ValidationError, match="owner of the tables"):
        WithDatabase()


@pytest.fixture
def read(monkeypatch):
    def of(**changes):
        monkeypatch.delenv("GONGKAI_ENVIRONMENT", raising=False)
        for name, value in (PRODUCTION | changes).items():
            monkeypatch.setenv(name, value)
        return ServiceSettings()

    return of


def test_an_unset_environment_is_production(read):
    settings = read()
    assert settings.environment is Environment.PRODUCTION
    assert settings.is_production


@pytest.mark.parametrize("changes", EASED.values(), ids=EASED)
def test_production_refuses_what_eases_development(read, changes):
    assert read(GONGKAI_ENVIRONMENT="development", **changes)
    for environment in ({}, {"GONGKAI_ENVIRONMENT": "production"}):
        with pytest.raises(ValidationError, match="production refuses"):
            read(**environment, **changes)


@pytest.mark.parametrize(
    "name", ["GONGKAI_TOKEN_URL", "GONGKAI_CLIENT_ID", "GONGKAI_CLIENT_SECRET"]
)
def test_production_needs_the_credentials_of_its_own_tokens(read, name):
    with pytest.raises(ValidationError, match="client_secret"):
        read(**{name: ""})


@pytest.mark.parametrize(
    ("changes", "variable"),
    [
        ({"GONGKAI_ISSUERS": json.dumps([REMOTE | {"jwks_url": "http://id.example/keys"}])}, "I"),
        ({"GONGKAI_TOKEN_URL": "http://id.example/token"}, "T"),
    ],
    ids=["key set", "tokens"],
)
@pytest.mark.parametrize("environment", ["production", "development"])
def test_a_provider_without_tls_is_refused_in_a_sentence(read, environment, changes, variable):
    read()
    with pytest.raises(ValidationError):
        read(GONGKAI_ENVIRONMENT=environment, **changes)
    with pytest.raises(SystemExit) as told:
        read_settings(ServiceSettings)
    _, line = str(told.value).splitlines()
    assert line.startswith(
        "  GONGKAI_ISSUERS.0: jwks_url" if variable == "I" else "  GONGKAI_TOKEN_"
    )
    assert "must be an https address; an authority of your own" in line


@pytest.mark.parametrize("environment", ["", "prod", "Production", "test"])
def test_another_environment_is_refused_and_never_taken_for_development(read, environment):
    with pytest.raises(ValidationError, match="environment"):
        read(GONGKAI_ENVIRONMENT=environment)


def test_a_wrong_setting_is_named_and_no_secret_is_quoted(read):
    for wrong in (
        {"GONGKAI_CLOCK_OFFSET_SECONDS": "60"},
        {"GONGKAI_ISSUERS": "[]"},
        {"GONGKAI_FIELD_KEYS": '{"k1": ["field-key"]}'},
    ):
        with pytest.raises(ValidationError) as refusal:
            read(**wrong)
        for secret in ("redis-password", "-key", "client-password"):
            assert secret not in str(refusal.value)


def test_secrets_do_not_show_when_settings_are_printed(read):
    settings = read()
    assert isinstance(settings.redis_url, SecretStr)
    for secret in ("redis-password", "field-key", "index-key", "cursor-key", "client-password"):
        assert secret not in repr(settings)


def test_settings_that_do_not_hold_end_the_process_with_a_line_for_each_variable(read, monkeypatch):
    read()
    monkeypatch.delenv("GONGKAI_INDEX_KEY")
    monkeypatch.setenv("GONGKAI_DATABASE_POOL_SIZE", "1")
    monkeypatch.setenv("GONGKAI_ISSUERS", json.dumps([{**REMOTE, "algorithm": "HS256"}]))
    with pytest.raises(SystemExit) as refused:
        read_settings(ServiceSettings)
    lines = str(refused.value).splitlines()
    assert "docs/configuration.md" in lines[0]
    assert lines[1:] == [
        "  GONGKAI_DATABASE_POOL_SIZE: Input should be greater than or equal to 2",
        "  GONGKAI_ISSUERS.0.algorithm: Input should be 'ES256' or 'RS256'",
        "  GONGKAI_INDEX_KEY: Field required",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"GONGKAI_CLOCK_OFFSET_SECONDS": "60"}, "production refuses a clock offset"),
        (
            {"GONGKAI_FIELD_KEYS": "secret-without-braces"},
            "GONGKAI_FIELD_KEYS: Input should be JSON",
        ),
    ],
)
def test_what_is_wrong_with_several_or_is_no_json_is_said_without_its_value(read, changes, said):
    read()
    with pytest.MonkeyPatch.context() as environment:
        for name, value in changes.items():
            environment.setenv(name, value)
        with pytest.raises(SystemExit, match=said) as refused:
            read_settings(ServiceSettings)
    assert "secret" not in str(refused.value)
