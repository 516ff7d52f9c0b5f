"""Code lists over HTTP."""

from gongkai.http.routing import router
from notifier.codes.lists import code_lists
from notifier.codes.schemas import CodeListsOut

codes = router(tags=["codes"])


@codes.get("/codes", summary="代码表")
async def list_codes() -> CodeListsOut:
    """Every code of this service with its Chinese label; public."""
    return code_lists()
