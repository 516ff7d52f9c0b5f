"""Reading another service's feed over HTTP."""

import httpx

from gongkai.auth.machine import TokenSource
from gongkai.envelope import FeedPage
from gongkai.errors import Unavailable
from gongkai.http.cursors import CursorGone

PAGE_SIZE = 200


class HttpFeedSource:
    """A producer's ``/changes``, called with this service's own token."""

    def __init__(self, client: httpx.AsyncClient, url: str, tokens: TokenSource) -> None:
        self._client = client
        self._url = url
        self._tokens = tokens

    async def fetch(self, cursor: str | None) -> FeedPage:
        """The page behind ``cursor``.

        Raises :class:`CursorGone` on 410, :class:`Unavailable` for anything else that went wrong.
        """
        params = {"limit": str(PAGE_SIZE)} | ({"cursor": cursor} if cursor else {})
        headers = {"Authorization": f"Bearer {await self._tokens.token()}"}
        try:
            response = await self._client.get(self._url, params=params, headers=headers)
            if response.status_code == httpx.codes.GONE:
                raise CursorGone
            response.raise_for_status()
        except httpx.HTTPError as error:
            raise Unavailable(detail_en=f"No page of the feed: {type(error).__name__}") from error
        return FeedPage.model_validate_json(response.content)
