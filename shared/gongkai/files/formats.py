"""What we make (letters, files on paper) in the format that is wanted: DOCX, or PDF where the
installation has a converter.
"""

from pathlib import PurePath
from typing import Annotated, Literal, cast

from fastapi import Depends, Query, Request
from starlette.responses import Response

from gongkai.files.conversion import Converter
from gongkai.files.errors import ConversionFailed, ConverterMissing
from gongkai.files.kinds import MediaType
from gongkai.files.web import disposition
from gongkai.http.openapi import problems

FORMATS = problems(ConverterMissing, ConversionFailed)
"""The problems of a route that answers in the format that is wanted."""
_Wanted = Annotated[
    Literal["docx", "pdf"], Query(alias="format", description="文件格式 / the form of the file")
]


async def _pdf(request: Request, wanted: _Wanted = "docx") -> Converter | None:
    if wanted == "docx":
        return None
    converter = cast("Converter | None", request.app.state.converter)
    if converter is None:
        raise ConverterMissing
    return converter


PdfDep = Annotated[Converter | None, Depends(_pdf)]
"""The converter where PDF is wanted, None where DOCX is; `ConverterMissing` before anything is
done.
"""


def pdf_answer(content: bytes, name: str) -> Response:
    """The PDF of what is called ``name`` as DOCX."""
    named = disposition(f"{PurePath(name).stem}.pdf")
    return Response(content, media_type=MediaType.PDF.value, headers={"Content-Disposition": named})
