"""Whether a title may be told beyond the office: it names nobody. Pure."""

from gongkai.folding import folded
from gongkai.screening import findings
from requests_api.applicants.schemas import ApplicantIn, ApplicantUnmaskedOut


def names_nobody(title: str, applicant: ApplicantIn | ApplicantUnmaskedOut) -> bool:
    """Whether a title holds no number of a person, nor the stars in its place, nor the name of who
    applies or acts for them. Whom else it may name, nobody can see by the text.
    """
    if "*" in title or findings(title):
        return False
    told = folded(title)
    agent = applicant.agent
    people = (applicant.name, applicant.contact_person, None if agent is None else agent.name)
    return not any(name is not None and folded(name) in told for name in people)
