"""People over HTTP: stated in full, shown masked."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, NamedTuple, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, field_validator

from gongkai.auth import Role
from gongkai.auth.principal import is_reserved
from gongkai.crypto.fields import KeyRing
from gongkai.crypto.unreadable import UNREADABLE, or_unreadable
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import CHECKED, Id, Out, refusal
from gongkai.http.screened import ScreenedShortText
from notifier.channels.addresses import SHOWN, AddressesIn, AddressesOut, masked
from notifier.people.models import Person
from notifier.people.personal import masked_name, read_addresses, read_name


def _of_a_person(subject: str) -> str:
    if is_reserved(subject):
        raise refusal("subject_reserved", "此标识为平台保留", "The platform keeps this name")
    return subject


Subject = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9._~@:+-]+$"),
    AfterValidator(_of_a_person),
    CHECKED,
]
"""The `sub` of the person's tokens."""

_ORGAN = "01912d3c-7a10-7000-8000-000000000001"


class PersonIn(
    AddressesIn,
    json_schema_extra={
        "examples": [
            {
                "name": "示例甲",
                "organ_id": _ORGAN,
                "roles": ["clerk"],
                "email": "sample@office.example",
            }
        ]
    },
):
    """All that is known of a person; what is not stated is removed."""

    name: ScreenedShortText
    """The person's name, as it stands in the feed and in choices."""
    organ_id: Id
    """The organ that the person works in."""
    roles: Annotated[list[Role], Field(min_length=1, max_length=len(Role))]
    """The person's roles in that organ, in any order."""

    @field_validator("roles")
    @classmethod
    def _each_once(cls, roles: list[Role]) -> list[Role]:
        return list(dict.fromkeys(roles))


class PersonQuery(PageQuery):
    """Filters of the list of people."""

    organ_id: Id | None = None
    """机构"""
    active: bool | None = None
    """是否在岗"""


class Beside(NamedTuple):
    """What organs and people are called that stand beside people."""

    organs: Mapping[UUID, str]
    people: Mapping[str, str]


class AbsenceOut(Out):
    """From when until when somebody is absent, and who stands in meanwhile."""

    absent_from: Annotated[date, Field(serialization_alias="from")]
    """The first day."""
    until: date
    """The last day."""
    substitute: str | None
    """The subject of who stands in; null where nobody does."""
    substitute_name: str | None
    """Their name, masked: `张**`; null where it is not known."""

    @classmethod
    def of(cls, person: Person, names: Mapping[str, str]) -> Self | None:
        """The absence that was stated last; ``names`` has those of colleagues."""
        if person.absent_from is None or person.absent_until is None:
            return None
        return cls(
            absent_from=person.absent_from,
            until=person.absent_until,
            substitute=person.substitute,
            substitute_name=names.get(person.substitute or ""),
        )


class PersonOut(
    AddressesOut,
    json_schema_extra={
        "examples": [
            {
                "subject": "sample-1",
                "name": "示**",
                "organ_id": _ORGAN,
                "organ_name": "示例机关",
                "roles": ["clerk"],
                "role_labels": ["经办人"],
                "is_active": True,
                "absence": {
                    "from": "2026-02-02",
                    "until": "2026-02-06",
                    "substitute": "sample-2",
                    "substitute_name": "示**",
                },
                "version": 1,
                "updated_at": "2026-01-05T09:00:00+08:00",
            }
            | SHOWN
        ]
    },
):
    """A person; name and addresses are masked."""

    subject: str
    """The `sub` of the person's tokens."""
    name: str
    """The name, masked: `张**`."""
    organ_id: UUID
    """The organ that the person works in."""
    organ_name: str | None
    """What that organ is called; null for one that is not known here yet."""
    roles: list[Role]
    """The person's roles in that organ."""
    role_labels: list[str]
    """What an office calls each of them, in the same order."""
    is_active: bool
    """Whether messages go to this person."""
    absence: AbsenceOut | None
    """The absence that was stated last, which may be over; meanwhile messages go to who stands in.
    """
    version: int
    """How often the person was changed; the ETag."""
    updated_at: AwareDatetime
    """When the last change was made."""

    @classmethod
    def of(cls, person: Person, keys: KeyRing, beside: Beside) -> Self:
        """The person as everybody sees them who may see them at all."""
        return cls.model_validate(
            {
                "subject": person.subject,
                "name": or_unreadable(lambda: masked_name(read_name(person, keys)), UNREADABLE),
                "organ_id": person.organ_id,
                "organ_name": beside.organs.get(person.organ_id),
                "roles": person.roles,
                "role_labels": [role.label for role in person.roles],
                "is_active": person.is_active,
                "absence": AbsenceOut.of(person, beside.people),
                "version": person.version,
                "updated_at": person.updated_at,
            }
            | masked(or_unreadable(lambda: read_addresses(person, keys), {}))
        )
