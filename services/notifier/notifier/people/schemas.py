"""People over HTTP: stated in full, shown masked."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from gongkai.auth import Role
from gongkai.crypto.fields import KeyRing
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import CHECKED, Id, In, Out, ShortText
from notifier.people.models import Person
from notifier.people.personal import masked_email, masked_name, read_email, read_name

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"

EmailAddress = Annotated[
    str,
    StringConstraints(max_length=254, pattern=rf"^{_LOCAL}@{_LABEL}(?:\.{_LABEL})+$"),
    CHECKED,
]
"""An address as RFC 5321 mail servers take it; ASCII, no quoted local part."""
Subject = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9._~@:+-]+$"), CHECKED
]
"""The `sub` of the person's tokens."""


class PersonIn(In):
    """All that is known of a person; what is not stated is removed."""

    name: ShortText
    organ_id: Id
    roles: Annotated[list[Role], Field(min_length=1, max_length=len(Role))]
    email: EmailAddress | None = None

    @field_validator("roles")
    @classmethod
    def _each_once(cls, roles: list[Role]) -> list[Role]:
        return list(dict.fromkeys(roles))


class PersonQuery(PageQuery):
    """Filters of the list of people."""

    organ_id: Annotated[Id, Field(description="机构")] | None = None
    active: Annotated[bool, Field(description="是否在岗")] | None = None


class PersonOut(Out):
    """A person; name and address are masked."""

    subject: str
    name: Annotated[str, Field(description="已脱敏 / masked")]
    organ_id: UUID
    roles: list[Role]
    email: Annotated[str | None, Field(description="已脱敏 / masked")]
    is_active: bool
    version: int
    updated_at: AwareDatetime

    @classmethod
    def of(cls, person: Person, keys: KeyRing) -> Self:
        """The person as everybody sees them who may see them at all."""
        email = read_email(person, keys)
        return cls(
            subject=person.subject,
            name=masked_name(read_name(person, keys)),
            organ_id=person.organ_id,
            roles=[Role(role) for role in person.roles],
            email=None if email is None else masked_email(email),
            is_active=person.is_active,
            version=person.version,
            updated_at=person.updated_at,
        )
