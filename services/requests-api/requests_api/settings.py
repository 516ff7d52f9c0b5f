"""Settings of requests-api."""

from functools import lru_cache

from pydantic import Field, SecretStr

from gongkai.files.settings import FileSettings
from gongkai.settings import read_settings


class RequestsSettings(FileSettings):
    """What requests-api needs to run; the names of the variables stand in docs/configuration.md."""

    database_url: SecretStr = Field(
        validation_alias="GONGKAI_REQUESTS_DATABASE_URL",
        description=("Database of requests-api, role `app`.\nrequests-api 的数据库，`app` 角色。"),
    )


@lru_cache
def get_settings() -> RequestsSettings:
    """The settings of this process, read once from its environment."""
    return read_settings(RequestsSettings)
