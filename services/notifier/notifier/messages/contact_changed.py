"""The words that tell a mail address that it was given up. Pure."""

from notifier.messages.template import ApplicantFacts, ApplicantTemplate, Brought, Words

_TITLE = "政府信息公开申请：联系邮箱已变更"


def _words(facts: ApplicantFacts, brought: Brought) -> Words:
    organ = brought.organ_name or "受理机关"
    where = brought.applicant_url or f"{organ}的政府信息公开申请查询页面"
    return Words(
        _TITLE,
        (
            f"{organ}变更或者删除了您的政府信息公开申请中登记的电子邮箱。",
            "此后有关该申请的消息不再发送到本邮箱。",
            "",
            f"回执编号：{facts.receipt_number}",
            "",
            f"您没有要求变更的，请尽快与{organ}联系；也可以凭回执编号和查询码查看申请：{where}",
        ),
    )


CONTACT_CHANGED = ApplicantTemplate("contact_changed", ApplicantFacts, _words)
"""The mail address of an applicant was changed or removed: told to the former one."""
