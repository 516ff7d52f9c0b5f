"""What other services are told of a person."""

from gongkai.contracts import PersonCleared, PersonSet
from gongkai.crypto.fields import KeyRing
from gongkai.feed import Publication
from notifier.people.models import Person
from notifier.people.personal import shown_name


def told(person: Person, keys: KeyRing) -> Publication:
    """The event that says where and as what a person works now, or that they have left."""
    known = {
        "person_id": person.id,
        "subject": person.subject,
        "organ_id": person.organ_id,
        "roles": [role.value for role in person.roles],
        "name": shown_name(person, keys),
        "active": person.is_active,
        "absent_from": person.absent_from,
        "absent_until": person.absent_until,
        "substitute": person.substitute,
    }
    return Publication(
        payload=PersonSet(**known) if person.is_active else PersonCleared(**known),
        entity_id=person.id,
        revision=person.version,
        organ_id=person.organ_id,
        occurred_at=person.updated_at,
    )
