"""What can be wrong with a decision."""

from collections.abc import Sequence
from typing import Self

from gongkai.errors import Unprocessable
from gongkai.problem_parts import FieldError, ProblemMembers
from requests_api.decisions.evidence import EvidenceKind, EvidenceSpec


class UnknownDecision(Unprocessable):
    """The decision is not one of the taxonomy; `/codes` lists them."""

    code = "unknown_decision"
    title_zh = "没有这种处理决定"
    title_en = "Unknown decision"


class EvidenceMissing(Unprocessable):
    """The decision lacks evidence that it demands; `missing` names the kinds."""

    code = "evidence_missing"
    title_zh = "处理决定缺少应有的依据"
    title_en = "The decision lacks its evidence"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"missing": ["reason"]}]}):
        """What is missing."""

        missing: list[EvidenceKind]
        """The kinds that the draft does not state, in the order of the decision."""

    @classmethod
    def of(cls, missing: Sequence[EvidenceSpec]) -> Self:
        """The problem that names each missing kind."""
        labels = "、".join(spec.label for spec in missing)
        kinds = [spec.kind.value for spec in missing]
        return cls(
            f"该处理决定还需要：{labels}。",
            f"The decision still needs: {', '.join(kinds)}.",
            errors=[
                FieldError(
                    "/body/evidence",
                    "evidence_missing",
                    f"缺少：{spec.label}",
                    f"Missing: {spec.kind.value}",
                )
                for spec in missing
            ],
            extensions={"missing": kinds},
        )
