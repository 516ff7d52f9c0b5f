"""Defining kinds: each definition is a new version, and the older ones stay."""

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.keepers import keeps_everything
from catalog_api.kinds.content_schema import ContentSchema
from catalog_api.kinds.definition import KindDefinition
from catalog_api.kinds.errors import (
    KindDemandUnknownElement,
    KindOfWholePlatform,
    KindSchemaRefused,
)
from catalog_api.kinds.events import KindDefined
from catalog_api.kinds.json_values import digest_of
from catalog_api.kinds.kinds import KindStep
from catalog_api.kinds.models import Kind, KindVersion
from catalog_api.kinds.repository import DefinedKind, KindRepository
from catalog_api.kinds.schema_rules import SchemaRefused
from catalog_api.record import CatalogEvent, CatalogRefusal
from gongkai.auth.principal import Principal
from gongkai.db import Database, new_id
from gongkai.http.versions import IfMatch
from gongkai.record import Record
from gongkai.record.refusals import refuse
from gongkai.time import PlatformClock


class KindService:
    """What one caller does with kinds in one transaction."""

    def __init__(
        self, session: AsyncSession, clock: PlatformClock, caller: Principal, database: Database
    ) -> None:
        self._session = session
        self._database = database
        self._kinds = KindRepository(session)
        self._record = Record(session, CatalogEvent, clock)
        self._clock = clock
        self._caller = caller

    async def define(self, code: str, expected: IfMatch, definition: KindDefinition) -> DefinedKind:
        """Define a kind, or define it anew: its next version, which new entries have.

        Raises KindOfWholePlatform, KindSchemaRefused, KindDemandUnknownElement, and 428 and 412.
        """
        await self._kinds.lock()
        kind = await self._kinds.by_code(code)
        if not keeps_everything(self._caller):
            self._refuse(kind)
        expected.check(0 if kind is None else kind.version)
        _check(definition)
        return await self.put(code, kind, definition)

    async def put(self, code: str, kind: Kind | None, definition: KindDefinition) -> DefinedKind:
        """Store the next version of a kind; kinds are locked, and the definition was checked."""
        now = self._clock.now()
        if kind is None:
            kind = Kind(id=new_id(), code=code, version=0, chain_head="", created_at=now)
        kind.updated_at = now
        stored = definition.model_dump(mode="json", by_alias=True)
        version = KindVersion(
            kind_id=kind.id,
            title=definition.title,
            definition=stored,
            digest=digest_of(stored),
            defined_by=self._caller.actor,
            defined_at=now,
        )
        event = KindDefined(code=code, digest=version.digest)
        self._record.append(kind, event, actor=self._caller.actor)
        version.version = kind.version
        self._kinds.add(kind)
        await self._kinds.flush()
        self._kinds.add(version)
        await self._kinds.flush()
        return DefinedKind(kind, version)

    def _refuse(self, kind: Kind | None) -> None:
        if kind is None:
            raise KindOfWholePlatform
        refuse(
            self._session,
            self._database,
            CatalogRefusal,
            KindOfWholePlatform(),
            aggregate_id=kind.id,
            step=KindStep.DEFINE,
            actor=self._caller.actor,
            at=self._clock.now(),
        )


def _check(definition: KindDefinition) -> None:
    """Go on only if the schema is one that a kind can have, and the demands name its elements."""
    try:
        schema = ContentSchema(definition.schema_)
    except SchemaRefused as refused:
        raise KindSchemaRefused(errors=[refused.fault]) from None
    known = {element.code for element in schema.elements}
    for index, demand in enumerate(definition.local_demands):
        place = f"/body/local_demands/{index}"
        if not known.issuperset(demand.required):
            raise KindDemandUnknownElement.at(f"{place}/required")
        for number, threshold in enumerate(demand.thresholds):
            if not known.issuperset((threshold.element, *threshold.required)):
                raise KindDemandUnknownElement.at(f"{place}/thresholds/{number}")
