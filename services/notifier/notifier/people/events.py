"""What stands on the record of a person. An address stands there as a keyed digest."""

from uuid import UUID

from gongkai.auth import Role
from gongkai.crypto.fields import BlindIndex
from gongkai.record import RecordedEvent
from notifier.channels.addresses import ChannelCode


class PersonEntered(RecordedEvent):
    """A person was entered. `addresses` holds a keyed digest of each address, by channel."""

    TYPE = "person_entered"
    LABEL = "登记人员"

    organ_id: UUID
    """The organ they work in."""
    roles: tuple[Role, ...]
    """In which roles."""
    addresses: dict[ChannelCode, str]
    """Keyed digest of the address, by channel."""


class PersonChanged(RecordedEvent):
    """What is known of a person changed, or a deactivated one is active again.

    `changed` names the members; `addresses` holds a keyed digest of each address that is new, and
    null for one that was removed. Name and addresses themselves stand nowhere on record.
    """

    TYPE = "person_changed"
    LABEL = "变更人员信息"

    changed: tuple[str, ...]
    """Names of the members that changed."""
    organ_id: UUID
    """The organ they work in now."""
    roles: tuple[Role, ...]
    """In which roles now."""
    addresses: dict[ChannelCode, str | None]
    """Keyed digest of a new address by channel, null for one that was removed."""


class PersonDeactivated(RecordedEvent, json_schema_extra={"examples": [{}]}):
    """A person left, or shall be told nothing any more."""

    TYPE = "person_deactivated"
    LABEL = "停用人员"


def address_digest(indexes: BlindIndex, channel: ChannelCode, address: str) -> str:
    """What stands for an address on record: equal addresses of one channel have equal digests."""
    return indexes.digest(f"person.address.{channel}", address).hex()
