"""The words that bring an applicant a re-issued access code. Pure."""

from gongkai.time import SHANGHAI
from notifier.messages.template import ApplicantFacts, ApplicantTemplate, Brought, Words

_TITLE = "政府信息公开申请：查询码已重发"


def _words(facts: ApplicantFacts, brought: Brought) -> Words:
    organ = brought.organ_name or "受理机关"
    at = brought.at.astimezone(SHANGHAI).strftime("%Y年%-m月%-d日%H:%M")
    where = brought.applicant_url or f"{organ}的政府信息公开申请查询页面"
    return Words(
        _TITLE,
        (
            f"{organ}已为您的政府信息公开申请重发查询码，原查询码已经作废。",
            "",
            f"回执编号：{facts.receipt_number}",
            f"查询码：{brought.access_code}",
            f"生成时间：{at}",
            "",
            f"请凭回执编号和查询码在以下位置查询、办理：{where}",
            "先后收到多封邮件的，以生成时间最晚的查询码为准。",
            "查询码等同于密码，请勿告知他人；工作人员不会向您索要查询码。",
            f"您没有要求重发查询码的，请尽快与{organ}联系。",
        ),
    )


ACCESS_CODE = ApplicantTemplate("access_code", ApplicantFacts, _words)
"""The access code was re-issued and goes to the applicant's own mail."""
