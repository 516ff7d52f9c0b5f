"""What of an application many read: whether its title may be told beyond the office, and how no
number of a person stands in it. Pure.
"""

from collections.abc import Iterable

from gongkai.folding import folded
from gongkai.screening import findings, masked
from requests_api.applicants.schemas import ApplicantIn, ApplicantUnmaskedOut


def names_nobody(title: str, applicant: ApplicantIn | ApplicantUnmaskedOut) -> bool:
    """Whether a title holds no number of a person, nor the stars in its place, nor the name of who
    applies or acts for them. Whom else it may name, nobody can see by the text.
    """
    agent = applicant.agent
    people = (applicant.name, applicant.contact_person, None if agent is None else agent.name)
    return names_none_of(title, people)


def names_none_of(title: str, people: Iterable[str | None]) -> bool:
    """As `names_nobody`, by the names of the applicant's ``people``."""
    if "*" in title or findings(title):
        return False
    told = folded(title)
    return not any(name is not None and folded(name) in told for name in people)


def screened_texts(
    title: str | None, reference: str | None
) -> tuple[str | None, str | None, list[str]]:
    """Title and document reference with the numbers of people blotted out, and the lines that keep
    whole what an applicant wrote, for the description, which is sealed.

    Nobody is turned away for the form of an application (条例29, 30).
    """
    shown = None if title is None else masked(title)
    number = None if reference is None else masked(reference)
    whole = [
        f"{label}：{said}"
        for label, said, kept in (
            ("申请人填写的信息名称", title, shown),
            ("申请人填写的文号", reference, number),
        )
        if said != kept
    ]
    return shown, number, whole
