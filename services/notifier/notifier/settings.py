"""Settings of notifier."""

from functools import lru_cache

from pydantic import Field, SecretStr

from gongkai.settings import ServiceSettings


class NotifierSettings(ServiceSettings):
    """What notifier needs to run; the names of the variables stand in docs/configuration.md."""

    database_url: SecretStr = Field(
        validation_alias="GONGKAI_NOTIFIER_DATABASE_URL",
        description="Database of notifier, role `app`.",
    )


@lru_cache
def get_settings() -> NotifierSettings:
    """The settings of this process, read once from its environment."""
    return NotifierSettings()
