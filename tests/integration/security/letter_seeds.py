"""Letters, sealed and read by their applicant, and a template of an organ's own."""

from tests.integration.security.targets import Target
from tests.unit.gongkai.files import made
from tests.unit.requests_api.letter_templates.docx_files import docx

KIND = "registration"
TEMPLATE = docx(
    "{{ organ_name }}",
    "{{ addressee }}：",
    "{{ information }}",
    "{{ case_number }}",
    "{{ received_on }}",
    "{{ issued_on }}",
)
UPLOADS = {
    "check_letter_template": TEMPLATE,
    "put_letter_template": TEMPLATE,
    "file_issued_copy": made.PDF,
}
QUERIES = {
    "check_letter_template": [("filename", "sample.docx")],
    "put_letter_template": [("filename", "sample.docx")],
    "file_issued_copy": [("filename", "sample.pdf")],
}
READERS = ("list_received_letters", "read_received_letter")


async def seed_letters(target: Target, case_id: str, caller: dict) -> str:
    """A letter of the case with its sealed copy; its id."""
    letter = await _drawn(target, case_id, caller)
    path = f"/requests/v1/cases/{case_id}/letters/{letter}/issued-copy?filename=sample.pdf"
    await target.ask("PUT", path, caller, made.PDF, **{"Content-Type": "application/pdf"})
    return letter


async def seed_received_letter(target: Target, receipt: dict, caller: dict) -> str:
    """A letter to whoever filed online; its id."""
    listed = f"/requests/v1/worklist?number={receipt['receipt_number']}"
    case_id = (await target.ask("GET", listed, caller))["items"][0]["id"]
    case = f"/requests/v1/cases/{case_id}"
    confirmed = {"means": "phone", "confirmed_on": target.today}
    await target.ask("POST", f"{case}/confirmation", caller, confirmed)
    await target.ask("POST", f"{case}/registration", caller)
    return await _drawn(target, case_id, caller)


async def _drawn(target, case_id, caller):
    path = f"/requests/v1/cases/{case_id}/letters"
    return (await target.ask("POST", path, caller, {"kind": KIND}))["id"]
