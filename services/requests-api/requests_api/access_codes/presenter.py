"""Re-issued access codes as the office and the applicant see them."""

from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.record.events import label_of
from requests_api.access_codes.kinds import CodeOrigin, Handover
from requests_api.access_codes.schemas import ActUnderReissueOut, CodeReissueOut

_REMARK = "此操作使用重发的查询码"


def reissue_out(reissue: Mapping[str, Any] | None) -> CodeReissueOut | None:
    """The last re-issue, if there was one."""
    if reissue is None:
        return None
    handover = Handover(reissue["handover"])
    return CodeReissueOut(
        handover=handover,
        handover_label=handover.label,
        at=reissue["at"],
        disclosed_at=reissue["disclosed_at"],
    )


def acts_out(acts: Iterable[Mapping[str, Any]] | None) -> list[ActUnderReissueOut]:
    """What the applicant did under re-issued codes, oldest first."""
    return [_act_out(act, CodeOrigin(act["under"])) for act in acts or ()]


def _act_out(act: Mapping[str, Any], under: CodeOrigin) -> ActUnderReissueOut:
    return ActUnderReissueOut(
        seq=act["seq"],
        type=act["type"],
        label=label_of(act["type"]) or act["type"],
        on=act["on"],
        under=under,
        under_label=under.label,
        remark=_REMARK,
    )
