"""What letters put on record."""

from uuid import UUID

from gongkai.files.kinds import MediaType
from gongkai.record.events import Recorded
from requests_api.cases.kinds import Telling
from requests_api.cases.story import CaseColumns, CaseEvent, DatedCaseEvent, Served
from requests_api.clock.facts import ServiceMode
from requests_api.letter_templates.kinds import Addressee, LetterKind
from requests_api.notices.events import NoticeDelivered, NoticeEvent

_OF_AN_END = frozenset({LetterKind.CLOSING_NOTICE, LetterKind.TRANSFER_NOTICE})


class LetterDrawnUp(DatedCaseEvent):
    """A letter was drawn up from the record. It moves no period: the step that it tells of does."""

    TYPE = "letter_drawn_up"
    LABEL = "制作文书"
    DAY = "制作日期"
    PART = "letter"
    CORRECTABLE = False

    ref: UUID
    """The letter."""
    kind: LetterKind
    """What it is."""
    addressee: Addressee
    """To whom it goes."""
    document_number: str | None
    """Its number; null where letters of its kind have none."""
    sha256: str
    """The digest of the file as it was drawn up (SHA-256, hexadecimal)."""
    about: UUID | None = None
    """The letter that it puts right."""

    @property
    def telling(self) -> Telling | None:
        """One to the applicant, who reads it from now on; a reply when it is issued."""
        is_theirs = self.addressee is Addressee.APPLICANT and self.kind is not LetterKind.REPLY
        return Telling.LETTER if is_theirs else None

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One more; one that tells of an end is what a case may be closed with."""
        case.letters_drawn = (case.letters_drawn or 0) + 1
        if self.kind in _OF_AN_END:
            letter = {"kind": self.kind.value, "ref": str(self.ref), "on": item.on.isoformat()}
            case.closing_letters = [*(case.closing_letters or ()), letter]


class IssuedCopyFiled(CaseEvent):
    """The sealed copy of a letter was filed: it is what counts, and what its addressee reads."""

    TYPE = "letter_issued_copy_filed"
    LABEL = "存入盖章文书"

    letter_id: UUID
    """The letter."""
    media_type: MediaType
    """Its format, by its content."""
    size: int
    """Its bytes."""
    sha256: str
    """The digest of its content (SHA-256, hexadecimal)."""


class LetterDelivered(NoticeDelivered):
    """A letter was served (国办公开办函〔2016〕235号); the last statement holds. Consultations,
    correction, fee and explanation notices and replies are served by events of their own.
    """

    TYPE = "letter_delivered"
    LABEL = "文书送达"
    PART = "letter"
    FOLLOWS = frozenset({LetterDrawnUp.TYPE})

    ref: UUID
    """The letter."""
    kind: LetterKind
    """What it is."""
    service: ServiceMode
    """How it was served."""

    @property
    def served(self) -> Served:
        """One more attempt, if the one before came back."""
        return Served(str(self.ref), self.service)


class LetterReturned(NoticeEvent):
    """A letter that is no reply came back undelivered. Each attempt can come back; of one attempt
    the last statement holds.
    """

    TYPE = "letter_returned"
    LABEL = "文书退回"
    DAY = "退回日期"
    PART = "letter"
    FOLLOWS = frozenset({LetterDrawnUp.TYPE})
    RETOLD = True

    ref: UUID
    """The letter."""
    kind: LetterKind
    """What it is."""
    service: ServiceMode
    """How it had been sent."""
    of: UUID | None = None
    """The consultation or notice whose delivery the letter's is; null where it has its own."""

    @property
    def served(self) -> Served:
        """The end of an attempt."""
        return Served(str(self.of or self.ref), self.service, came_back=True)
