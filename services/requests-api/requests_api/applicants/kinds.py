"""Kinds of applicant, of identity document and of help, with what an office calls them."""

from gongkai.codes import LabelledEnum


class ApplicantKind(LabelledEnum):
    """The six columns under which the annual report counts applicants (〔2021〕30号, table 三)."""

    NATURAL = "natural", "自然人"
    BUSINESS = "business", "商业企业"
    RESEARCH = "research", "科研机构"
    PUBLIC_WELFARE = "public_welfare", "社会公益组织"
    LEGAL_SERVICE = "legal_service", "法律服务机构"
    OTHER = "other", "其他"


class DocumentType(LabelledEnum):
    """The identity documents that an application may name (身份证明, 条例29)."""

    RESIDENT_ID = "resident_id", "居民身份证（含港澳台居民居住证、外国人永久居留身份证）"
    PASSPORT = "passport", "护照"
    HK_MACAU_PERMIT = "hk_macau_permit", "港澳居民来往内地通行证"
    TAIWAN_PERMIT = "taiwan_permit", "台湾居民来往大陆通行证"
    UNIFIED_SOCIAL_CREDIT_CODE = "unified_social_credit_code", "统一社会信用代码"
    OTHER = "other", "其他证件"
    UNKNOWN = "unknown", "不详"
    """Of cases that ended before they were imported, whose register did not keep it."""


NOT_KEPT = "不详"
"""What stands for a document's number or a phone that an earlier register did not keep: it is
nobody's, and finds nobody.
"""
DOCUMENTS_OF_ORGANISATIONS = frozenset(
    {DocumentType.UNIFIED_SOCIAL_CREDIT_CODE, DocumentType.OTHER}
)
"""What an organisation may show; a natural person shows anything but the credit code."""


class HelpNeeded(LabelledEnum):
    """Difficulties in which the office owes an applicant help (条例43)."""

    READING = "reading", "阅读困难"
    SIGHT = "sight", "视力障碍"
    HEARING = "hearing", "听力障碍"
    OTHER = "other", "其他困难"


class AgentAuthority(LabelledEnum):
    """By what somebody applies in another's name (民法典 163, 23, 61)."""

    ENTRUSTED = "entrusted", "委托代理（授权委托书）"
    GUARDIAN = "guardian", "法定代理（监护人，关系证明）"
    REPRESENTATIVE = "representative", "法定代表人、负责人（身份证明书）"


class ContactPart(LabelledEnum):
    """What of an applicant's contact data can change."""

    PHONE = "phone", "联系电话"
    EMAIL = "email", "电子邮箱"
    ADDRESS = "address", "通信地址"


class ContactChannel(LabelledEnum):
    """By what the platform reaches an applicant, by the notifier's codes of its channels."""

    EMAIL = "email", "电子邮件"

    @property
    def part(self) -> ContactPart:
        """Where its address stands."""
        return ContactPart(self.value)


def allowed_documents(kind: ApplicantKind) -> frozenset[DocumentType]:
    """The document types that an applicant of this kind may show."""
    if kind is ApplicantKind.NATURAL:
        return frozenset(DocumentType) - {
            DocumentType.UNIFIED_SOCIAL_CREDIT_CODE,
            DocumentType.UNKNOWN,
        }
    return DOCUMENTS_OF_ORGANISATIONS
