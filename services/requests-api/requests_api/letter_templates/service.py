"""Which template holds for an organ, and setting its own."""

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Permission, Principal
from gongkai.errors import PreconditionFailed
from gongkai.files import Files, MediaType, StagedFile
from gongkai.http.versions import IfMatch
from gongkai.reference.errors import OrganNotFound
from gongkai.steps import works_in
from requests_api.decisions.model import NationalText
from requests_api.letter_templates.building import shipped
from requests_api.letter_templates.errors import LetterKindUnavailable, TemplateRefused
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.models import LetterTemplate
from requests_api.letter_templates.repository import HeldTemplate, TemplateRepository
from requests_api.letter_templates.sandbox import Findings, check
from requests_api.letter_templates.specs import SPECS, LetterSpec
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.office import Office


class Template(NamedTuple):
    """A template to be filled in; version 0 ships with the platform."""

    version: int
    content: bytes


def spec_of(kind: LetterKind) -> LetterSpec:
    """The kind as data. Raises `LetterKindUnavailable`."""
    spec = SPECS.get(kind)
    if spec is None:
        raise LetterKindUnavailable
    return spec


async def checked(kind: LetterKind, content: bytes) -> Findings:
    """What stands against a template; no transaction may be open."""
    return await asyncio.to_thread(check, content, spec_of(kind).fields)


async def template_for(
    office: Office, files: Files, organ_id: UUID, kind: LetterKind, text: NationalText
) -> Template:
    """The template that holds for an organ's letters; no transaction may be open. Those of organs
    are written by the text of 2019: what runs under that of 2007 has the shipped ones.

    Raises `FilePending` and `FileWithheld` where the scanner has not let an own one.
    """
    if text is NationalText.OF_2007 and spec_of(kind).has_law:
        return Template(0, await asyncio.to_thread(shipped, kind, text))
    async with office.database.read_session() as session:
        held = await TemplateRepository(session).present(organ_id, kind)
    if held is None:
        return Template(0, await asyncio.to_thread(shipped, kind))
    chunks = await files.open(held.file)
    return Template(held.template.version, b"".join([chunk async for chunk in chunks]))


class TemplateService:
    """The templates of organs, for one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._office = office
        self._principal = principal
        self._session = session
        self._templates = TemplateRepository(session)

    async def held(self, organ_id: UUID, kind: LetterKind) -> HeldTemplate | None:
        """The organ's own template. Raises `OrganNotFound`, `LetterKindUnavailable`."""
        spec_of(kind)
        if not await self._templates.organ_exists(organ_id, self._principal):
            raise OrganNotFound
        return await self._templates.present(organ_id, kind)

    async def may_set(self, organ_id: UUID, kind: LetterKind) -> None:
        """Go on only if the caller sets templates of this organ; raises `ForeignOrgan` besides."""
        await self.held(organ_id, kind)
        if not works_in(self._principal, organ_id):
            raise ForeignOrgan(extensions={"permission": Permission.LETTER_TEMPLATES_MANAGE})

    async def set(
        self,
        organ_id: UUID,
        kind: LetterKind,
        expected: IfMatch,
        files: Files,
        staged: StagedFile,
    ) -> HeldTemplate:
        """Set the organ's template, which was checked and staged; letters that were drawn up stay
        as they are. Raises what `may_set` does.
        """
        await self.may_set(organ_id, kind)
        held = await self._templates.present(organ_id, kind)
        version = 0 if held is None else held.template.version
        expected.check(version)
        stored = await files.record(self._session, staged)
        template = LetterTemplate(
            organ_id=organ_id,
            kind=kind,
            version=version + 1,
            file_id=stored.id,
            set_by=self._principal.actor,
            set_at=self._office.clock.now(),
        )
        if not await self._templates.add(template):
            raise PreconditionFailed
        return HeldTemplate(template, stored)


async def staged_template(files: Files, kind: LetterKind, name: str, content: bytes) -> StagedFile:
    """The template in the store, if nothing stands against it. Raises `TemplateRefused`."""
    findings = await checked(kind, content)
    if not findings.is_clean:
        raise TemplateRefused(
            extensions={
                "unknown_fields": findings.unknown,
                "missing_fields": findings.missing,
                "refused": [
                    {"expression": refused.expression, "why": refused.why.value}
                    for refused in findings.refused
                ],
            }
        )
    return await files.stage_made(name, MediaType.DOCX, in_pieces(content))


async def in_pieces(content: bytes) -> AsyncIterator[bytes]:
    """What is in memory, as the kit takes it."""
    yield content
