"""Which files are taken in, and what the scanner made of one. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from gongkai.codes import LabelledEnum


class MediaType(LabelledEnum):
    """The formats that an office and an applicant hand in.

    No archives and none of the old binary formats of Office: what is in them cannot be told without
    opening them, and both carry programs.
    """

    PDF = "application/pdf", "PDF 文件"
    OFD = "application/ofd", "OFD 版式文件"
    """GB/T 33190; the name is not registered and the usual one."""
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 工作簿"
    PNG = "image/png", "PNG 图片"
    JPEG = "image/jpeg", "JPEG 图片"
    TIFF = "image/tiff", "TIFF 图片"
    TEXT = "text/plain", "文本文件"
    CSV = "text/csv", "CSV 表格"


SUFFIXES: Mapping[MediaType, tuple[str, ...]] = MappingProxyType(
    {
        MediaType.PDF: (".pdf",),
        MediaType.OFD: (".ofd",),
        MediaType.DOCX: (".docx",),
        MediaType.XLSX: (".xlsx",),
        MediaType.PNG: (".png",),
        MediaType.JPEG: (".jpg", ".jpeg"),
        MediaType.TIFF: (".tif", ".tiff"),
        MediaType.TEXT: (".txt",),
        MediaType.CSV: (".csv",),
    }
)
"""How the names of such files end."""


class ScanState(LabelledEnum):
    """What the virus scanner says of a file."""

    PENDING = "pending", "待检测"
    """Held back until it is known."""
    CLEAN = "clean", "未发现病毒"
    REFUSED = "refused", "含有病毒，不予提供"
    SKIPPED = "skipped", "未检测"
    """No scanner is configured."""
