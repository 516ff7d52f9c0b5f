"""What a letter says, from the record of its case; nothing else is asked where the record knows."""

from collections.abc import Callable, Mapping

from gongkai.organs import Channel
from requests_api.annual_reports.layout import ReportRow
from requests_api.applicants.kinds import ApplicantKind
from requests_api.cases.states import CaseState
from requests_api.clock.facts import Party
from requests_api.clock.rules import local_measures
from requests_api.consultations.models import OVERRIDE_REASON, PARTY_NAME, Consultation
from requests_api.decisions.model import Decision, DecisionCode
from requests_api.decisions.taxonomy import decision_of
from requests_api.letter_templates.kinds import Addressee, LetterKind
from requests_api.letter_templates.specs import SPECS, LetterSpec
from requests_api.letter_templates.wording_of_2007 import spec_under
from requests_api.letters.form_facts_service import application_form
from requests_api.letters.gathering import Gathered
from requests_api.letters.issued_facts_service import (
    evidence_list,
    inspection_certificate,
    rectification,
    revocation,
)
from requests_api.letters.kinds import Lacking
from requests_api.letters.material_service import Material
from requests_api.letters.notice_facts_service import NOTICES
from requests_api.letters.remedies import Instances, remedies
from requests_api.letters.variables import Stated, closing_of, said
from requests_api.letters.wording import DECISION_TEXTS, LOCAL_LAW, law_of
from requests_api.organ_parameters.reading import (
    names_court_for_all,
    remedy_of_party_information,
)
from requests_api.replies.models import CONTENT

_TOLD = frozenset({CaseState.APPROVED, CaseState.REPLIED})
"""The states in which a reply is decided and can be put into a letter."""


def gather(
    kind: LetterKind, material: Material, variables: Stated, document_number: str
) -> Gathered:
    """The facts of a letter that gets this number unless its part has one.

    Raises `LetterOfOtherText` for one that the text of 2007 does not know, and
    `DecisionOfOtherText` for an end that it does not know.
    """
    spec, gathered = spec_under(kind, material.text), Gathered()
    _common(spec, material, gathered)
    gathered.stated = variables
    gathered.facts |= said(variables)
    special = _SPECIAL.get(kind)
    if special is not None:
        special(material, gathered)
    if spec.tells_remedies:
        _remedies(kind, material, gathered)
    if spec.is_numbered:
        gathered.facts["document_number"] = gathered.number or document_number
    fields = spec.fields
    for name in fields.single:
        gathered.facts.setdefault(name, "")
    for name in fields.lists:
        gathered.facts.setdefault(name, [])
    return gathered


def _common(spec: LetterSpec, material: Material, gathered: Gathered) -> None:
    case, organ, facts = material.case, material.organ, gathered.facts
    if organ is None:
        gathered.lacking.append(Lacking.ORGAN)
    office = (None if organ is None else organ.disclosure_office) or {}
    name = str(material.applicant["name"])
    facts |= {
        "addressee": name if spec.addressee is Addressee.APPLICANT else "",
        "applicant_name": name,
        "case_number": case.number or "",
        "channel": Channel(case.channel).label,
        "information": case.title,
        "office_address": office.get("address") or "",
        "office_name": office.get("name") or "",
        "office_phone": office.get("phone") or "",
        "organ_name": "" if organ is None else organ.name,
        "receipt_number": case.receipt_number,
        "you": "您" if case.applicant_kind is ApplicantKind.NATURAL else "你单位",
    }
    gathered.day("arrived_on", case.arrived_on)
    gathered.day("received_on", case.received_on)
    gathered.day("issued_on", material.today)
    if "received_on" in spec.required and case.received_on is None:
        gathered.lacking.append(Lacking.RECEIVED_ON)
    if "case_number" in spec.required and case.number is None:
        gathered.lacking.append(Lacking.REGISTRATION)


def _registration(material: Material, gathered: Gathered) -> None:
    gathered.day("due_on", material.case.due_on)


def _party(material: Material, gathered: Gathered, *parties: Party) -> Consultation | None:
    consultation = material.consultation
    if consultation is None or consultation.party not in parties:
        gathered.lacking.append(Lacking.CONSULTATION)
        return None
    gathered.facts["party_kind"] = (
        "第三方" if consultation.party is Party.THIRD_PARTY else "其他机关"
    )
    gathered.day("sent_on", consultation.sent_on)
    gathered.told_on = consultation.sent_on
    return consultation


def _to_party(material: Material, gathered: Gathered, party: Party) -> Consultation | None:
    consultation = _party(material, gathered, party)
    if consultation is not None:
        name = PARTY_NAME.opened(material.keys, consultation.party_name, consultation.id)
        gathered.facts["addressee"] = name
    return consultation


def _third_party(material: Material, gathered: Gathered) -> None:
    _to_party(material, gathered, Party.THIRD_PARTY)


def _other_organ(material: Material, gathered: Gathered) -> None:
    consultation = _to_party(material, gathered, Party.ORGAN)
    # Only what was made together is open by silence (条例34): where the record says so.
    gathered.facts["is_co_author"] = bool(consultation and consultation.co_author)


def _consulted(material: Material, gathered: Gathered) -> None:
    _party(material, gathered, Party.THIRD_PARTY, Party.ORGAN)


def _override(material: Material, gathered: Gathered) -> None:
    consultation = _to_party(material, gathered, Party.THIRD_PARTY)
    if consultation is None:
        return
    if consultation.override_ground is None or consultation.override_reason is None:
        gathered.lacking.append(Lacking.OVERRIDE)
        return
    gathered.told_on = consultation.overridden_on
    gathered.facts["ground"] = consultation.override_ground.label
    gathered.facts["reason"] = OVERRIDE_REASON.opened(
        material.keys, consultation.override_reason, consultation.id
    )
    gathered.day("answered_on", consultation.answered_on)


def _reply(material: Material, gathered: Gathered) -> None:
    reply = material.reply
    if reply is None or material.case.state not in _TOLD:
        gathered.lacking.append(Lacking.APPROVED_REPLY)
        return
    decision = decision_of(reply.decision, material.text)
    content = CONTENT.opened(material.keys, reply.content, reply.id)
    gathered.number = reply.document_number
    if reply.issued_on is not None:
        gathered.dated_on = reply.issued_on
        gathered.day("issued_on", reply.issued_on)
    gathered.facts |= {
        "decision": decision.label,
        "decision_text": DECISION_TEXTS.get(reply.decision, f"{decision.label}。"),
        "law": _law(material, decision, reply.report_row),
        "content": [*_lines(content), *_merged(material)],
    }


def _law(material: Material, decision: Decision, row: ReportRow | None) -> str:
    """What the decision rests on, that of a local text beside the 条例."""
    case = material.case
    measures = local_measures(case.jurisdiction or "", case.received_on or case.arrived_on)
    local = "" if measures is None else LOCAL_LAW.get((measures.id, decision.code), "")
    national = law_of(decision.articles_for(row), material.text)
    return "和".join(each for each in (national, local) if each)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _merged(material: Material) -> list[str]:
    """That the reply is that of the cases, too, which were merged into its own."""
    numbers = "、".join(each["number"] for each in material.case.merged_cases or ())
    return [f"本答复一并答复并入办理的申请：{numbers}。"] if numbers else []


def _closing(material: Material, gathered: Gathered) -> None:
    decision = _decided(LetterKind.CLOSING_NOTICE, material, gathered)
    if decision is not None:
        law = law_of(decision.articles, material.text)
        gathered.facts |= {"decision": decision.label, "law": law}


def _assistance(_material: Material, gathered: Gathered) -> None:
    gathered.facts["addressee"] = gathered.facts["to"]


def _receipt_of_delivery(material: Material, gathered: Gathered) -> None:
    waiting = [
        {"title": row.letter.kind.label, "document_number": row.letter.document_number or "（无）"}
        for row in material.letters
        if SPECS[row.letter.kind].addressee is Addressee.APPLICANT and row.delivered_on is None
    ]
    gathered.facts["letters"] = waiting
    if not waiting:
        gathered.lacking.append(Lacking.LETTERS)


def _cover(material: Material, gathered: Gathered) -> None:
    case = material.case
    gathered.facts["decision"] = "" if case.decision is None else decision_of(case.decision).label
    gathered.facts["drafted_by_name"] = material.drafted_by_name or ""
    gathered.day("closed_on", case.closed_on)


_SPECIAL: Mapping[LetterKind, Callable[[Material, Gathered], None]] = {
    LetterKind.APPLICATION_FORM: application_form,
    LetterKind.ASSISTANCE_REQUEST: _assistance,
    LetterKind.CASE_COVER: _cover,
    LetterKind.CLOSING_NOTICE: _closing,
    LetterKind.CONSULTATION: _third_party,
    LetterKind.CONSULTATION_NOTICE: _consulted,
    LetterKind.CONSULTATION_ORGAN: _other_organ,
    LetterKind.DELIVERY_RECEIPT: _receipt_of_delivery,
    LetterKind.INSPECTION_CERTIFICATE: inspection_certificate,
    LetterKind.REGISTRATION: _registration,
    LetterKind.EVIDENCE_LIST: evidence_list,
    LetterKind.RECTIFICATION: rectification,
    LetterKind.REPLY: _reply,
    LetterKind.REVOCATION_NOTICE: revocation,
    LetterKind.THIRD_PARTY_NOTICE: _override,
    **NOTICES,
}
"""What only letters of one kind tell."""


def _decided(kind: LetterKind, material: Material, gathered: Gathered) -> Decision | None:
    """What the letter ends the case with."""
    if kind is LetterKind.REPLY:
        return None if material.reply is None else decision_of(material.reply.decision)
    if kind is LetterKind.TRANSFER_NOTICE:
        return decision_of(DecisionCode.TRANSFERRED)
    code = closing_of(gathered.facts)
    if material.case.state == CaseState.CLOSED:  # what is on record goes before what is stated
        code = material.case.decision
    return None if code is None else decision_of(code, material.text)


def _remedies(kind: LetterKind, material: Material, gathered: Gathered) -> None:
    decision = _decided(kind, material, gathered)
    if decision is None:
        return
    organ = material.organ
    instances = (
        Instances(None, None)
        if organ is None
        else Instances(organ.reconsideration_authority, organ.court)
    )
    called = "答复书" if kind is LetterKind.REPLY else "告知书"
    told = remedies(
        decision,
        gathered.dated_on or material.today,
        instances,
        letter=called,
        court_for_all=names_court_for_all(material.parameters),
        party_remedy=remedy_of_party_information(material.parameters),
    )
    gathered.facts["remedies"] = list(told.paragraphs)
    gathered.lacking += [Lacking(code) for code in told.missing]
