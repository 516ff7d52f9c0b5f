"""Settings: read once from the environment, checked as a whole, handed on as values.

Unset means production. Development binds loopback, may use a local identity key and may move the
clock; production refuses each of these, and secrets that ship as examples.
"""

import re
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_network
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from gongkai.process_settings import ProcessSettings
from gongkai.strict_settings import fault_of_addresses, fault_of_secrets

_PREFIX = "GONGKAI_"
_OWN_AUTHORITY = "an authority of your own that signed its certificate is named in SSL_CERT_FILE"
_Settings = TypeVar("_Settings", bound=BaseSettings)


class Environment(StrEnum):
    """Where a process runs; decides what is refused."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"


class IssuerSettings(BaseModel):
    """An identity provider whose tokens are accepted, with exactly one signature algorithm."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: str = Field(description="Value of the `iss` claim.")
    audience: str = Field(description="Value that the `aud` claim must contain.")
    algorithm: Literal["ES256", "RS256"] = Field(description="The one algorithm accepted.")
    jwks_url: str | None = Field(default=None, description="https address of the key set.")
    jwks_file: str | None = Field(default=None, description="Local key set; not in production.")
    clients: dict[str, frozenset[str]] | None = Field(
        default=None,
        description="The scopes that each client may hold at most, by its id; unset: its token's.",
    )

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.jwks_url is None) == (self.jwks_file is None):
            raise ValueError("an issuer has either jwks_url or jwks_file")
        if self.jwks_url is not None and not self.jwks_url.startswith("https://"):
            raise ValueError(f"jwks_url must be an https address; {_OWN_AUTHORITY}")
        return self


class ServiceSettings(ProcessSettings):
    """What every service needs to run; a service adds its own database and little else.

    A description is a line of English and one of Chinese: docs/configuration.md has the one, its
    Chinese page the other.
    """

    # An error at the start is logged; with its input it would quote passwords and keys.
    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    environment: Environment = Field(
        default=Environment.PRODUCTION,
        description=(
            "`production` or `development`.\n`production`（生产）或者 `development`（开发）。"
        ),
    )
    redis_url: SecretStr = Field(
        description=("Valkey or Redis; carries the queues only.\nValkey 或者 Redis，只承载队列。")
    )
    issuers: list[IssuerSettings] = Field(
        description=(
            "Accepted identity providers (JSON list).\n接受其令牌的统一身份认证（JSON 数组）。"
        )
    )
    requests_url: str = Field(
        description=(
            "Base address of requests-api for the other services.\n"
            "其他服务访问 requests-api 的基础地址。"
        )
    )
    catalog_url: str = Field(
        description=(
            "Base address of catalog-api for the other services.\n"
            "其他服务访问 catalog-api 的基础地址。"
        )
    )
    notifier_url: str = Field(
        description=(
            "Base address of notifier for the other services.\n其他服务访问 notifier 的基础地址。"
        )
    )

    field_keys: dict[str, SecretStr] = Field(
        description=(
            "Keys of the encrypted fields: JSON object of key id and base64 of 32 bytes.\n"
            "加密字段的密钥：JSON 对象，键为密钥编号，值为 32 字节的 base64。"
        )
    )
    active_field_key: str = Field(
        description=(
            "Id of the field key that encrypts new values.\n加密新数据所用字段密钥的编号。"
        )
    )
    index_key: SecretStr = Field(
        description=(
            "Key of the blind indexes and code digests (base64).\n"
            "盲索引和查询码摘要的密钥（base64）。"
        )
    )
    cursor_key: SecretStr = Field(
        description=(
            "Key that signs cursors (base64 of 32 bytes).\n游标签名密钥（32 字节的 base64）。"
        )
    )

    token_url: str | None = Field(
        default=None,
        description=(
            "Where a service fetches its own token (client credentials).\n"
            "服务领取自身令牌的地址（客户端凭据方式）。"
        ),
    )
    client_id: str | None = Field(
        default=None, description=("The service's client id there.\n服务在该处的客户端编号。")
    )
    client_secret: SecretStr | None = Field(
        default=None, description=("The service's secret there.\n服务在该处的客户端密钥。")
    )
    local_identity: str | None = Field(
        default=None,
        description=(
            "Folder of the local identity key; development only.\n"
            "本机身份密钥所在目录；仅限开发环境。"
        ),
    )

    clock_offset_seconds: int = Field(
        default=0,
        description=(
            "Moves the platform's clock; development only.\n拨动系统时钟的秒数；仅限开发环境。"
        ),
    )
    allow_plaintext: bool = Field(
        default=False,
        description=(
            "Whether the other services and Redis may be reached without TLS beyond this machine: "
            "in a network that is protected otherwise.\n"
            "是否允许不经 TLS 访问其他机器上的服务和 Redis：仅用于另有防护的网络。"
        ),
    )
    cors_origins: Annotated[list[str], NoDecode] = Field(
        default=[],
        description=(
            "Origins of front ends whose pages may call, separated by commas; in development those "
            "of this machine (`http://localhost:5173`, any port) may call without being listed.\n"
            "其网页可以调用接口的前端来源（Origin），以逗号分隔；开发环境中，"
            "本机的来源（`http://localhost:5173`，端口不限）无须列出。"
        ),
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description=("Least severe level that is logged.\n记录日志的最低级别。")
    )
    trusted_proxies: Annotated[list[str], NoDecode] = Field(
        default=[],
        description=(
            "Gateways whose `X-Forwarded-For` names the caller, as addresses or CIDR blocks "
            "separated by commas; unset: the other end of the connection is the caller.\n"
            "以其 `X-Forwarded-For` 为准认定调用方的网关，填地址或者 CIDR 网段，以逗号分隔；"
            "未设置：以连接对端为调用方。"
        ),
    )
    max_token_hours: int = Field(
        default=24,
        ge=1,
        le=24,
        description=("Longest life of an accepted token.\n令牌有效期的上限（小时）。"),
    )

    @field_validator("cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("token_url")
    @classmethod
    def _is_https(cls, value: str | None) -> str | None:
        if value and not value.startswith("https://"):
            raise ValueError(f"must be an https address; {_OWN_AUTHORITY}")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: list[str]) -> list[str]:
        for network in value:
            ip_network(network)  # a ValueError says what is wrong
        return value

    @model_validator(mode="after")
    def _production_is_strict(self) -> Self:
        if self.active_field_key not in self.field_keys:
            raise ValueError("active_field_key names none of field_keys")
        if not self.issuers:
            raise ValueError("at least one issuer must be configured")
        if self.environment is not Environment.PRODUCTION:
            return self
        if self.clock_offset_seconds:
            raise ValueError("production refuses a clock offset")
        if self.local_identity or any(issuer.jwks_file for issuer in self.issuers):
            raise ValueError("production refuses local identity keys")
        if {"*", "null"} & set(self.cors_origins):
            raise ValueError("production refuses a wildcard and `null` among cors_origins")
        if fault := fault_of_secrets(self._secrets()):
            raise ValueError(f"production refuses {fault}")
        if fault := fault_of_addresses(self._addresses(), plaintext=self.allow_plaintext):
            raise ValueError(f"production refuses {fault}")
        if not (self.token_url and self.client_id and self.client_secret):
            raise ValueError("production needs token_url, client_id and client_secret")
        return self

    def _secrets(self) -> dict[str, str]:
        """Every key and password by the name of its setting."""
        found = {f"field_keys.{name}": key for name, key in self.field_keys.items()}
        found |= {"index_key": self.index_key, "cursor_key": self.cursor_key}
        if self.client_secret is not None:
            found["client_secret"] = self.client_secret
        return {name: secret.get_secret_value() for name, secret in found.items()}

    def _addresses(self) -> dict[str, str]:
        """Everything that is reached over a network by the name of its setting."""
        names = ("requests_url", "catalog_url", "notifier_url")
        found = {name: str(getattr(self, name)) for name in names}
        found["redis_url"] = self.redis_url.get_secret_value()
        database: SecretStr | None = getattr(self, "database_url", None)
        if database is not None:
            found["database_url"] = database.get_secret_value()
        return found

    @property
    def clock_offset(self) -> timedelta:
        """The clock's offset as a duration."""
        return timedelta(seconds=self.clock_offset_seconds)

    @property
    def is_production(self) -> bool:
        """Whether nothing that eases development is allowed."""
        return self.environment is Environment.PRODUCTION


def read_settings(model: type[_Settings]) -> _Settings:
    """The settings of this process from its environment.

    Where they do not hold, the process ends with 1 and a line for each variable: an operator sets
    variables and knows no fields. The lines never quote a value.
    """
    try:
        return model()
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        lines = [_fault(fault["loc"], fault["msg"]) for fault in faults]
    except SettingsError as error:  # what should be JSON is none
        named = re.search(r'field "(\w+)"', str(error))
        lines = [_fault((named[1],), "Input should be JSON") if named else str(error)]
    raise SystemExit(
        "\n  ".join(["The settings do not hold (docs/configuration.md lists them):", *lines])
    )


def _fault(place: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    if not place:
        return message
    name, *inner = map(str, place)
    variable = name if name.startswith(_PREFIX) else f"{_PREFIX}{name.upper()}"
    return f"{'.'.join([variable, *inner])}: {message}"
