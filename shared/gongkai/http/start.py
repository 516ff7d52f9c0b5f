"""Where a person who opens an address in a browser arrives: the page of a service, and the one of
the whole platform, which the gateway shows at `/`.

In Chinese and English, without script and without anything from elsewhere.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from gongkai.contracts import Service
from gongkai.http.neighbours import Neighbours, PartState

FRONT = "/internal/start"
"""Where the gateway asks any service for the platform's page."""

_STYLE = (
    "body{font-family:sans-serif;line-height:1.5;max-width:60em;margin:2em auto;padding:0 1em}"
    "pre{background:#f4f4f4;padding:1em;overflow-x:auto}"
    "td,th{text-align:left;padding:.2em 1.5em .2em 0}"
)
_CSP = (
    "default-src 'none'; img-src 'self'; frame-ancestors 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    + "'"
)
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?", re.ASCII)
_NAMES: Mapping[Service, str] = {
    Service.REQUESTS: "依申请公开 / disclosure on request",
    Service.CATALOG: "基础数据与清单 / organs, calendar, lists",
    Service.NOTIFIER: "期限与通知 / deadlines, reminders, messages",
}
_CALLER = '-H "Authorization: Bearer $TOKEN"'
_JSON = "-H 'Content-Type: application/json'"
_PLATFORM_CALLS = (
    ("期限试算，无需令牌 / the clock, without a token",
     "curl {origin}/requests/v1/clock/preview " + _JSON + " -d "
     '\'{{"received_on": "2025-09-26", "channel": "in_person", "events": []}}\''),
    ("识别公开时限，无需令牌 / a time limit in words, without a token",
     "curl {origin}/catalog/v1/time-limits:parse " + _JSON
     + " -d '{{\"text\": \"自信息形成之日起20个工作日内\"}}'"),
    ("代码表，无需令牌 / code lists, without a token", "curl {origin}/requests/v1/codes"),
    ("待办列表 / a worklist", "curl {origin}/requests/v1/worklist " + _CALLER),
    ("读取案件及其版本（ETag） / a case with its version",
     "curl -i {origin}/requests/v1/cases/CASE " + _CALLER),
    ("依据该版本办理 / a step on that version",
     "curl {origin}/requests/v1/cases/CASE/registration -X POST -H 'If-Match: \"v1\"' " + _CALLER),
)  # fmt: skip
_SERVICE_CALLS = (
    ("代码表，无需令牌 / code lists, without a token", "curl {origin}/{prefix}/v1/codes"),
    ("当前调用方 / the caller", "curl {origin}/{prefix}/v1/me " + _CALLER),
)


def install(app: FastAPI, prefix: str) -> None:
    """Serve the service's page at `/`, `/{prefix}` and `/{prefix}/v1`, the platform's at `FRONT`.

    The latter needs `app.state.neighbours`.
    """

    async def service(request: Request) -> Response:
        documents = [
            (f"/{prefix}/docs", "接口文档 / documentation"),
            (f"/{prefix}/openapi.json", "OpenAPI"),
        ]
        links = " · ".join(f'<a href="{path}">{words}</a>' for path, words in documents)
        calls = _calls(_SERVICE_CALLS, _origin(request), prefix)
        about = f"<p>{escape(app.description)}</p><p>{links}</p>{calls}"
        return _page(app.title, prefix, about)

    async def front(request: Request) -> Response:
        neighbours: Neighbours = request.app.state.neighbours
        parts = _parts(await neighbours.states())
        calls = _calls(_PLATFORM_CALLS, _origin(request), prefix)
        return _page("公开 Gongkai · 政务公开后台 / open government", prefix, parts + calls)

    for path in ("/", f"/{prefix}", f"/{prefix}/", f"/{prefix}/v1", f"/{prefix}/v1/"):
        app.add_route(path, service, include_in_schema=False)
    app.add_route(FRONT, front, include_in_schema=False)


def _parts(states: Mapping[Service, PartState]) -> str:
    rows = "".join(
        f"<tr><td>{service.value}</td><td>{_NAMES[service]}</td>"
        f"<td>{state.label} / {state.value}</td>"
        f'<td><a href="/{service.prefix}/docs">文档 / documentation</a></td>'
        f'<td><a href="/{service.prefix}/openapi.json">OpenAPI</a></td></tr>'
        for service, state in states.items()
    )
    heads = "<th>部分 / part</th><th></th><th>状态 / state</th><th></th><th></th>"
    return f"<table><tr>{heads}</tr>{rows}</table>"


def _calls(calls: Iterable[tuple[str, str]], origin: str, prefix: str) -> str:
    lines = (f"# {words}\n{call.format(origin=origin, prefix=prefix)}\n" for words, call in calls)
    return (
        "<h2>调用示例 / example calls</h2>"
        "<p>令牌由统一身份认证签发；本机试用时 <code>. .gongkai/run.env; TOKEN=$CLERK</code>。"
        "<br>Tokens come from the identity provider; beside a local <code>make run</code>: "
        "<code>. .gongkai/run.env; TOKEN=$CLERK</code>.</p>"
        f"<pre>{escape(chr(10).join(lines))}</pre>"
    )


def _page(title: str, prefix: str, body: str) -> Response:
    html = (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="/{prefix}/docs/assets/favicon.png">'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": _CSP})


def _origin(request: Request) -> str:
    """The address under which the page was asked for, to be shown; never trusted otherwise."""
    host = request.headers.get("host", "")
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme)
    if not _HOST.fullmatch(host):
        return "$GATEWAY"
    return f"{'https' if scheme == 'https' else 'http'}://{host}"
