"""The words that tell an applicant that there is something to look at, and no more. Pure."""

from notifier.messages.template import ApplicantFacts, ApplicantTemplate, Brought, Words

_TITLE = "政府信息公开申请：有新的进展"


def _words(facts: ApplicantFacts, brought: Brought) -> Words:
    organ = brought.organ_name or "受理机关"
    where = brought.applicant_url or f"{organ}的政府信息公开申请查询页面"
    return Words(
        _TITLE,
        (
            "您的政府信息公开申请有新的进展，请及时查看。",
            "",
            f"回执编号：{facts.receipt_number}",
            "",
            f"请凭回执编号和查询码在以下位置查看、办理：{where}",
            f"没有查询码的，请与{organ}联系。",
        ),
    )


NEWS = ApplicantTemplate("news", ApplicantFacts, _words)
"""Something happened to the application: what, is read where it stands."""
