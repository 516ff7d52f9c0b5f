"""Every operation of every service against every kind of caller, from its OpenAPI document."""

from datetime import timedelta

import pytest
from fastapi.routing import APIRoute

from gongkai.auth.local import LocalIssuer
from gongkai.auth.principal import ROLE_PERMISSIONS, Role
from gongkai.testing.tokens import TokenMint
from tests.integration.security.targets import OF_THE_PLATFORM, REMEMBERED, all_scopes_but, bearer

CHALLENGE = "Bearer"
OPERATIONAL = {"/health/live", "/health/ready", "/metrics"}
SHARED = {"catalog"}
"""Reference data: everybody in an office reads all of it; only writing is bound to an organ, and
an administrator bound to none keeps all of it."""


@pytest.fixture(scope="module")
def bad_tokens(stand, target):
    mint = stand.mint
    elsewhere = TokenMint()
    past = LocalIssuer(mint.key, elsewhere.clock)
    return {
        "garbage": "garbage",
        "three garbage parts": "a.b.c",
        "expired": mint.expired(Role.HEAD, target.own),
        "other issuer": mint.forge(claims=mint.claims(iss="https://idp.example")),
        "other audience": mint.forge(claims=mint.claims(aud="other")),
        "key of another issuer": elsewhere.token(Role.HEAD, target.own),
        "lives too long": past.mint_role(
            Role.HEAD, organ_id=target.own, lifetime=timedelta(days=400)
        ),
    }


def is_problem(answer, status, code=None):
    return (
        answer.status == status
        and answer.media_type == "application/problem+json"
        and (code is None or answer.json["code"] == code)
    )


def lacks_permission(answer):
    return answer.status == 403 and "required_permissions" in answer.json


async def each(target, operations, check):
    """Run `check` for every operation; all that failed are told at once."""
    wrong = []
    for operation in operations:
        wrong += [f"{operation.name}: {found}" async for found in check(operation)]
    assert not wrong, "\n".join(wrong)


def protected(target):
    return [o for o in target.operations if o.permissions is not None]


async def test_every_route_stands_in_the_document(target):
    documented = {(o.method, o.template) for o in target.operations}
    routes = [route for route in target.app.routes if isinstance(route, APIRoute)]
    served = {(method, route.path_format) for route in routes for method in route.methods}
    hidden = {path for method, path in served - documented}
    assert documented <= served
    assert {p for p in hidden if not p.startswith(("/requests/", "/catalog/", "/notif"))} <= (
        OPERATIONAL
    )
    assert not {p for p in hidden if "/v1" in p}


async def test_without_a_token_that_holds_there_is_a_401_before_anything_else(target, bad_tokens):
    async def check(operation):
        request = target.request(operation)
        for name, headers in {
            "no token": {},
            "basic": {"Authorization": "Basic YTpi"},
            **{name: bearer(token) for name, token in bad_tokens.items()},
        }.items():
            for body in (request.body, b"\xff{"):
                answer = await target.send(request, headers, body=body)
                challenged = answer.headers.get("www-authenticate", "").startswith(CHALLENGE)
                if not is_problem(answer, 401) or not challenged:
                    yield f"{name} gave {answer.status} {answer.text[:200]}"

    await each(target, protected(target), check)


async def test_public_routes_take_no_notice_of_tokens(target, bad_tokens):
    async def check(operation):
        for headers in ({}, *map(bearer, bad_tokens.values())):
            answer = await target.send(target.request(operation), headers)
            if answer.status in {401, 403} or answer.status >= 500:
                yield f"{answer.status} {answer.text[:200]}"

    await each(target, [o for o in target.operations if o.permissions is None], check)


async def test_a_client_with_every_scope_but_the_one_demanded_is_refused(target):
    async def check(operation):
        for permission in operation.permissions:
            caller = target.machine(all_scopes_but(permission), target.own)
            answer = await target.send(target.request(operation), caller)
            refused = lacks_permission(answer)
            if not refused or answer.json["required_permissions"] != [permission]:
                yield f"without {permission} gave {answer.status} {answer.text[:200]}"
        nothing = await target.send(target.request(operation), target.machine([], target.own))
        if lacks_permission(nothing) != bool(operation.permissions):
            yield f"without scopes gave {nothing.status} {nothing.text[:200]}"

    await each(target, protected(target), check)


async def test_people_may_call_what_their_role_allows_and_nothing_else(target):
    async def check(operation):
        for role in set(Role) - {Role.INTEGRATOR}:
            request = target.request(operation)
            answer = await target.send(request, target.bearer(role, target.own))
            allowed = operation.permissions <= ROLE_PERMISSIONS[role]
            if lacks_permission(answer) == allowed or answer.status >= 500 or answer.status == 401:
                yield f"{role} gave {answer.status} {answer.text[:200]}"

    await each(target, protected(target), check)


GONE = {"remove_enclosure"}
"""What a caller of an earlier test took out, as it might."""


def is_right(operation, answer):
    """What the right caller gets; a change that names no version gets no further than 428."""
    if operation.name in GONE and is_problem(answer, 404, "enclosure_not_found"):
        return True
    if operation.is_conditional and "428" in operation.statuses:
        return answer.status == 428 or answer.status in {200, 201}
    if operation.writes:
        return str(answer.status) in operation.statuses and (
            answer.status < 300 or answer.status == 409
        )
    return answer.status == 200


async def test_the_right_caller_gets_through(target):
    async def check(operation):
        answer = await target.send(target.request(operation), target.caller(operation))
        if not is_right(operation, answer):
            yield f"{answer.status} {answer.text[:300]}"

    await each(target, target.operations, check)


ROWS = {"case_id", "deadline_id", "entry_id", "job_id", "notification_id", "subject"}
"""Path parameters that name a row of an organ or a person."""
TOLD_OTHERWISE = {
    # The body names the organ of the row, which the caller does not administer.
    "put_person": lambda answer: is_problem(answer, 422, "organ_not_administered"),
    # A result for each item: all refused.
    "bulk_upsert_organs": lambda answer: answer.json["refused"] == len(answer.json["results"]),
    **dict.fromkeys(
        (
            "assign_cases",
            "draft_joint_reply",
            "submit_joint_reply",
            "approve_joint_reply",
            "issue_joint_reply",
            "draw_joint_letters",
        ),
        lambda answer: answer.json["refused"] == len(answer.json["results"]),
    ),
    "bulk_upsert_entries": lambda answer: answer.json["refused"] == len(answer.json["results"]),
    # Of the caller alone, who keeps none.
    "get_worklist_view": lambda answer: answer.status in {403, 404},
    "put_worklist_view": lambda answer: answer.status in {403, 412, 428},
    # Without a row and without an organ: what is the caller's own, here nothing; for people only.
    "mark_inbox_read": lambda answer: is_problem(answer, 403) or answer.json["total"] == 0,
    "get_organ_parameters": lambda answer: is_problem(answer, 404, "organ_not_found"),
    "get_approval_chain": lambda answer: is_problem(answer, 404, "organ_not_found"),
    # Of the caller's own organ, where none is set; one without an organ has none.
    "put_letter_template": lambda answer: answer.status in {404, 412, 428},
    "check_letter_template": lambda answer: answer.status == 200,  # touches no row
    # Of no organ: who administers one keeps none of them, who administers the platform all.
    "put_rule_set": lambda answer: answer.status in {403, 412, 428},
    "confirm_rule_set": lambda answer: answer.status in {403, 412, 428},
    # Changes no row of anybody's; what it says is narrowed to the caller's organs when it is read.
    "preview_recomputation": lambda answer: answer.status == 202,
    "search_worklist": lambda answer: is_problem(answer, 403) or answer.json["items"] == [],
    **dict.fromkeys(
        ("mark_notification_read", "mark_notification_unread"),
        lambda answer: is_problem(answer, 403) or is_problem(answer, 404),
    ),
}


def is_of_entries(operation):
    """Whether it is about what an office writes before it is public: no reference data."""
    return any(permission.startswith("entries:") for permission in operation.permissions)


def is_closed_to_foreigners(target, operation, answer):
    if operation.name in TOLD_OTHERWISE:
        closed = TOLD_OTHERWISE[operation.name](answer)
    elif target.service.name in SHARED and not is_of_entries(operation):
        closed = is_problem(answer, 403) if operation.writes else answer.status == 200
    elif ROWS & set(target.request(operation).path):
        closed = is_problem(answer, 404)
    elif operation.writes:
        closed = answer.status in {403, 404, 422} and is_problem(answer, answer.status)
    else:
        told = ((403, "forbidden"), (404, "organ_not_found"), (422, "organ_unknown"))
        closed = answer.status == 200 or any(is_problem(answer, *each) for each in told)
    return closed


async def test_nobody_reaches_the_rows_of_another_organ(target):
    before = await target.footprint(without=REMEMBERED)

    async def check(operation):
        permissions = operation.permissions
        callers = {
            "foreign machine": target.machine(permissions, target.foreign),
            "machine without organ": target.machine(permissions, None),
        }
        for role in set(Role) - {Role.INTEGRATOR}:
            if not permissions <= ROLE_PERMISSIONS[role]:
                continue
            callers[f"foreign {role}"] = target.bearer(role, target.foreign)
            keeps_all = target.service.name in SHARED or operation.name in OF_THE_PLATFORM
            if not keeps_all or role is not Role.ADMIN:
                callers[f"{role} without organ"] = target.bearer(role, None, "nobody")
        for name, caller in callers.items():
            for version in ({}, {"If-Match": '"v1"'}):
                request = target.request(operation)
                if not operation.is_conditional and version:
                    continue
                answer = await target.send(request, {**caller, **version})
                if not is_closed_to_foreigners(target, operation, answer):
                    yield f"{name} gave {answer.status} {answer.text[:300]}"
                leaked = [row for row in target.world.secret if row in answer.text]
                if leaked:
                    yield f"{name} was shown {leaked}"

    await each(target, protected(target), check)
    assert await target.footprint(without=REMEMBERED) == before
