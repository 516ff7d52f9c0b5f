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

_PROBLEMS: Mapping[str, Callable[[], Problem]] = {
    "404": NotFound,
    # The gateway counts by the second.
    "429": lambda: TooManyRequests(headers={"Retry-After": "1"}),
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
