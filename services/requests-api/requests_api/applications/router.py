"""The public routes of an applicant."""

from typing import Annotated

from fastapi import Depends, Header, Path, Request
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, TypeAdapter, ValidationError
from starlette.responses import Response

from gongkai.http.idempotency import OptionalIdempotencyDep, WishDep, answered
from gongkai.http.language import Language, preferred_language
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.schemas import Text
from gongkai.http.sessions import SessionDep
from gongkai.organs import Channel
from requests_api.access_codes.access import ApplicantAccess
from requests_api.access_codes.errors import ApplicationNotFound, TooManyWrongCodes
from requests_api.applications.presenter import application_out
from requests_api.applications.schemas import (
    ApplicationFiledOut,
    ApplicationIn,
    ApplicationOut,
)
from requests_api.applications.service import confirm_fee, correct, file_online, withdraw
from requests_api.cases.errors import CaseStepNotAllowed
from requests_api.cases.models import Case
from requests_api.corrections.errors import CorrectionSaysNothing
from requests_api.corrections.schemas import ApplicantCorrectionIn
from requests_api.corrections.service import Corrected
from requests_api.fees.errors import NoFeeToConfirm
from requests_api.intake.errors import BornInTheFuture, OrganAbolished
from requests_api.intake.numbers import receipt_number_of
from requests_api.intake.service import Filing
from requests_api.matters.errors import UnknownOrgan
from requests_api.matters.web import OfficeDep

router = feature_router(prefix="/applications", tags=["applications"])
ReceiptNumber = Annotated[Text, Path(description="回执编号"), AfterValidator(receipt_number_of)]
"""The number on the receipt, as an applicant types it."""
_HEADER = "Gongkai-Access-Code"
_CODE: TypeAdapter[str] = TypeAdapter(Text)


async def _stated_code(
    access_code: Annotated[
        str | None,
        Header(
            alias=_HEADER,
            description="查询码；不得写入网址",
            json_schema_extra={"x-required": True},
        ),
    ] = None,
) -> str:
    """The code, or a refusal at once: FastAPI would go on to what stands behind a parameter that
    does not hold, and there the stored answer of a repetition would end the request.
    """
    if access_code is None:
        raise RequestValidationError([{"type": "missing", "loc": ("header", _HEADER)}])
    try:
        return _CODE.validate_python(access_code)
    except ValidationError as error:
        raise RequestValidationError(
            [{**fault, "loc": ("header", _HEADER)} for fault in error.errors()]
        ) from error


AccessCode = Annotated[str, Depends(_stated_code)]
"""The applicant's code; never part of an address."""


async def _locked(
    receipt_number: ReceiptNumber, access_code: AccessCode, session: SessionDep, office: OfficeDep
) -> Case:
    return await ApplicantAccess(session, office).open(receipt_number, access_code, lock=True)


LockedApplication = Annotated[Case, Depends(_locked)]
"""The applicant's case, locked; it stands before the idempotency gate, so that no answer is
replayed to somebody who does not hold the code."""


@router.post(
    "",
    summary="提交申请 / File an application",
    status_code=201,
    response_model=ApplicationFiledOut,
    responses=problems(UnknownOrgan, OrganAbolished, BornInTheFuture),
)
async def file_application(body: ApplicationIn, wish: WishDep, office: OfficeDep) -> Response:
    """File an application online (条例29); the receipt carries number and access code.

    A person's number in the title or the document reference is shown there as stars, since many
    read these; what was written goes whole into the description.
    """
    filing = Filing(
        organ_id=body.organ_id,
        channel=Channel.ONLINE,
        arrived_on=office.clock.today(),
        confirmed_on=None,
        applicant=body.applicant,
        title=body.title,
        description=body.description,
        document_reference=body.document_reference,
        supply_form=body.supply_form,
    )
    return answered(await file_online(office, filing, wish))


@router.get(
    "/{receipt_number}",
    summary="查询申请 / Look up an application",
    responses=problems(ApplicationNotFound, TooManyWrongCodes),
)
async def get_application(
    receipt_number: ReceiptNumber,
    access_code: AccessCode,
    session: SessionDep,
    office: OfficeDep,
    request: Request,
    response: Response,
) -> ApplicationOut:
    """Where the application stands, what happened so far, and the reply once it is issued."""
    case = await ApplicantAccess(session, office).open(receipt_number, access_code)
    response.headers["Vary"] = "Accept-Language"
    return await application_out(session, office, case, _language(request))


@router.post(
    "/{receipt_number}/withdrawal",
    summary="申请人撤回申请 / Withdraw an application",
    response_model=ApplicationOut,
    responses=problems(ApplicationNotFound, TooManyWrongCodes, CaseStepNotAllowed),
)
async def withdraw_application(
    case: LockedApplication,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    request: Request,
) -> Response:
    """Withdraw the application."""
    await withdraw(session, office, case)
    return await gate.answer(await application_out(session, office, case, _language(request)))


@router.post(
    "/{receipt_number}/correction",
    summary="申请人提交补正 / Correct an application",
    response_model=ApplicationOut,
    responses=problems(
        ApplicationNotFound, TooManyWrongCodes, CaseStepNotAllowed, CorrectionSaysNothing
    ),
)
async def correct_application(
    body: ApplicantCorrectionIn,
    case: LockedApplication,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    request: Request,
) -> Response:
    """Correct the application that the office finds unclear (条例30): the term counts anew from
    today.

    A person's number in the title or the document reference is shown there as stars; what was
    written goes whole into the description.
    """
    corrected = Corrected(
        title=body.title,
        description=body.description,
        document_reference=body.document_reference,
    )
    await correct(session, office, case, corrected)
    return await gate.answer(await application_out(session, office, case, _language(request)))


@router.post(
    "/{receipt_number}/fee-confirmation",
    summary="申请人确认收到收费通知 / Confirm the notice of a fee",
    response_model=ApplicationOut,
    responses=problems(ApplicationNotFound, TooManyWrongCodes, NoFeeToConfirm),
)
async def confirm_fee_notice(
    case: LockedApplication,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    request: Request,
) -> Response:
    """Confirm to have got the notice of the fee. Where its delivery is not on record yet, it counts
    as delivered today by the applicant's own word: the period for paying begins (DL-12). It is no
    payment and no consent, and moves nothing else.
    """
    await confirm_fee(session, office, case)
    return await gate.answer(await application_out(session, office, case, _language(request)))


def _language(request: Request) -> Language:
    return preferred_language(request.headers.get("accept-language"))
