"""How the services are at the moment, for the page that tells it: each is asked for its health.

Answers are kept for a moment, so that whoever asks for the page without pause asks them no more
often than that.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus

import httpx

from gongkai.codes import LabelledEnum
from gongkai.contracts import Service

_KEPT_SECONDS = 2.0
_PATIENCE_SECONDS = 1.0


class PartState(LabelledEnum):
    """What a service answers when it is asked whether it is ready."""

    READY = "ready", "正常"
    NOT_READY = "not ready", "未就绪"
    UNREACHABLE = "no answer", "无应答"


class Neighbours:
    """The services of a platform by their base addresses, this one among them."""

    def __init__(
        self,
        addresses: Mapping[Service, str],
        client: httpx.AsyncClient,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._addresses, self._client, self._monotonic = addresses, client, monotonic
        self._lock = asyncio.Lock()
        self._known: Mapping[Service, PartState] = {}
        self._asked_at = float("-inf")

    async def states(self) -> Mapping[Service, PartState]:
        """Each service's state, at most two seconds old."""
        async with self._lock:
            if self._monotonic() - self._asked_at >= _KEPT_SECONDS:
                asked = (self._ask(address) for address in self._addresses.values())
                found = await asyncio.gather(*asked)
                self._known = dict(zip(self._addresses, found, strict=True))
                self._asked_at = self._monotonic()
        return self._known

    async def _ask(self, address: str) -> PartState:
        try:
            url = f"{address.rstrip('/')}/health/ready"
            answer = await self._client.get(url, timeout=_PATIENCE_SECONDS)
        except (httpx.HTTPError, httpx.InvalidURL):
            return PartState.UNREACHABLE
        is_ready = answer.status_code == HTTPStatus.OK
        return PartState.READY if is_ready else PartState.NOT_READY
