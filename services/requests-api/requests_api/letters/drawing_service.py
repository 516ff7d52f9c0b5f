"""Drawing a letter up: read, filled in and staged before the transaction that records it.

The number stands in the file, and it is gapless: the letter is made with the number that is next,
and recorded only if nobody has taken it, and nothing has happened to the case, in between.
"""

import asyncio
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.files import Files, MediaType, StagedFile
from requests_api.cases.kind import CASE
from requests_api.letter_templates.filling import Fact, Facts, FillingError
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.sandbox import Filled, UncleanTemplateError, fill
from requests_api.letter_templates.service import Template, in_pieces, template_for
from requests_api.letter_templates.specs import LetterSpec
from requests_api.letter_templates.wording_of_2007 import spec_under
from requests_api.letters.errors import LetterFactsMissing, LetterTemplateUnusable
from requests_api.letters.facts_service import gather
from requests_api.letters.material_service import Material, read_material
from requests_api.letters.variables import Stated
from requests_api.matters.desk import Desk
from requests_api.matters.office import Office


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter that somebody asks for."""

    case_id: UUID
    kind: LetterKind
    consultation_id: UUID | None
    letter_id: UUID | None
    """The letter that it is about."""
    variables: Stated


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is made and staged, and by what it was made."""

    wanted: Wanted
    case_version: int
    drawn_on: date
    dated_on: date
    """The date that stands on it."""
    told_on: date | None
    """The day on which, by the record, its addressee was told what it says."""
    document_number: str | None
    serial: int | None
    """The number that it takes for granted; None where it has none of its own."""
    reply_id: UUID | None
    template_version: int
    staged: StagedFile


async def draw(office: Office, files: Files, principal: Principal, wanted: Wanted) -> Draft:
    """The letter, staged; no transaction may be open.

    Raises `CaseNotFound`, `ForeignOrgan`, `ConsultationNotFound`, `LetterNotFound`,
    `LetterFactsMissing`,
    `LetterTemplateUnusable`, `LetterOfOtherText`, `DecisionOfOtherText`.
    """
    async with office.database.read_session() as session:
        desk = Desk(session, office, CASE, principal)
        material = await read_material(
            desk, wanted.case_id, wanted.consultation_id, wanted.letter_id
        )
    spec = spec_under(wanted.kind, material.text)
    number = _number(material) if spec.is_numbered else None
    gathered = gather(wanted.kind, material, wanted.variables, number or "")
    if gathered.lacking:
        named = list(dict.fromkeys(gathered.lacking))
        raise LetterFactsMissing(
            "尚缺：" + "、".join(each.label for each in named),
            "Missing: " + ", ".join(each.value for each in named),
            extensions={"missing": [{"code": each.value, "text": each.label} for each in named]},
        )
    template = await template_for(office, files, material.case.organ_id, wanted.kind, material.text)
    filled = await _filled(spec, template, gathered.facts)
    own_number = gathered.number or number
    name = f"{wanted.kind.label}{own_number or ''}.docx"
    staged = await files.stage_made(name, MediaType.DOCX, in_pieces(filled.content))
    return Draft(
        wanted=wanted,
        case_version=material.version,
        drawn_on=material.today,
        dated_on=gathered.dated_on or material.today,
        told_on=gathered.told_on,
        document_number=own_number,
        serial=None if own_number != number or number is None else material.next_serial,
        reply_id=material.case.reply_id if wanted.kind is LetterKind.REPLY else None,
        template_version=template.version,
        staged=staged,
    )


def _number(material: Material) -> str:
    """`示例公开〔2026〕1号`: what the organ is called, year and number, without leading zeros
    (GB/T 9704).
    """
    short_name = "" if material.organ is None else material.organ.short_name or ""
    return f"{short_name}公开〔{material.today.year}〕{material.next_serial}号"


async def _filled(spec: LetterSpec, template: Template, facts: Facts) -> Filled:
    try:
        filled = await asyncio.to_thread(fill, template.content, spec.fields, facts)
    except (FillingError, UncleanTemplateError):
        raise LetterTemplateUnusable(extensions={"missing_fields": []}) from None
    unwritten = _unwritten(spec, facts, filled.said)
    if unwritten:
        raise LetterTemplateUnusable(extensions={"missing_fields": unwritten})
    return filled


def _unwritten(spec: LetterSpec, facts: Facts, said: str) -> list[str]:
    """Fields that the letter must write out and does not: a condition may have hidden them."""
    fields = spec.fields
    return sorted(
        name
        for name in fields.required
        if any(
            line.strip() not in said for text in _texts(facts[name]) for line in text.split("\n")
        )
    )


def _texts(fact: Fact) -> list[str]:
    if isinstance(fact, bool):
        return []
    if isinstance(fact, str):
        return [fact]
    return [
        text for entry in fact for text in ([entry] if isinstance(entry, str) else entry.values())
    ]
