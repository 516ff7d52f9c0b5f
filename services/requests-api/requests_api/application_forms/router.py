"""GET /application-form: the form to be printed and filled in."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from starlette.responses import Response

from gongkai.files import MediaType
from gongkai.files.web import disposition, download
from gongkai.http.language import preferred_language
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.reference.errors import OrganNotFound
from requests_api.application_forms.service import blank
from requests_api.letter_templates.errors import FormUnavailable
from requests_api.letter_templates.kinds import LetterKind
from requests_api.matters.web import FilesDep, OfficeDep

router = feature_router(tags=["applications"])
_NAMED = disposition(f"{LetterKind.APPLICATION_FORM.label}.docx")
_KEPT = "public, max-age=300"


@router.get(
    "/application-form",
    summary="下载申请表 / Download the application form",
    response_class=Response,
    responses=problems(OrganNotFound, FormUnavailable) | download(),
)
async def get_application_form(
    request: Request,
    organ_id: Annotated[UUID, Query(description="受理申请的机关 / the organ applied to")],
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """The blank form of an organ that takes applications, as DOCX: what 条例29 lets an office ask,
    and nothing else; by `Accept-Language` with English labels. Public, and nobody needs it: an
    application in writing is one in any form.
    """
    language = preferred_language(request.headers.get("accept-language"))
    content = await blank(office, files, organ_id, language)
    headers = {
        "Content-Disposition": _NAMED,
        "Cache-Control": _KEPT,
        "Vary": "Accept-Language",
    }
    return Response(content, media_type=MediaType.DOCX.value, headers=headers)
