"""Settings of a service that has files."""

import os
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from gongkai.files.addresses import bucket_of, folder_of
from gongkai.settings import ServiceSettings

LARGEST_FILE = 100 * 1024 * 1024
"""Bytes: the most that the setting may allow, and the bound that the routes state."""


class FileSettings(ServiceSettings):
    """Where files stand, how large they may be, who scans them."""

    files_url: str = Field(
        description=(
            "Where uploaded files stand: `file:///folder` (one machine, or a folder that all "
            "processes share) or `s3://bucket/prefix`. Contents are encrypted before they leave "
            "the process.\n"
            "上传文件的存放处：`file:///folder`（目录，单机或者各进程共用）或者 `s3://bucket/prefix`（桶和前缀）。"
            "内容在离开进程之前已加密。"
        )
    )
    files_endpoint: str | None = Field(
        default=None,
        description=(
            "Address of the S3 server, where it is not Amazon's.\nS3 服务的地址（非亚马逊的）。"
        ),
    )
    files_region: str | None = Field(
        default=None,
        description=(
            "Region of the bucket; unset: `us-east-1`.\n桶所在区域；未设置：`us-east-1`。"
        ),
    )
    files_access_key: str | None = Field(
        default=None, description=("Access key id at the S3 server.\nS3 服务的访问密钥编号。")
    )
    files_secret_key: SecretStr | None = Field(
        default=None, description=("Secret of that access key.\n该访问密钥的密文。")
    )
    file_max_bytes: int = Field(
        default=20 * 1024 * 1024,
        ge=1024,
        le=LARGEST_FILE,
        description=(
            "Largest file that is taken in, in bytes; what an applicant may send is bounded more "
            "narrowly.\n"
            "单个文件的最大字节数；申请人上传的另有更严的限制。"
        ),
    )
    scanner_url: str | None = Field(
        default=None,
        description=(
            "Virus scanner that speaks ClamAV's protocol: `tcp://host:port` or `unix:///socket`; "
            "files are held back until it has found them clean. Unset: files are not scanned, and "
            "say so.\n"
            "使用 ClamAV 协议的病毒扫描服务：`tcp://host:port` 或者 `unix:///socket`；"
            "检测通过之前文件不予提供。未设置：不检测，文件标明“未检测”。"
        ),
    )

    document_converter: Path | None = Field(
        default=None,
        description=(
            "Program that converts DOCX to PDF: the path of LibreOffice's `soffice`. Unset: "
            "letters and files on paper are DOCX only. `make run` takes the one that it finds.\n"
            "将 DOCX 转换为 PDF 的程序：LibreOffice 的 `soffice` 的路径。"
            "未设置：文书、卷宗只有 DOCX 格式。`make run` 使用本机已安装的。"
        ),
    )

    @field_validator("document_converter")
    @classmethod
    def _is_program(cls, value: Path | None) -> Path | None:
        if value is not None and not (value.is_absolute() and os.access(value, os.X_OK)):
            raise ValueError("must be the absolute path of a program that may be run")
        return value

    @field_validator("files_url")
    @classmethod
    def _is_store(cls, value: str) -> str:
        if folder_of(value) is None and bucket_of(value) is None:
            raise ValueError("must be file:///folder or s3://bucket/prefix")
        return value

    @field_validator("scanner_url")
    @classmethod
    def _is_scanner(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "unix:///none")
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return value
        if parts.scheme == "unix" and parts.path:
            return value
        raise ValueError("must be tcp://host:port or unix:///socket")

    @field_validator("files_endpoint")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("https://", "http://")):
            raise ValueError("must be an https address")
        return value

    @model_validator(mode="after")
    def _keys_are_two(self) -> Self:
        if (self.files_access_key is None) != (self.files_secret_key is None):
            raise ValueError("files_access_key and files_secret_key are set together")
        return self

    def _addresses(self) -> dict[str, str]:
        found = super()._addresses()
        if self.files_endpoint is not None:
            found["files_endpoint"] = self.files_endpoint
        if self.scanner_url is not None:
            found["scanner_url"] = self.scanner_url
        return found
