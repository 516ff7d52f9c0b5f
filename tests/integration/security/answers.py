"""What must hold for every answer to a hostile request."""

import json
import re

_CHINESE = re.compile("[\u3400-\u9fff]")
UNAVAILABLE = 503


def _refuses_each_item(answer) -> bool:
    """Whether a bulk was taken whose items all refuse themselves."""
    results = answer.json.get("results") if isinstance(answer.json, dict) else None
    return bool(results) and answer.json.get("refused") == len(results)


def faults(operation, answer, hostile) -> list[str]:
    """What is wrong with an answer that was asked for in English."""
    found = [*undocumented_headers(operation, answer.status, answer.headers)]
    if answer.status >= 500:
        found.append("a server error")
    if answer.status < 400:
        if hostile.refused and not _refuses_each_item(answer):
            found.append("accepted")
        return [f"{operation.name} / {hostile.name}: {fault} {_brief(answer)}" for fault in found]
    if answer.media_type != "application/problem+json":
        found.append(f"of type {answer.media_type}")
    else:
        found += _faults_of_problem(answer)
    if str(answer.status) not in operation.statuses:
        found.append("a status that the document does not name")
    if hostile.mark is not None and hostile.mark in answer.text:
        found.append("what was sent is repeated")
    return [f"{operation.name} / {hostile.name}: {fault} {_brief(answer)}" for fault in found]


def undocumented_headers(operation, status, headers):
    """What a client works with and the document keeps from it: versions, and where things are."""
    documented = operation.headers.get(str(status), frozenset())
    sent = {name.lower() for name in headers}
    # A step that makes nothing may say all the same where the thing is.
    told = {"etag"} if status == 200 else {"etag", "location"}
    for name in sorted((sent & told) - documented):
        yield f"a header that the document does not name: {name}"


def _faults_of_problem(answer):
    problem = json.loads(answer.body)
    if problem["status"] != answer.status or not problem["code"]:
        yield "status or code"
    correlation_id = answer.headers.get("gongkai-correlation-id")
    if not correlation_id or problem.get("correlation_id") != correlation_id:
        yield "correlation id"
    if answer.headers.get("content-language") != "en":
        yield "Content-Language"
    words = [problem["title"], problem.get("detail", "")]
    words += [error["message"] for error in problem.get("errors", ())]
    if any(_CHINESE.search(word) for word in words):
        yield "not in English"
    if answer.headers.get("cache-control") != "no-store":
        yield "may be cached"


def _brief(answer):
    return f"[{answer.status} {answer.text[:250]}]"
