"""Code lists over HTTP."""

from typing import Annotated

from gongkai.auth import Principal
from gongkai.http.routing import router
from gongkai.http.security import requires
from notifier.codes.lists import code_lists
from notifier.codes.schemas import CodeListsOut

codes = router(tags=["codes"])


@codes.get("/codes", summary="代码表")
async def list_codes(_caller: Annotated[Principal, requires()]) -> CodeListsOut:
    """Every code of this service with its Chinese label."""
    return code_lists()
