"""The choice of colleagues over HTTP."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from gongkai.auth import Role
from gongkai.crypto.fields import KeyRing
from gongkai.http.paging import Page, PageQuery
from gongkai.http.schemas import Id, Out
from notifier.people.models import Person
from notifier.people.personal import shown_name
from notifier.people.recipients import is_absent


class AssignableQuery(PageQuery):
    """For a case of which organ somebody is looked for."""

    organ_id: Id | None = None
    """机关；缺省为本机关"""


class AssignableOut(Out):
    """Somebody who can be made responsible for a case of the organ."""

    subject: str
    """What `POST /requests/v1/cases/{case_id}/assignment` takes as `assignee`."""
    name: str
    """The name in full: colleagues know each other."""
    roles: list[Role]
    """The person's roles in that organ."""
    role_labels: list[str]
    """What an office calls each of them, in the same order."""
    absent_until: date | None
    """The last day of an absence that holds today; null for who is there. They can be chosen all
    the same: the choice is the office's.
    """
    substitute: str | None
    """Who stands in meanwhile."""
    substitute_name: str | None
    """Their name in full."""

    @classmethod
    def of(cls, person: Person, keys: KeyRing, today: date, names: Mapping[str, str]) -> Self:
        """The person as colleagues see them."""
        absent = is_absent(person.absent_from, person.absent_until, today)
        stands_in = person.substitute if absent else None
        return cls(
            subject=person.subject,
            name=shown_name(person, keys),
            roles=person.roles,
            role_labels=[role.label for role in person.roles],
            absent_until=person.absent_until if absent else None,
            substitute=stands_in,
            substitute_name=names.get(stands_in or ""),
        )


_ITEM = {"subject": "sample-1", "name": "示例甲", "roles": ["clerk"], "role_labels": ["经办人"]}
_PAGE = {"items": [_ITEM], "next_cursor": None}


class AssignablePageOut(Page[AssignableOut], json_schema_extra={"examples": [_PAGE]}):
    """One page of the choice."""
