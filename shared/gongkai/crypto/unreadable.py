"""A stored value that does not decrypt is shown as unreadable, and nothing else suffers."""

import logging
from collections.abc import Callable
from typing import TypeVar

from gongkai.crypto.fields import DecryptionFailed
from gongkai.observability import metrics

T = TypeVar("T")
logger = logging.getLogger(__name__)

UNREADABLE = "（无法读取）"
"""What stands in place of a text whose key is lost or that was altered."""


def or_unreadable(read: Callable[[], T], instead: T) -> T:
    """What ``read`` gives; where it does not decrypt, ``instead``, counted and logged."""
    try:
        return read()
    except DecryptionFailed as error:
        metrics.UNREADABLE_VALUES.inc()
        logger.error("a stored value cannot be read: %s", error)  # noqa: TRY400 - foreseen
        return instead
