"""Settings of catalog-api."""

from functools import lru_cache

from pydantic import Field, SecretStr

from gongkai.files.settings import FileSettings
from gongkai.settings import read_settings


class CatalogSettings(FileSettings):
    """What catalog-api needs to run; the names of the variables stand in docs/configuration.md."""

    database_url: SecretStr = Field(
        validation_alias="GONGKAI_CATALOG_DATABASE_URL",
        description=("Database of catalog-api, role `app`.\ncatalog-api 的数据库，`app` 角色。"),
    )


@lru_cache
def get_settings() -> CatalogSettings:
    """The settings of this process, read once from its environment."""
    return read_settings(CatalogSettings)
