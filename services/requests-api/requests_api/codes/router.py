"""The public code lists."""

from gongkai.http.routing import router as new_router
from requests_api.codes.lists import code_lists
from requests_api.codes.schemas import CodeListsOut

router = new_router(tags=["codes"])


@router.get("/codes", summary="代码表 / List the codes")
async def list_codes() -> CodeListsOut:
    """Every code list with its Chinese labels: channels, applicants, decisions with their
    evidence and report row, states with their statutory stage, roles, lights.
    """
    return code_lists()
