"""The personal values of a person: encrypted in their columns, masked where they are shown."""

from gongkai.crypto.fields import KeyRing
from notifier.people.models import Person

_TABLE = Person.__tablename__


def write_personal(person: Person, keys: KeyRing, *, name: str, email: str | None) -> None:
    """Encrypt name and address into the row; its id must be set."""
    person.name = keys.encrypt_text(_TABLE, "name", person.id, name)
    person.email = None if email is None else keys.encrypt_text(_TABLE, "email", person.id, email)


def read_name(person: Person, keys: KeyRing) -> str:
    """The name; raises DecryptionFailed."""
    return keys.decrypt_text(_TABLE, "name", person.id, person.name)


def read_email(person: Person, keys: KeyRing) -> str | None:
    """The address, if there is one; raises DecryptionFailed."""
    if person.email is None:
        return None
    return keys.decrypt_text(_TABLE, "email", person.id, person.email)


def masked_name(name: str) -> str:
    """The first character and a star for each further one: 张**."""
    return name[:1] + "*" * (len(name) - 1)


def masked_email(email: str) -> str:
    """The first character and the domain: z***@example.gov.cn."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}***@{domain}"
