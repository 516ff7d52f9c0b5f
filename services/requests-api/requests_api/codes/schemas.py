"""Code lists as they are shown: a code, its Chinese name, and what else a form needs of it."""

from gongkai.codes import CodeOut
from gongkai.http.schemas import Out
from requests_api.annual_reports.layout import ReportRow
from requests_api.applicants.kinds import DocumentType
from requests_api.cases.states import Stage
from requests_api.decisions.evidence import EvidenceKind, Form
from requests_api.decisions.model import Question, Remedy


class ApplicantKindOut(CodeOut):
    """A kind of applicant with the identity documents it may show."""

    document_types: list[DocumentType]
    """The documents."""
    document_type_labels: list[str]
    """What an office calls each of them, in the same order."""


class CaseStateOut(CodeOut):
    """A state of a case with its statutory stage (条例45)."""

    stage: Stage
    """The stage."""
    stage_label: str
    """What an office calls it."""


class EvidenceKindOut(Out):
    """A kind of evidence: what it must state (`form`), and what its reference names."""

    code: EvidenceKind
    """The kind, as a draft states it."""
    label: str
    """What an office calls it."""
    form: Form
    """What a piece of it must state to count."""
    form_label: str
    """What an office calls that."""
    refers_to: str | None
    """What of the platform its reference is the id of: `consultation`, `case`; null for a number on
    paper.
    """


class DecisionTextOut(CodeOut):
    """A text that knows a decision."""

    articles: str
    """Its articles; empty: none of its own."""


class DecisionOut(CodeOut):
    """A decision: its articles of the 条例 (empty: none of its own), where the annual report
    counts it, and the kinds of evidence it demands.
    """

    articles: str
    """Articles of the 条例."""
    report_row: ReportRow
    """The row of table 三 that counts it."""
    report_row_label: str
    """That row as it is printed."""
    row_is_fixed: bool
    """Whether the law fixes the row; the office chooses another one where it does not."""
    report_rows_open: list[CodeOut]
    """The rows that a draft may name in its place; none where the law fixes it."""
    texts: list[DecisionTextOut]
    """The texts that know it, the newest first; a draft under another one is refused (409
    `decision_of_other_text`).
    """
    evidence: list[EvidenceKind]
    """The kinds of evidence that a draft must state, each of them at least once."""
    evidence_demanded: list[EvidenceKindOut]
    """The same with what each must state, for a form."""
    question: Question | None
    """Which of the four questions leads to it; null for one that ends a case otherwise."""
    question_label: str | None
    """What an office calls the question."""
    has_reply: bool
    """Whether a reply letter goes out."""
    remedy: Remedy
    """What the letter tells of remedies."""
    remedy_label: str
    """What an office calls that."""
    litigable_alone: bool
    """Whether a court takes it on its own (法释〔2025〕8号 Art. 10)."""


_FIRST_OF_EACH: dict[str, object] = {
    "access_code_handovers": [{"code": "mail", "label": "电子邮件发送"}],
    "access_code_origins": [{"code": "reissued_mail", "label": "重发的查询码（电子邮件发送）"}],
    "actions": [{"code": "answer_consultation", "label": "登记征求意见答复"}],
    "agent_authorities": [{"code": "entrusted", "label": "委托代理（授权委托书）"}],
    "applicant_kinds": [
        {
            "code": "natural",
            "label": "自然人",
            "document_types": [
                "hk_macau_permit",
                "other",
                "passport",
                "resident_id",
                "taiwan_permit",
            ],
            "document_type_labels": [
                "港澳居民来往内地通行证",
                "其他证件",
                "护照",
                "居民身份证（含港澳台居民居住证、外国人永久居留身份证）",
                "台湾居民来往大陆通行证",
            ],
        }
    ],
    "attachment_origins": [{"code": "applicant", "label": "申请人提交"}],
    "case_events": [{"code": "access_code_reissued", "label": "重发查询码"}],
    "case_stages": [{"code": "registration", "label": "登记"}],
    "case_states": [
        {"code": "received", "label": "已收到", "stage": "registration", "stage_label": "登记"}
    ],
    "channels": [{"code": "in_person", "label": "当面提交"}],
    "clock_states": [{"code": "not_started", "label": "尚未起算"}],
    "cost_kinds": [{"code": "search", "label": "检索费"}],
    "special_needs": [{"code": "production", "label": "生产"}],
    "confirmation_means": [{"code": "phone", "label": "电话"}],
    "correction_parts": [{"code": "title", "label": "所需信息的名称"}],
    "consultation_opinions": [{"code": "consents", "label": "同意公开"}],
    "override_grounds": [{"code": "no_reasonable_ground", "label": "第三方不同意公开且无合理理由"}],
    "consultation_silences": [
        {"code": "office_decides", "label": "逾期未提出意见，由本机关依法决定"}
    ],
    "consulted_parties": [{"code": "third_party", "label": "第三方"}],
    "contact_channels": [{"code": "email", "label": "电子邮件"}],
    "contact_parts": [{"code": "phone", "label": "联系电话"}],
    "deadline_rules": [{"code": "DL-01", "label": "答复期限"}],
    "deadline_states": [{"code": "open", "label": "进行中"}],
    "decision_questions": [{"code": "correction", "label": "补不补"}],
    "decisions": [
        {
            "code": "already_published",
            "label": "已主动公开，告知获取方式、途径",
            "articles": "36(一)",
            "report_row": "granted",
            "report_row_label": "三（一）予以公开",
            "row_is_fixed": True,
            "report_rows_open": [],
            "texts": [
                {
                    "code": "regulation-2019",
                    "label": "政府信息公开条例（2019年）",
                    "articles": "36(一)",
                }
            ],
            "evidence": ["where_published"],
            "evidence_demanded": [
                {
                    "code": "where_published",
                    "label": "已公开信息的获取方式、途径",
                    "form": "note",
                    "form_label": "文字说明",
                }
            ],
            "question": "disclosure",
            "question_label": "给不给",
            "has_reply": True,
            "remedy": "reconsideration_or_litigation",
            "remedy_label": "可以申请行政复议或者提起行政诉讼",
            "litigable_alone": True,
        }
    ],
    "delivery_ways": [{"code": "direct", "label": "直接送达"}],
    "document_types": [
        {"code": "resident_id", "label": "居民身份证（含港澳台居民居住证、外国人永久居留身份证）"}
    ],
    "file_media_types": [{"code": "application/pdf", "label": "PDF 文件"}],
    "file_scans": [{"code": "clean", "label": "未发现病毒"}],
    "evidence_kinds": [
        {
            "code": "access_channel",
            "label": "获取或者反映的途径",
            "form": "note",
            "form_label": "文字说明",
        }
    ],
    "enclosure_finding_kinds": [{"code": "mobile", "label": "手机号码"}],
    "enclosure_finding_parts": [{"code": "page", "label": "页"}],
    "enclosure_resolutions": [{"code": "justified", "label": "有依据，予以保留"}],
    "extension_answers": [{"code": "granted", "label": "同意延期"}],
    "help_needed": [{"code": "reading", "label": "阅读困难"}],
    "letter_addressees": [{"code": "applicant", "label": "申请人"}],
    "letter_kinds": [{"code": "receipt", "label": "收到申请回执"}],
    "lights": [{"code": "none", "label": "不计时"}],
    "matter_kinds": [{"code": "application", "label": "政府信息公开申请"}],
    "publication_states": [{"code": "queued", "label": "待送"}],
    "recomputation_causes": [{"code": "notice_loaded", "label": "录入放假安排通知"}],
    "recomputation_directions": [{"code": "earlier", "label": "提前"}],
    "recomputation_faults": [{"code": "given_up", "label": "多次计算未能完成"}],
    "recomputation_states": [{"code": "done", "label": "已完成"}],
    "remedies": [{"code": "reconsideration_first", "label": "应当先申请行政复议"}],
    "report_rows": [{"code": "new", "label": "一、本年新收政府信息公开申请数量"}],
    "roles": [{"code": "clerk", "label": "经办人"}],
    "rule_sets": [{"code": "regulation-2007", "label": "政府信息公开条例（2007年）"}],
    "supply_forms": [{"code": "paper", "label": "纸质"}],
    "telling_means": [{"code": "counter", "label": "当面"}],
    "tellings": [{"code": "receipt", "label": "收到申请"}],
    "waiting_for": [{"code": "confirmation", "label": "与申请人确认收到"}],
}


class CodeListsOut(Out, json_schema_extra={"examples": [_FIRST_OF_EACH]}):
    """Every code list of the service."""

    access_code_handovers: list[CodeOut]
    """How a re-issued access code reaches the applicant."""
    access_code_origins: list[CodeOut]
    """Under which re-issued code an applicant acted."""
    actions: list[CodeOut]
    """Steps of every kind of matter."""
    agent_authorities: list[CodeOut]
    """By what somebody applies in another's name."""
    applicant_kinds: list[ApplicantKindOut]
    """Kinds of applicants, with their documents."""
    attachment_origins: list[CodeOut]
    """Who brings attachments."""
    case_events: list[CodeOut]
    """What can stand on the record of a case."""
    case_stages: list[CodeOut]
    """The statutory stages (条例45)."""
    case_states: list[CaseStateOut]
    """States of a case, with their stages."""
    channels: list[CodeOut]
    """On which ways an application arrives."""
    clock_states: list[CodeOut]
    """Whether a clock runs."""
    cost_kinds: list[CodeOut]
    """For what costs are charged (2007年条例27)."""
    special_needs: list[CodeOut]
    """For what information is needed (2007年条例13)."""
    confirmation_means: list[CodeOut]
    """By what receipt is confirmed."""
    correction_parts: list[CodeOut]
    """What a correction can change of an application."""
    consultation_opinions: list[CodeOut]
    """What a consulted party says."""
    override_grounds: list[CodeOut]
    """Why information is disclosed although a third party objects."""
    consultation_silences: list[CodeOut]
    """What it means that a consulted party said nothing in time."""
    consulted_parties: list[CodeOut]
    """Who is consulted."""
    contact_channels: list[CodeOut]
    """By what the platform reaches an applicant."""
    contact_parts: list[CodeOut]
    """What of an applicant's contact data can change."""
    deadline_rules: list[CodeOut]
    """The rules that set deadlines."""
    deadline_states: list[CodeOut]
    """Whether a deadline runs, or how it ceased."""
    decision_questions: list[CodeOut]
    """The four questions that lead to a decision."""
    decisions: list[DecisionOut]
    """How a case can end, with the evidence that each decision demands."""
    delivery_ways: list[CodeOut]
    """How a reply is served."""
    document_types: list[CodeOut]
    """Documents that prove who somebody is."""
    file_media_types: list[CodeOut]
    """Formats of files that are taken in."""
    file_scans: list[CodeOut]
    """What the virus scanner says of a file."""
    evidence_kinds: list[EvidenceKindOut]
    """What a decision rests on."""
    enclosure_finding_kinds: list[CodeOut]
    """What is found in a file that goes out, or why something of it was not looked at."""
    enclosure_finding_parts: list[CodeOut]
    """Where in a file something stands."""
    enclosure_resolutions: list[CodeOut]
    """What becomes of a finding."""
    extension_answers: list[CodeOut]
    """What the head says to a request for an extension."""
    help_needed: list[CodeOut]
    """Help that the office owes an applicant (条例43)."""
    letter_addressees: list[CodeOut]
    """To whom letters go."""
    letter_kinds: list[CodeOut]
    """Kinds of letters."""
    lights: list[CodeOut]
    """How near the end of a deadline is."""
    matter_kinds: list[CodeOut]
    """Kinds of matters."""
    publication_states: list[CodeOut]
    """Where a proposal to publish stands."""
    recomputation_causes: list[CodeOut]
    """What makes every open matter be computed again."""
    recomputation_directions: list[CodeOut]
    """Which way a deadline moved."""
    recomputation_faults: list[CodeOut]
    """Why a preview ended without a result."""
    recomputation_states: list[CodeOut]
    """How far a recomputation is."""
    remedies: list[CodeOut]
    """What a reply tells of remedies."""
    report_rows: list[CodeOut]
    """Rows of table three of the annual report."""
    roles: list[CodeOut]
    """Roles of an office."""
    rule_sets: list[CodeOut]
    """Texts by which a clock runs."""
    supply_forms: list[CodeOut]
    """In which form information is supplied."""
    telling_means: list[CodeOut]
    """How an office tells an applicant by itself."""
    tellings: list[CodeOut]
    """What of a case its applicant is told."""
    waiting_for: list[CodeOut]
    """What can hold a file."""
