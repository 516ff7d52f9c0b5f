"""Kinds of applicant, of identity document and of help, with what an office calls them."""

from enum import StrEnum


class ApplicantKind(StrEnum):
    """The six columns under which the annual report counts applicants (〔2021〕30号, table 三)."""

    NATURAL = "natural"
    BUSINESS = "business"
    RESEARCH = "research"
    PUBLIC_WELFARE = "public_welfare"
    LEGAL_SERVICE = "legal_service"
    OTHER = "other"


APPLICANT_KIND_LABELS = {
    ApplicantKind.NATURAL: "自然人",
    ApplicantKind.BUSINESS: "商业企业",
    ApplicantKind.RESEARCH: "科研机构",
    ApplicantKind.PUBLIC_WELFARE: "社会公益组织",
    ApplicantKind.LEGAL_SERVICE: "法律服务机构",
    ApplicantKind.OTHER: "其他",
}


class DocumentType(StrEnum):
    """The identity documents that an application may name (身份证明, 条例29)."""

    RESIDENT_ID = "resident_id"
    PASSPORT = "passport"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    UNIFIED_SOCIAL_CREDIT_CODE = "unified_social_credit_code"
    OTHER = "other"


DOCUMENT_TYPE_LABELS = {
    DocumentType.RESIDENT_ID: "居民身份证（含港澳台居民居住证）",
    DocumentType.PASSPORT: "护照",
    DocumentType.HK_MACAU_PERMIT: "港澳居民来往内地通行证",
    DocumentType.TAIWAN_PERMIT: "台湾居民来往大陆通行证",
    DocumentType.UNIFIED_SOCIAL_CREDIT_CODE: "统一社会信用代码",
    DocumentType.OTHER: "其他证件",
}

DOCUMENTS_OF_ORGANISATIONS = frozenset(
    {DocumentType.UNIFIED_SOCIAL_CREDIT_CODE, DocumentType.OTHER}
)
"""What an organisation may show; a natural person shows anything but the credit code."""


class HelpNeeded(StrEnum):
    """Difficulties in which the office owes an applicant help (条例43)."""

    READING = "reading"
    SIGHT = "sight"
    HEARING = "hearing"
    OTHER = "other"


HELP_NEEDED_LABELS = {
    HelpNeeded.READING: "阅读困难",
    HelpNeeded.SIGHT: "视力障碍",
    HelpNeeded.HEARING: "听力障碍",
    HelpNeeded.OTHER: "其他困难",
}


def allowed_documents(kind: ApplicantKind) -> frozenset[DocumentType]:
    """The document types that an applicant of this kind may show."""
    if kind is ApplicantKind.NATURAL:
        return frozenset(DocumentType) - {DocumentType.UNIFIED_SOCIAL_CREDIT_CODE}
    return DOCUMENTS_OF_ORGANISATIONS
