"""Changed contact data over HTTP."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from gongkai.http.contacts import MailAddress
from gongkai.http.schemas import In, Text, refusal
from gongkai.http.screened import Reason
from requests_api.applicants.kinds import ContactPart
from requests_api.applicants.schemas import Phone


class ApplicantContactIn(
    In,
    json_schema_extra={
        "examples": [{"email": "applicant@example.com", "reason": "申请人书面要求变更"}]
    },
):
    """What changes; what is not stated stays, `null` removes mail or address."""

    phone: Annotated[Phone | None, Field(description="联系电话；不能删除")] = None
    email: Annotated[MailAddress | None, Field(description="电子邮箱；null 为删除")] = None
    address: Annotated[Text | None, Field(description="通信地址；null 为删除")] = None
    reason: Annotated[Reason, Field(description="变更理由")]

    @model_validator(mode="after")
    def _states_something(self) -> Self:
        if not self.stated:
            raise refusal("contact_missing", "至少填写一项联系方式", "State at least one contact")
        if self.stated.get(ContactPart.PHONE, "") is None:
            raise refusal("phone_required", "联系电话不能删除", "The telephone cannot be removed")
        return self

    @property
    def stated(self) -> dict[ContactPart, str | None]:
        """The contact data that are stated."""
        return {part: getattr(self, part) for part in ContactPart if part in self.model_fields_set}
