"""Settings of notifier."""

from functools import lru_cache

from pydantic import Field, SecretStr, field_validator

from gongkai.settings import read_settings
from notifier.channels.settings import ChannelSettings


class NotifierSettings(ChannelSettings):
    """What notifier needs to run; the names of the variables stand in docs/configuration.md."""

    database_url: SecretStr = Field(
        validation_alias="GONGKAI_NOTIFIER_DATABASE_URL",
        description=("Database of notifier, role `app`.\nnotifier 的数据库，`app` 角色。"),
    )
    desk_url: str | None = Field(
        default=None,
        pattern=r"^https?://\S+$",
        description=(
            "Public base address of the clerks' desk; mails link to `<base>/cases/<id>`.\n"
            "经办人工作台的对外基础地址；邮件中的链接为 `<base>/cases/<id>`。"
        ),
    )
    applicant_url: str | None = Field(
        default=None,
        pattern=r"^https?://\S+$",
        description=(
            "Public page where applicants follow theirs; mails to applicants name it.\n"
            "申请人查询办理情况的公开网页；发给申请人的邮件写明该地址。"
        ),
    )

    @field_validator("desk_url")
    @classmethod
    def _without_slash(cls, value: str | None) -> str | None:
        return None if value is None else value.rstrip("/")


@lru_cache
def get_settings() -> NotifierSettings:
    """The settings of this process, read once from its environment."""
    return read_settings(NotifierSettings)
