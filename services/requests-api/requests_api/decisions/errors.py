"""What can be wrong with a decision."""

from collections.abc import Iterable, Sequence
from typing import Self

from gongkai.errors import Conflict, Unprocessable
from gongkai.problem_parts import FieldError, ProblemMembers
from requests_api.annual_reports.layout import ReportRow
from requests_api.decisions.evidence import EvidenceKind, EvidenceSpec
from requests_api.decisions.model import DecisionCode, NationalText


class UnknownDecision(Unprocessable):
    """The decision is not one of the taxonomy; `/codes` lists them."""

    code = "unknown_decision"
    title_zh = "没有这种处理决定"
    title_en = "Unknown decision"


class DecisionOfOtherText(Conflict):
    """The text under which the application is decided (by its legal receipt: before 2019-05-15 the
    条例 of 2007) has no such decision; `allowed` names those that it has.
    """

    code = "decision_of_other_text"
    title_zh = "该申请所适用的条例没有这种处理决定"
    title_en = "The text that applies has no such decision"

    class Members(
        ProblemMembers,
        json_schema_extra={
            "examples": [{"text": "regulation-2007", "allowed": ["disclosed", "not_found"]}]
        },
    ):
        """What that text has."""

        text: NationalText
        """The text that applies."""
        allowed: list[DecisionCode]
        """Its decisions."""

    @classmethod
    def of(cls, text: NationalText, known: Iterable[DecisionCode]) -> Self:
        """The problem that names what the text knows."""
        allowed = list(known)
        return cls(
            f"适用{text.label}，可以作出：{'；'.join(code.label for code in allowed)}",
            f"Under {text.value}: {', '.join(code.value for code in allowed)}",
            errors=[FieldError("/body/decision", cls.code, cls.title_zh, cls.title_en)],
            extensions={"text": text.value, "allowed": [code.value for code in allowed]},
        )


class ReportRowFixed(Unprocessable):
    """The annual report does not count the decision in that row; `allowed` names those in which it
    may be counted, more than one where the law leaves it open.
    """

    code = "report_row_fixed"
    title_zh = "该处理决定在年度报告中不计入所选的情形"
    title_en = "The annual report does not count the decision there"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"allowed": ["d2", "u1"]}]}):
        """Where it may be counted."""

        allowed: list[ReportRow]
        """The rows, the one that is taken where none is chosen first."""

    @classmethod
    def of(cls, rows: Sequence[ReportRow]) -> Self:
        """The problem that names the rows."""
        return cls(
            f"可以计入：{'；'.join(row.label for row in rows)}",
            f"It may be counted in: {', '.join(row.value for row in rows)}",
            errors=[FieldError("/body/report_row", cls.code, cls.title_zh, cls.title_en)],
            extensions={"allowed": [row.value for row in rows]},
        )


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
