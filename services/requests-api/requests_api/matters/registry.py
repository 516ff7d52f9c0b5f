"""Every kind of matter that the service has; a kind enters itself where it is declared."""

from typing import Any, TypeVar

from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter
from requests_api.matters.settling import Kind

M = TypeVar("M", bound=Matter)

KINDS: dict[MatterKind, Kind[Any]] = {}


def enter(kind: Kind[M]) -> Kind[M]:
    """Enter a kind; refuse a second one of its code."""
    if KINDS.setdefault(kind.kind, kind) is not kind:
        raise ValueError(f"kind {kind.kind} is declared twice")
    return kind
