"""Loading the shipped kinds of information, and lists with the organs they name; safe to repeat."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.data import ShippedList, ShippedOrgan, ShippedSource
from catalog_api.data.shipped_kinds import ShippedKind
from catalog_api.kinds.json_values import digest_of
from catalog_api.kinds.repository import KindRepository
from catalog_api.kinds.service import KindService
from catalog_api.list_imports.schemas import ImportResult
from catalog_api.list_imports.service import ListImport, ListPreparation
from catalog_api.lists.repository import ListRepository
from catalog_api.lists.schemas import TaskListIn
from catalog_api.lists.service import ListService
from catalog_api.organ_sources.schemas import BulkItem
from catalog_api.organ_sources.service import OrganSync
from catalog_api.organs.models import Organ
from catalog_api.organs.repository import OrganRepository
from gongkai.auth.principal import Principal, Role
from gongkai.db import Database
from gongkai.http.versions import IfMatch
from gongkai.time import PlatformClock

SOURCE = "shipped"
"""The source system under which shipped organs and lists are known, by their keys."""

LOADER = Principal(
    issuer="urn:gongkai:shipped",
    subject="system:load-shipped-lists",
    name="随附清单",
    organ_id=None,
    roles=frozenset({Role.ADMIN}),
    scopes=frozenset(),
    expires_at=datetime.max.replace(tzinfo=UTC),
)
"""In whose name the log says that shipped data were entered."""


@dataclass(frozen=True, slots=True)
class LoadedOrgans:
    """What loading the organs of one document did."""

    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class LoadedKinds:
    """What loading the shipped kinds did; `kept` are those that somebody here defined otherwise."""

    created: int
    updated: int
    unchanged: int
    kept: int


class ShippedDataRefused(RuntimeError):  # noqa: N818 - a refusal with a sentence for a person
    """Shipped data contradict what is stored, such as a name taken over by hand."""


async def load_kinds(
    session: AsyncSession, clock: PlatformClock, database: Database, kinds: Sequence[ShippedKind]
) -> LoadedKinds:
    """Define the shipped kinds, or define anew those that a former release shipped otherwise."""
    stored = KindRepository(session)
    service = KindService(session, clock, LOADER, database)
    await stored.lock()
    outcomes = []
    for shipped in kinds:
        found = await stored.defined(shipped.code)
        digest = digest_of(shipped.definition.model_dump(mode="json", by_alias=True))
        if found is None:
            await service.put(shipped.code, None, shipped.definition)
            outcomes.append("created")
        elif found.version.digest == digest:
            outcomes.append("unchanged")
        elif found.version.defined_by != LOADER.actor:
            outcomes.append("kept")
        else:
            await service.put(shipped.code, found.kind, shipped.definition)
            outcomes.append("updated")
    return LoadedKinds(*map(outcomes.count, ("created", "updated", "unchanged", "kept")))


async def load_organs(
    session: AsyncSession, clock: PlatformClock, database: Database, source: ShippedSource
) -> LoadedOrgans:
    """Enter or renew the organs of one document. Raises ShippedDataRefused."""
    items = [_organ(organ) for organ in source.organs]
    results = await OrganSync(session, clock, LOADER, database).bulk(items)
    for result in results:
        if result.problem is not None:
            raise ShippedDataRefused(f"{result.external_id}: {result.problem.code}")
    outcomes = [result.outcome for result in results]
    return LoadedOrgans(*(outcomes.count(kind) for kind in ("created", "updated", "unchanged")))


async def load_list(
    session: AsyncSession,
    clock: PlatformClock,
    database: Database,
    source: ShippedSource,
    shipped: ShippedList,
) -> ImportResult:
    """Enter one list if it is new, and make its rows those of the shipped file."""
    issuer, scope = await _organs_of(session, source)
    stored = await ListRepository(session).by_source(SOURCE, shipped.key, issuer.id)
    if stored is None:
        stored = await ListService(session, clock, LOADER).create(
            TaskListIn(
                kind=shipped.format,
                title=shipped.title,
                year=source.year,
                organ_id=issuer.id,
                scope_organ_id=scope.id,
                document=source.document,
                document_number=source.document_number,
                part=shipped.part,
                issued_on=source.issued_on,
                published_on=source.published_on,
                source=SOURCE,
                external_id=shipped.key,
            )
        )
    version = IfMatch(frozenset({stored.version}))
    # In this session: a new list is not committed yet.
    preparation = ListPreparation(lambda: nullcontext(session), LOADER, _goes_on)
    prepared = await preparation.of_file(stored.id, shipped.content)
    importing = ListImport(session, clock, LOADER, database)
    return await importing.import_rows(prepared, version)


async def _goes_on() -> None:
    """Nobody waits who could leave."""


def annexes_first(source: ShippedSource) -> Iterator[ShippedList]:
    """The lists of a document in an order in which each finds those that it points to."""
    pointed_to = {key for shipped in source.lists for key in shipped.annexes.values()}
    yield from sorted(source.lists, key=lambda shipped: shipped.key not in pointed_to)


async def _organs_of(session: AsyncSession, source: ShippedSource) -> tuple[Organ, Organ]:
    """The organ that published a document, and the government whose organs it means."""
    organs = OrganRepository(session)
    found = []
    for key in (
        source.directory().find(source.publisher),
        _government(source.organs, source.region_code),
    ):
        organ = None if key is None else await organs.by_source(SOURCE, key)
        if organ is None:
            raise ShippedDataRefused(f"{source.key}: its publisher is not among its organs")
        found.append(organ)
    return found[0], found[1]


def _government(organs: Sequence[ShippedOrgan], region_code: str) -> str | None:
    return next(
        (o.key for o in organs if o.kind == "government" and o.region_code == region_code), None
    )


def _organ(organ: ShippedOrgan) -> BulkItem:
    return BulkItem(
        source=SOURCE,
        external_id=organ.key,
        parent_external_id=organ.parent_key,
        name=organ.name,
        aliases=list(organ.aliases),
        kind=organ.kind,
        level=organ.level,
        region_code=organ.region_code,
    )
