"""The API documents of a service, from files of its own: government networks reach no CDN."""

from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from starlette.requests import Request
from starlette.staticfiles import StaticFiles

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{docs}/assets/favicon.png">
<link rel="stylesheet" href="{docs}/assets/swagger-ui.css">
</head>
<body>
<nav style="padding: 1em 2em; font-family: sans-serif">
<a href="/">首页 start</a> ·
<a href="/requests/docs">依申请公开 requests</a> ·
<a href="/catalog/docs">目录与基础数据 catalog</a> ·
<a href="/notifications/docs">期限与通知 notifications</a>
</nav>
<div id="swagger-ui"></div>
<script src="{docs}/assets/swagger-ui-bundle.js"></script>
<script src="{docs}/start.js"></script>
</body>
</html>
"""
_START = """SwaggerUIBundle({{
  url: "{openapi}", dom_id: "#swagger-ui", deepLinking: true, docExpansion: "none",
  persistAuthorization: false, validatorUrl: null,
}});
"""


def install(app: FastAPI, prefix: str) -> None:
    """Serve `{prefix}/docs`; its Swagger files come with the package `fastapi-offline`."""
    docs = f"{prefix}/docs"
    headers = {"Content-Security-Policy": _CSP}
    page = _PAGE.format(title=app.title, docs=docs)
    start = _START.format(openapi=app.openapi_url)

    async def show_docs(_request: Request) -> Response:
        return HTMLResponse(page, headers=headers)

    async def show_start(_request: Request) -> Response:
        return Response(start, media_type="text/javascript", headers=headers)

    app.add_route(docs, show_docs, include_in_schema=False)
    app.add_route(f"{docs}/start.js", show_start, include_in_schema=False)
    directory = str(files("fastapi_offline") / "static")
    app.mount(f"{docs}/assets", _Assets(directory=directory), name="docs-assets")


class _Assets(StaticFiles):
    """Files that may be kept by the browser; addressed in logs and figures under one name."""

    async def get_response(self, path: str, scope: Any) -> Response:  # noqa: ANN401 - ASGI
        """One file, to be asked for again after a day."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response
