"""What addresses of stores are. Pure."""

from pathlib import Path
from urllib.parse import unquote, urlsplit


def folder_of(url: str) -> Path | None:
    """The folder of a `file:///folder`, None for another address."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    is_folder = parts.scheme == "file" and not parts.netloc and url.startswith("file:///")
    return Path(path) if is_folder and path.strip("/") else None


def bucket_of(url: str) -> tuple[str, str] | None:
    """Bucket and prefix of an `s3://bucket/prefix`, None for another address."""
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.netloc:
        return None
    return parts.netloc, parts.path.strip("/")
