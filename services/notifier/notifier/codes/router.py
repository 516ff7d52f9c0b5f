"""Code lists over HTTP."""

from gongkai.http.routing import router as feature_router
from notifier.codes.lists import code_lists
from notifier.codes.schemas import CodeListsOut

router = feature_router(tags=["codes"])


@router.get("/codes", summary="代码表 / List the codes")
async def list_codes() -> CodeListsOut:
    """Every code of this service with its Chinese label; public."""
    return code_lists()
