"""The people of the local platform: their organs, their tokens, their addresses at the mail sink.

The organs are those of the shipped lists, by the keys under which catalog-api loaded them.
"""

import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from gongkai.auth import Role
from gongkai.auth.local import LocalIssuer

_OFFICE = "610116-government-office"
_GOVERNMENT = "610116-government"
_CITY = "610100-government"
_FOREIGN_OFFICE = "341500-government-office"
_FOREIGN_CITY = "341500-government"
_NOT_YET_KNOWN = "organ_not_administered"
_WAIT_SECONDS = 30.0


class DemoError(RuntimeError):
    """A service did not take or give what the local people need; says what it answered."""


@dataclass(frozen=True)
class Person:
    """A token holder; `subject` is its key in run.json.

    `organ` is the key of its shipped organ, `below` of the organ whose administrator enters it,
    `may` what the role lets it do, in a few words for a table.
    """

    subject: str
    role: Role
    organ: str
    name: str
    may: str
    below: str = _CITY

    @property
    def email(self) -> str:
        """An address that only the mail sink knows."""
        return f"{self.subject.replace('_', '-')}@gongkai.example"


PEOPLE = (
    Person(
        "clerk",
        Role.CLERK,
        _OFFICE,
        "陈经办",
        "registers, consults, drafts, issues 登记、办理、发出",
    ),
    Person(
        "head", Role.HEAD, _OFFICE, "何主任", "approves, extends, corrects dates 审批、延期、更正"
    ),
    Person(
        "leader", Role.LEADER, _OFFICE, "林分管", "approves; sees no identities 审批，不见身份信息"
    ),
    Person(
        "supervisor",
        Role.SUPERVISOR,
        _CITY,
        "苏督查",
        "reads the whole city, masked 查看全市，已遮蔽",
    ),
    Person("auditor", Role.AUDITOR, _CITY, "安审计", "reads, verifies records 查看、核验留痕"),
    Person(
        "integrator",
        Role.INTEGRATOR,
        _GOVERNMENT,
        "区协同办公系统",
        "a machine: feeds, organs, people 对接",
    ),
    Person("admin", Role.ADMIN, _CITY, "管理员", "organs, people, lists; no cases 基础数据"),
    Person(
        "other_clerk",
        Role.CLERK,
        _FOREIGN_OFFICE,
        "外地经办",
        "of another city: sees none of it 外地，均不可见",
        _FOREIGN_CITY,
    ),
)


def organ_ids(catalog: str, issuer: LocalIssuer) -> dict[str, UUID]:
    """Ids of the shipped organs by their keys, read from catalog-api. Errors: DemoError."""
    token = issuer.mint_role(Role.ADMIN, organ_id=None)
    found: dict[str, UUID] = {}
    path: str | None = "/catalog/v1/organs?limit=100"
    while path:
        page = call(catalog, "GET", path, token)
        found |= {o["external_id"]: UUID(o["id"]) for o in page["items"] if o["external_id"]}
        cursor = page["next_cursor"]
        path = f"/catalog/v1/organs?limit=100&cursor={cursor}" if cursor else None
    needed = {key for person in PEOPLE for key in (person.organ, person.below)}
    missing = sorted(needed - found.keys())
    if missing:
        raise DemoError(f"catalog-api does not know the shipped organs {', '.join(missing)}")
    return found


def tokens(issuer: LocalIssuer, organs: Mapping[str, UUID]) -> dict[str, str]:
    """A token of twelve hours for each of the people, by subject."""
    return {
        person.subject: issuer.mint_role(
            person.role, organ_id=organs[person.organ], subject=person.subject, name=person.name
        )
        for person in PEOPLE
    }


def introduce(notifier: str, issuer: LocalIssuer, organs: Mapping[str, UUID]) -> None:
    """Tell the notifier who the people are and where their mail goes.

    It learns of the organs by the change feed of catalog-api: seconds after they were loaded.
    Errors: DemoError.
    """
    deadline = time.monotonic() + _WAIT_SECONDS
    for person in PEOPLE:
        if person.role is Role.INTEGRATOR:
            continue
        token = issuer.mint_role(Role.ADMIN, organ_id=organs[person.below])
        path = f"/notifications/v1/people/{person.subject}"
        body = {
            "name": person.name,
            "organ_id": str(organs[person.organ]),
            "roles": [person.role.value],
            "email": person.email,
        }
        while True:
            try:
                call(notifier, "PUT", path, token, body)
                break
            except DemoError as error:
                if _NOT_YET_KNOWN not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)


def call(
    base: str, method: str, path: str, token: str, body: Mapping[str, object] | None = None
) -> Any:  # noqa: ANN401 - JSON
    """One request as the holder of `token`. Errors: DemoError for every answer but 2xx."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
    try:
        connection.request(
            method,
            path,
            body=None if body is None else json.dumps(body),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        response = connection.getresponse()
        text = response.read().decode()
    finally:
        connection.close()
    if not http.client.OK <= response.status < http.client.MULTIPLE_CHOICES:
        raise DemoError(f"{method} {path} answered {response.status}: {text[:500]}")
    return json.loads(text) if text else {}
