"""What letters say that are about what went out before: another letter, the reply, its evidence."""

import json
from datetime import date

from requests_api.decisions.evidence import EVIDENCE, EvidenceKind
from requests_api.decisions.model import DecisionCode
from requests_api.letter_templates.kinds import Addressee
from requests_api.letter_templates.specs import SPECS
from requests_api.letters.gathering import Gathered
from requests_api.letters.kinds import Lacking
from requests_api.letters.material_service import Material
from requests_api.letters.notice_facts_service import readable
from requests_api.letters.wording import chinese_date
from requests_api.replies.models import EVIDENCE_WORDS

_OPEN_TO_INSPECTION = frozenset({DecisionCode.DISCLOSED, DecisionCode.PARTLY_DISCLOSED})
_UNCHANGED = (
    "本更正只更正文字表述，不改变原文书所作的处理决定和所告知的期限，原文书的其他内容不变。"
)


def rectification(material: Material, gathered: Gathered) -> None:
    """Which letter is put right: one to the applicant that went out, by both numbers. It is another
    wording of the same decision, never another decision: that needs a reply of its own.
    """
    row = material.about
    if (
        row is None
        or not row.is_issued
        or row.letter.document_number is None
        or SPECS[row.letter.kind].addressee is not Addressee.APPLICANT
    ):
        gathered.lacking.append(Lacking.LETTER)
        return
    gathered.facts |= {
        "corrected_title": row.letter.kind.label,
        "corrected_number": row.letter.document_number,
        "unchanged": _UNCHANGED,
    }
    gathered.day("corrected_on", row.letter.dated_on)


def revocation(_material: Material, gathered: Gathered) -> None:
    """A reply that is taken back by the organ that gave it, or by who decided on a remedy. It is
    drawn from the record of that act, which no step of today's procedure writes: until one does, no
    such letter goes out.
    """
    gathered.lacking.append(Lacking.REVOCATION)


def inspection_certificate(material: Material, gathered: Gathered) -> None:
    """That the applicant inspected, at the office, what an issued reply discloses, on a day between
    that reply and now (巴彦淖尔市办法26; 条例40): of what is withheld nothing is inspected.
    """
    reply = material.reply
    if reply is None or reply.issued_on is None or reply.decision not in _OPEN_TO_INSPECTION:
        gathered.lacking.append(Lacking.INSPECTION)
        return
    day = gathered.stated.get("inspected_on")
    if not (isinstance(day, date) and reply.issued_on <= day <= material.today):
        gathered.lacking.append(Lacking.INSPECTION_DAY)
    gathered.facts["reply_number"] = reply.document_number or ""
    gathered.day("reply_on", reply.issued_on)


def evidence_list(material: Material, gathered: Gathered) -> None:
    """What the file holds to show how the application was handled: the evidence on which the reply
    rests, and the letters with how they were served (行政复议法48, 行政诉讼法67).
    """
    pieces = [*_of_reply(material), *_of_letters(material)]
    gathered.facts["pieces"] = pieces
    if not pieces:
        gathered.lacking.append(Lacking.EVIDENCE)


def _of_reply(material: Material) -> list[dict[str, str]]:
    reply = material.reply
    if reply is None:
        return []
    said = json.loads(EVIDENCE_WORDS.opened(material.keys, reply.evidence_sealed, reply.id))
    return [
        {
            "title": EVIDENCE[EvidenceKind(piece["kind"])].label,
            "number": words["reference"] or "",
            "dated_on": _dated(piece["dated_on"]),
            "shows": readable(words["note"] or ""),
        }
        for piece, words in zip(reply.evidence, said, strict=True)
    ]


def _of_letters(material: Material) -> list[dict[str, str]]:
    return [
        {
            "title": row.letter.kind.label,
            "number": row.letter.document_number or "",
            "dated_on": chinese_date(row.letter.dated_on),
            "shows": "" if row.delivered_on is None else f"{chinese_date(row.delivered_on)}送达",
        }
        for row in material.letters
        if SPECS[row.letter.kind].addressee is not Addressee.FILE
    ]


def _dated(stored: str | None) -> str:
    return "" if stored is None else chinese_date(date.fromisoformat(stored))
