"""What enters the route of an agent's authority."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from gongkai.http.schemas import Id, In, Text, refusal
from requests_api.applicants.kinds import AgentAuthority


class AgentAuthorityIn(
    In, json_schema_extra={"examples": [{"kind": "entrusted", "paper": "授权委托书，示例卷第3页"}]}
):
    """What proves the agent's authority: where the paper lies, or an attachment of the case."""

    kind: Annotated[AgentAuthority, Field(description="代理权的种类")]
    paper: Annotated[Text | None, Field(description="纸质证明的名称和存放处")] = None
    attachment_id: Annotated[Id | None, Field(description="作为证明的附件")] = None

    @model_validator(mode="after")
    def _shows_something(self) -> Self:
        if self.paper is None and self.attachment_id is None:
            raise refusal(
                "authority_missing",
                "须填写纸质证明的存放处或者附件",
                "State where the paper lies, or an attachment",
            )
        return self
