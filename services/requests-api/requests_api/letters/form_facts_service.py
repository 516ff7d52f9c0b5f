"""The application form, filled in from a case: by the office where the application was oral
(条例29), to be read back and signed.
"""

from requests_api.applicants.kinds import DocumentType
from requests_api.letters.forms import supply_forms, supply_ways
from requests_api.letters.gathering import Gathered
from requests_api.letters.material_service import Material
from requests_api.matters.models import DESCRIPTION


def application_form(material: Material, gathered: Gathered) -> None:
    """What the applicant said, as it stands in the file."""
    case, applicant = material.case, material.applicant
    document = applicant["document"]
    reached = (applicant["phone"], applicant["email"], applicant["address"])
    gathered.facts |= {
        "document": f"{DocumentType(document['type']).label}　{document['number']}",
        "contact": "\n".join(each for each in reached if each),
        "document_reference": case.document_reference or "",
        "description": DESCRIPTION.opened(material.keys, case.description_sealed, case.id),
        "supply_forms": supply_forms(case.supply_form),
        "supply_ways": supply_ways(),
        "is_filled_in": True,
    }
