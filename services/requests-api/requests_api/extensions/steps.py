"""The steps of extending the period: asked for, agreed or refused."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, stay
from requests_api.cases.states import IN_HAND
from requests_api.cases.steps import CASE_STEPS, NOT_EXTENDED, CaseSituation
from requests_api.extensions.errors import ExtensionNeedsHead

NOT_ASKED: Guard[CaseSituation] = Guard(
    Reason(
        "extension_asked_already", "已有待审批的延期请求", "A request waits for the head already"
    ),
    lambda situation: not situation.is_extension_asked,
)
ASKED: Guard[CaseSituation] = Guard(
    Reason("no_extension_asked", "没有待审批的延期请求", "No request for an extension waits"),
    lambda situation: situation.is_extension_asked,
)
EXTEND = CASE_STEPS.declare(
    Step(
        code="extend",
        label="延期",
        path="extension",
        permission=Permission.CASES_EXTEND,
        moves=stay(IN_HAND),
        guards=(NOT_EXTENDED,),
        by_people=True,
        needs=ExtensionNeedsHead,
    )
)
REQUEST_EXTENSION = CASE_STEPS.declare(
    Step(
        code="request_extension",
        label="请求延期",
        path="extension-request",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(NOT_EXTENDED, NOT_ASKED),
    )
)
REFUSE_EXTENSION = CASE_STEPS.declare(
    Step(
        code="refuse_extension",
        label="不同意延期",
        path="extension-refusal",
        permission=Permission.CASES_EXTEND,
        moves=stay(IN_HAND),
        guards=(ASKED,),
        by_people=True,
        needs=ExtensionNeedsHead,
    )
)
