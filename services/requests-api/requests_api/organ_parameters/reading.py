"""What holds of an organ's parameters: a decision of an older release has not all of them."""

from requests_api.decisions.model import Remedy
from requests_api.organ_parameters.defaults import COURT_FOR_ALL, PARTY_INFORMATION_REMEDY
from requests_api.organ_parameters.models import OrganParameters


def names_court_for_all(decided: OrganParameters | None) -> bool:
    """Whether letters name the court also for the ten matters of 法释〔2025〕8号 Art. 10."""
    if decided is None or decided.court_for_all is None:
        return COURT_FOR_ALL
    return decided.court_for_all


def remedy_of_party_information(decided: OrganParameters | None) -> Remedy:
    """What a letter tells of an answer that something is Party information."""
    if decided is None or decided.party_information_remedy is None:
        return PARTY_INFORMATION_REMEDY
    return decided.party_information_remedy
