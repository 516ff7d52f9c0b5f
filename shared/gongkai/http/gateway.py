"""What the gateway cannot answer itself, as problem documents.

The gateway asks any instance of any service for the document of a status that it made: no such
address, too many requests, too much at once, no instance of a service listening. The page needs no
token and no database, and the gateway routes nobody to it.
"""

from collections.abc import Callable, Mapping

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from gongkai.errors import NotFound, Problem, TooManyRequests, Unavailable
from gongkai.http.exchange import overloaded
from gongkai.http.problems import PAGES, render

PATH = PAGES + "{what}"


def _door() -> Problem:
    """To applicants: the law knows no cap of applications, and the office has other doors."""
    return TooManyRequests(
        "来自同一网络地址的请求过于频繁，请稍后再试；正确的查询码随时可用。"
        "申请也可以信函寄送或者当面提交，不受此限制。",
        "Too many requests from one address; try again later. The right access code opens at any "
        "time, and applications by post or at the counter are taken as ever.",
        # Ten applications a minute are one in six seconds.
        headers={"Retry-After": "6"},
    )


_PROBLEMS: Mapping[str, Callable[[], Problem]] = {
    "404": NotFound,
    # The gateway counts by the second.
    "429": lambda: TooManyRequests(headers={"Retry-After": "1"}),
    "door": _door,
    "503": Unavailable,
    # Its bound of what is under way answers 429 too, and is told apart by its own address.
    "overloaded": overloaded,
}


def install(app: FastAPI) -> None:
    """Serve the problem documents of the gateway."""

    async def problem(request: Request) -> Response:
        kind = _PROBLEMS.get(request.path_params["what"], NotFound)
        return render(kind(), request.scope)

    app.add_route(PATH, problem, include_in_schema=False)
