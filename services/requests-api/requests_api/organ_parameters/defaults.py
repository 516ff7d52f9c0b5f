"""What holds where an organ has decided nothing."""

from requests_api.decisions.model import Remedy
from requests_api.tariffs.tariff import TARIFFS, FeeBasis

_FREE = TARIFFS[FeeBasis.ITEMS].bands[0].last

APPLICATIONS_A_MONTH = _FREE or 0
"""Above how many applications of one applicant in one calendar month they are marked: as many as
国办函〔2020〕109号 leaves free. 条例35 speaks of 数量、频次明显超过合理范围 and names no number.
"""
EXPLANATION_WORKING_DAYS = 15
"""How many working days an applicant has for the reasons that 条例35 asks for, from the delivery of
the request. The text names no period: as many as the guide has as a rule for a correction
(苏政办函〔2019〕98号, DL-04), as both ask the applicant for words.
"""
COURT_FOR_ALL = False
"""Whether a letter names the court also for the ten matters that a court does not take on their own
(法释〔2025〕8号 Art. 10) [U]: reconsideration and complaint (条例51) are told, litigation is not.
"""
PARTY_INFORMATION_REMEDY = Remedy.RECONSIDERATION_FIRST
"""What is told of an answer that something is Party information [U]: it says 不予公开, so that
reconsideration comes first (行政复议法23).
"""
