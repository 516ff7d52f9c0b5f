"""What goes out with a reply, on record: never a name, a word or a number of a file."""

from typing import Any
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.access_codes.events import UnderCode
from requests_api.cases.story import CaseColumns, CaseEvent
from requests_api.findings.events import FoundKind
from requests_api.matters.events import Mark


def _changed(case: CaseColumns, ref: UUID, **values: Any) -> None:  # noqa: ANN401 - JSON
    case.enclosures = [
        {**each, **values} if each["ref"] == str(ref) else each for each in case.enclosures or ()
    ]


class EnclosureAdded(CaseEvent):
    """An attachment of the office was chosen to go out with the reply. It goes out only once it has
    been looked through, and what was found has been answered for (条例15、17).
    """

    TYPE = "enclosure_added"
    LABEL = "列入随附材料"

    ref: UUID
    """The enclosure."""
    attachment_id: UUID
    """The attachment that it is."""
    replaces: UUID | None = None
    """The enclosure in whose place it comes."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One more that goes out."""
        kept = [e for e in case.enclosures or () if e["ref"] != str(self.replaces)]
        added = {
            "ref": str(self.ref),
            "attachment_id": str(self.attachment_id),
            "screened": False,
            "open": 0,
        }
        case.enclosures = [*kept, added]


class EnclosureRemoved(CaseEvent):
    """An enclosure was taken out of what goes out with the reply; the attachment stays."""

    TYPE = "enclosure_removed"
    LABEL = "移出随附材料"

    ref: UUID
    """The enclosure."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One less."""
        case.enclosures = [e for e in case.enclosures or () if e["ref"] != str(self.ref)] or None


class EnclosureScreened(CaseEvent, Mark):
    """An enclosure was looked through for numbers of people and marks of secrecy."""

    TYPE = "enclosure_screened"
    LABEL = "检查随附材料"

    ref: UUID
    """The enclosure."""
    found: tuple[FoundKind, ...]
    """What was found, by kind; empty where nothing was."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """So many findings are open."""
        _changed(case, self.ref, screened=True, open=sum(each.number for each in self.found))


class EnclosureFetched(UnderCode, Mark):
    """The applicant fetched an enclosure of the issued reply, for the first time."""

    TYPE = "enclosure_fetched"
    LABEL = "申请人获取随附材料"

    ref: UUID
    """The enclosure."""
