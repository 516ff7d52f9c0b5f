"""Writing entries: new ones, and new versions of those that are not published yet."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from catalog_api.entries.content import EntryContent, EntryIn
from catalog_api.entries.desk import EntryDesk
from catalog_api.entries.errors import (
    EntryExternalIdTaken,
    EntryOrganUnknown,
    EntrySourceIncomplete,
)
from catalog_api.entries.events import EntryWritten, RelatedTo
from catalog_api.entries.judging import KnownKind, Surroundings, filled, judge
from catalog_api.entries.kinds import EntryState, EntryValidity
from catalog_api.entries.models import Entry, EntryLink, EntryVersion
from catalog_api.entries.steps import REVISE
from catalog_api.kinds.content_schema import compiled
from catalog_api.kinds.json_values import digest_of
from catalog_api.kinds.kinds import Audience
from catalog_api.kinds.presenter import definition_of
from catalog_api.kinds.repository import KindRepository
from gongkai.db import Base, new_id
from gongkai.folding import folded
from gongkai.http.versions import IfMatch

Attached = Sequence[dict[str, Any]]
"""The files of a version, each with id and sha256."""
_CONTENT = frozenset(EntryContent.model_fields)


class Written(NamedTuple):
    """An entry after it was written, and whether that changed anything."""

    entry: Entry
    is_changed: bool


class EntryService:
    """What one caller writes in one transaction."""

    def __init__(self, desk: EntryDesk) -> None:
        self._desk = desk
        self._hanging: list[Base] = []
        """Rows that refer to heads which are not written yet."""

    async def around(self, contents: Collection[EntryContent]) -> Surroundings:
        """What these contents refer to, read at once."""
        desk = self._desk
        related = {each.entry_id for content in contents for each in content.related}
        known = await desk.entries.known(related, desk.principal) if related else set()
        organs = {content.organ_id for content in contents}
        return Surroundings(
            kinds=await self._kinds({content.kind for content in contents}),
            organs=await desk.entries.organs(organs, desk.principal),
            related=frozenset(known),
            today=desk.office.clock.today(),
        )

    async def _kinds(self, codes: Collection[str]) -> dict[str, KnownKind]:
        found = {}
        for kind, version in await KindRepository(self._desk.session).present(codes):
            definition = definition_of(version)
            schema = compiled(version.digest, definition.schema_)
            found[kind.code] = KnownKind(kind.id, version.version, definition, schema)
        return found

    async def create(self, new: EntryIn) -> Entry:
        """Enter an entry as a draft. Raises what `judge` does, EntrySourceIncomplete and
        EntryExternalIdTaken.
        """
        if (new.source is None) != (new.external_id is None):
            missing = "source" if new.source is None else "external_id"
            raise EntrySourceIncomplete.at(f"/body/{missing}")
        around = await self.around([new])
        kind = judge(new, self._desk.principal, around)
        if new.source is not None and new.external_id is not None:
            key = (new.source, new.external_id, new.organ_id)
            await self._desk.entries.lock_sources([key])
            taken = (await self._desk.entries.of_sources([key])).get(key)
            if taken is not None:
                raise EntryExternalIdTaken(extensions={"existing_id": str(taken.id)})
        entry = self.enter(new, kind, new.source, new.external_id)
        await self.flush()
        return entry

    async def revise(self, entry_id: UUID, expected: IfMatch, content: EntryContent) -> Written:
        """Write a new version of an entry that is not published.

        Raises what `judge` does, EntryNotFound, EntryStepNotAllowed, 428 and 412.
        """
        entry = await self._desk.take(entry_id, REVISE, expected)
        present = await self._desk.entries.version(entry.id, entry.content_version)
        if content.organ_id != entry.organ_id:
            raise EntryOrganUnknown.at("/body/organ_id")
        around = await self.around([content])
        kind = judge(content, self._desk.principal, around, entry.id)
        is_changed = await self.rewrite(entry, present, content, kind, present.attachments)
        await self.flush()
        return Written(entry, is_changed)

    def enter(
        self, content: EntryContent, kind: KnownKind, source: str | None, external_id: str | None
    ) -> Entry:
        """A new draft of content that holds; `flush` writes it."""
        now = self._desk.office.clock.now()
        entry = Entry(
            id=new_id(),
            organ_id=content.organ_id,
            version=0,
            chain_head="",
            published_version=None,
            index_number=None,
            validity=EntryValidity.IN_FORCE,
            source=source,
            external_id=external_id,
            created_at=now,
            published_at=None,
        )
        self._write(entry, filled(content, kind), (kind.id, kind.version), ())
        self._desk.session.add(entry)
        return entry

    async def rewrite(
        self,
        entry: Entry,
        present: EntryVersion,
        content: EntryContent,
        kind: KnownKind,
        attachments: Attached,
    ) -> bool:
        """A new version of a locked entry, if it says anything else; `flush` writes it.

        Raises EntryStepNotAllowed.
        """
        whole = filled(content, kind)
        if _digest(_stored(whole), attachments) == present.digest:
            return False
        self._desk.check(entry, REVISE)
        if present.content["related"]:
            await self._desk.entries.unlink(entry.id)
        self._write(entry, whole, (kind.id, kind.version), attachments)
        return True

    async def attach(self, entry: Entry, present: EntryVersion, attachments: Attached) -> None:
        """The newest version with other files, as a version of its own; REVISE was taken. Its words
        keep the version of the kind by which they were judged.
        """
        whole = EntryContent.model_validate(present.content)
        if whole.related:
            await self._desk.entries.unlink(entry.id)
        self._write(entry, whole, (entry.kind_id, present.kind_version), attachments)
        await self.flush()

    async def flush(self) -> None:
        """Write what was entered, heads before what hangs on them."""
        session = self._desk.session
        await session.flush()
        hanging, self._hanging = self._hanging, []
        session.add_all(hanging)
        await session.flush()

    def _write(
        self, entry: Entry, whole: EntryContent, kind: tuple[UUID, int], attachments: Attached
    ) -> None:
        """A version of content that is filled in, by its kind's version; the entry is a draft."""
        stored = _stored(whole)
        digest = _digest(stored, attachments)
        audience = whole.audience or Audience.PUBLIC
        related = tuple(sorted((each.entry_id, each.relation) for each in whole.related))
        entry.state = EntryState.DRAFT
        entry.kind_id, kind_version = kind
        entry.audience = audience
        entry.title = whole.title
        entry.formed_on = whole.formed_on
        entry.document_number = whole.document_number
        entry.search_text = search_text(whole.title, whole.document_number, entry.index_number)
        entry.written_by = self._desk.principal.actor
        entry.has_text = bool(whole.body or whole.elements or attachments)
        entry.reviewers = []
        event = EntryWritten(
            organ_id=entry.organ_id,
            kind=whole.kind,
            kind_version=kind_version,
            formed_on=whole.formed_on,
            audience=audience,
            related=tuple(
                RelatedTo(entry_id=other, relation=relation) for other, relation in related
            ),
            attachments=len(attachments),
            digest=digest,
        )
        self._desk.put_on_record(entry, event)
        entry.content_version = entry.version
        self._hanging.append(
            EntryVersion(
                entry_id=entry.id,
                version=entry.version,
                kind_version=kind_version,
                content=stored,
                attachments=list(attachments),
                digest=digest,
                written_by=self._desk.principal.actor,
                written_at=self._desk.office.clock.now(),
            )
        )
        self._hanging.extend(
            EntryLink(entry_id=entry.id, other_id=other, relation=relation)
            for other, relation in related
        )


def _stored(content: EntryContent) -> dict[str, Any]:
    return content.model_dump(mode="json", include=set(_CONTENT))


def _digest(stored: dict[str, Any], attachments: Attached) -> str:
    return digest_of({"content": stored, "attachments": [dict(each) for each in attachments]})


def search_text(*texts: str | None) -> str:
    """What a list's `text` is looked for in."""
    return "\n".join(folded(each) for each in texts if each)
