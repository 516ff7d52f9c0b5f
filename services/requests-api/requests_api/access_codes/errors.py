"""What can go wrong with an access code."""

from datetime import date

from gongkai.errors import Conflict, Forbidden, NotFound, TooManyRequests
from gongkai.problem_parts import ProblemMembers


class ApplicationNotFound(NotFound):
    """The receipt number does not exist or the access code is wrong: the answer is the same."""

    code = "application_not_found"
    title_zh = "回执编号或者查询码不正确"
    title_en = "No application with this receipt number and access code"


class TooManyWrongCodes(TooManyRequests):
    """More than ten wrong codes for one receipt number within a quarter of an hour, whether or not
    the number exists. The right code opens all the same, at any time; whoever has lost it asks the
    office for a new one.
    """

    code = "too_many_wrong_codes"
    title_zh = "查询码多次输入错误，请核对回执；正确的查询码随时可用，遗失的请向受理机构申请重发"
    title_en = "Too many wrong access codes; the right one opens at any time"


class MailHandoverUnavailable(Conflict):
    """The applicant gave no mail address, or it cannot be read: choose a handover on paper. The old
    code stays valid.
    """

    code = "mail_handover_unavailable"
    title_zh = "申请人没有可用的电子邮箱，请选择当面交付（核验身份证件）或者挂号邮寄"
    title_en = "The applicant has no usable mail address; choose counter or registered_post"


class ApplicantContactFirst(Conflict):
    """The applicant gave a mail address: the code goes there, and not through the hands of the
    office. Where the applicant has that mailbox no more, its removal comes first
    (`/applicant-contact`). The old code stays valid.
    """

    code = "applicant_contact_first"
    title_zh = "申请人留有可用的电子邮箱，查询码只能发送到该邮箱"
    title_en = "The applicant has a usable mail address; the code goes there"


class ContactChangedRecently(Conflict):
    """The contact data were changed within the last seven days and carry no access code before
    `usable_from`; the counter, against the identity document, stays open to whoever did not change
    them.
    """

    code = "contact_changed_recently"
    title_zh = "联系方式在最近七日内变更过，暂不用于交付查询码，请当面核验身份证件后交付"
    title_en = "The contact data were changed within the last seven days; use the counter"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"usable_from": "2026-01-12"}]}):
        """From when on it may be used."""

        usable_from: date
        """The day from which the contact data carry an access code again."""


class HandoverNeedsSecondPerson(Forbidden):
    """The caller changed or removed contact data of this applicant within the last seven days, and
    would now read the code: until `usable_from` another clerk or the head hands it over, who saw
    the identity document. A machine hands no code over while such a change is fresh. The old code
    stays valid.
    """

    code = "handover_needs_second_person"
    title_zh = "最近七日内变更过申请人联系方式的，查询码须由变更人以外的工作人员交付"
    title_en = "Who changed the contact data within the last seven days hands no code over"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"usable_from": "2026-01-12"}]}):
        """From when on anybody who may hand over a code does."""

        usable_from: date
        """The day from which the change of the contact data no longer counts."""
