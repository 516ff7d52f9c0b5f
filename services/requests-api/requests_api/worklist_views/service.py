"""Keeping worklists of one's own."""

import json
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db import new_id
from gongkai.errors import PreconditionFailed
from gongkai.http.versions import IfMatch
from requests_api.matters.office import Office
from requests_api.worklist_views.errors import TooManyViews, ViewNotFound
from requests_api.worklist_views.models import VIEW_QUERY, WorklistView
from requests_api.worklist_views.repository import ViewRepository
from requests_api.worklist_views.schemas import ViewIn, ViewOut

MOST = 30
"""Views of one person: more than anybody has tabs for."""


class ViewService:
    """The views of one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._office = office
        self._owner = principal.subject
        self._views = ViewRepository(session, principal.subject)

    async def all(self) -> Sequence[ViewOut]:
        """What the caller keeps; raises DecryptionFailed where one cannot be read."""
        return [self._out(view) for view in await self._views.all()]

    async def get(self, code: str) -> ViewOut:
        """One of them; raises `ViewNotFound`."""
        found = await self._views.find(code)
        if found is None:
            raise ViewNotFound
        return self._out(found)

    async def put(self, code: str, expected: IfMatch, stated: ViewIn) -> ViewOut:
        """Keep a worklist under a code, new or in place of the one there is.

        Raises `TooManyViews`, and `PreconditionFailed` where somebody was first.
        """
        await self._views.lock()
        view = await self._views.find(code, for_change=True)
        expected.check(0 if view is None else view.version)
        if view is None:
            if await self._views.count() >= MOST:
                raise TooManyViews(extensions={"limit": MOST})
            view = self._filled(WorklistView(id=new_id(), owner=self._owner, code=code), stated, 1)
            if not await self._views.add(view):
                raise PreconditionFailed
            return self._out(view)
        return self._out(self._filled(view, stated, view.version + 1))

    async def remove(self, code: str, expected: IfMatch) -> None:
        """Keep it no longer; raises `ViewNotFound`."""
        view = await self._views.find(code, for_change=True)
        if view is None:
            raise ViewNotFound
        expected.check(view.version)
        await self._views.remove(view)

    def _filled(self, view: WorklistView, stated: ViewIn, version: int) -> WorklistView:
        query = stated.model_dump(mode="json", exclude_defaults=True, exclude={"title"})
        kept = {"title": stated.title, "query": {**query, "sort": stated.sort}}
        view.version = version
        text = json.dumps(kept, ensure_ascii=False)
        view.query_sealed = VIEW_QUERY.seal(self._office.keys, text, view.id)
        view.changed_at = self._office.clock.now()
        return view

    def _out(self, view: WorklistView) -> ViewOut:
        kept = json.loads(VIEW_QUERY.opened(self._office.keys, view.query_sealed, view.id))
        return ViewOut(
            code=view.code,
            title=kept["title"],
            query=kept["query"],
            version=view.version,
            changed_at=view.changed_at,
        )
