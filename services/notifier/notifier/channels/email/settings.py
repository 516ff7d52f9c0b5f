"""Settings of the mail server."""

from enum import StrEnum
from typing import Self

from pydantic import Field, SecretStr, model_validator

from gongkai.settings import ServiceSettings


class SmtpSecurity(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class EmailSettings(ServiceSettings):
    """What mails need."""

    smtp_host: str = Field(
        description=("Mail server that takes our messages.\n发送邮件所用的邮件服务器。")
    )
    smtp_port: int = Field(
        default=25, ge=1, le=65535, description=("Port of the mail server.\n邮件服务器端口。")
    )
    smtp_security: SmtpSecurity | None = Field(
        default=None,
        description=(
            "`none`, `starttls` or `tls`; unset is `starttls` in production, else `none`.\n"
            "`none`、`starttls` 或者 `tls`；未设置：生产环境为 `starttls`，其他为 `none`。"
        ),
    )
    smtp_user: str | None = Field(
        default=None, description=("User at the mail server, if any.\n邮件服务器的用户名（如有）。")
    )
    smtp_password: SecretStr | None = Field(
        default=None, description=("The user's password.\n该用户的密码。")
    )
    smtp_timeout_seconds: float = Field(
        default=10.0,
        gt=0,
        le=20,
        description=(
            "How long one message may take at the mail server.\n邮件服务器接收一封邮件可用的秒数。"
        ),
    )
    mail_from: str | None = Field(
        default=None,
        pattern=r"^[\x21-\x3b\x3d\x3f\x41-\x7e]+@[A-Za-z0-9.-]+$",
        description=(
            "Address that our mails come from; required in production.\n发件地址；生产环境必填。"
        ),
    )

    @model_validator(mode="after")
    def _mail_is_whole(self) -> Self:
        if (self.smtp_user is None) != (self.smtp_password is None):
            raise ValueError("smtp_user and smtp_password are set together or not at all")
        if self.is_production and self.mail_from is None:
            raise ValueError("production needs mail_from")
        if self.smtp_user and self.smtp_protection is SmtpSecurity.NONE and self.is_production:
            raise ValueError("production sends no password over an unprotected connection")
        return self

    @property
    def smtp_protection(self) -> SmtpSecurity:
        """The protection in force."""
        if self.smtp_security is not None:
            return self.smtp_security
        return SmtpSecurity.STARTTLS if self.is_production else SmtpSecurity.NONE

    @property
    def sender(self) -> str:
        """The address that mails come from."""
        return self.mail_from or "gongkai@gongkai.example"
