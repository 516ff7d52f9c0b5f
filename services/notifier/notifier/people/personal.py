"""The personal values of a person: encrypted in their columns, masked where they are shown."""

from collections.abc import Mapping

from gongkai.crypto.fields import KeyRing
from gongkai.crypto.sealed import SealedText
from notifier.channels.addresses import ChannelCode
from notifier.people.models import Person, PersonAddress

_NAME = SealedText(Person.__tablename__, "name")
_ADDRESSES = PersonAddress.__tablename__


def write_personal(
    person: Person, keys: KeyRing, *, name: str, addresses: Mapping[ChannelCode, str]
) -> None:
    """Encrypt name and addresses into the rows; the person's id must be set."""
    person.name = _NAME.seal(keys, name, person.id)
    known = {row.channel: row for row in person.addresses}
    rows = [known.get(c) or PersonAddress(person_id=person.id, channel=c) for c in addresses]
    for row in rows:
        value = addresses[row.channel]
        row.address = keys.encrypt_text(_ADDRESSES, row.channel.value, person.id, value)
    person.addresses = rows


def read_name(person: Person, keys: KeyRing) -> str:
    """The name; raises DecryptionFailed."""
    return _NAME.opened(keys, person.name, person.id)


def shown_name(person: Person, keys: KeyRing) -> str:
    """The name as colleagues see it, or a mark that it cannot be read."""
    return _NAME.shown(keys, person.name, person.id)


def read_address(row: PersonAddress, keys: KeyRing) -> str:
    """The address; raises DecryptionFailed."""
    return keys.decrypt_text(_ADDRESSES, row.channel.value, row.person_id, row.address)


def read_addresses(person: Person, keys: KeyRing) -> dict[ChannelCode, str]:
    """The addresses by channel; raises DecryptionFailed."""
    return {row.channel: read_address(row, keys) for row in person.addresses}


def masked_name(name: str) -> str:
    """The first character and a star for each further one: 张**."""
    return name[:1] + "*" * (len(name) - 1)
