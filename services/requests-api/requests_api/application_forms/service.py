"""Making the blank form of an organ."""

import asyncio
from uuid import UUID

from gongkai.files import Files
from gongkai.http.language import Language
from gongkai.reference.errors import OrganNotFound
from requests_api.decisions.model import NationalText
from requests_api.letter_templates.building import form_in_english
from requests_api.letter_templates.errors import FormUnavailable
from requests_api.letter_templates.filling import FillingError
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.sandbox import UncleanTemplateError, fill
from requests_api.letter_templates.service import template_for
from requests_api.letter_templates.specs import SPECS
from requests_api.letters.forms import blank_form
from requests_api.matters.office import Office
from requests_api.organ_directory.repository import name_of_taking

_KIND = LetterKind.APPLICATION_FORM


async def blank(office: Office, files: Files, organ_id: UUID, language: Language) -> bytes:
    """The form by the organ's own template, or the shipped one; in English always the shipped one.

    Raises `OrganNotFound` where no such organ takes applications, `FormUnavailable` where its own
    template does not make one any more.
    """
    async with office.database.read_session() as session:
        name = await name_of_taking(session, organ_id, office.clock.today())
    if name is None:
        raise OrganNotFound
    in_english = language == "en"
    if in_english:
        template = await asyncio.to_thread(form_in_english)
    else:
        held = await template_for(office, files, organ_id, _KIND, NationalText.OF_2019)
        template = held.content
    facts = blank_form(name, in_english=in_english)
    try:
        return (await asyncio.to_thread(fill, template, SPECS[_KIND].fields, facts)).content
    except (FillingError, UncleanTemplateError):
        raise FormUnavailable from None
