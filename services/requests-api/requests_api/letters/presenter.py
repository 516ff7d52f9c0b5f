"""Letters as they are shown."""

from collections.abc import Mapping
from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.files import Files
from requests_api.letter_templates.specs import SPECS
from requests_api.letters.reading import reads_letters
from requests_api.letters.repository import LetterRow
from requests_api.letters.schemas import LetterOut, LetterWarningOut
from requests_api.servings.presenter import attempts_out


def letter_out(
    row: LetterRow, organ_id: UUID, principal: Principal, files: Files, names: Mapping[str, str]
) -> LetterOut:
    """A letter as ``principal`` sees it."""
    letter, copy = row.letter, row.issued_copy
    is_readable = reads_letters(principal, organ_id)
    addressee = SPECS[letter.kind].addressee
    return LetterOut(
        id=letter.id,
        kind=letter.kind,
        kind_label=letter.kind.label,
        addressee=addressee,
        addressee_label=addressee.label,
        consultation_id=letter.consultation_id,
        about_id=letter.about_id,
        document_number=letter.document_number,
        dated_on=letter.dated_on,
        told_on=letter.told_on,
        warnings=_warnings(row),
        template_version=letter.template_version,
        drawn_by=letter.drawn_by,
        drawn_by_name=names.get(letter.drawn_by),
        drawn_at=letter.drawn_at,
        is_readable=is_readable,
        file=files.shown(row.file, with_name=is_readable),
        issued_copy=None if copy is None else files.shown(copy, with_name=is_readable),
        service=letter.service,
        service_label=None if letter.service is None else letter.service.label,
        delivered_on=row.delivered_on,
        returned_on=row.returned_on,
        attempts=attempts_out(row.servings, row.part),
    )


def _warnings(row: LetterRow) -> list[LetterWarningOut]:
    """A letter can neither tell anybody anything nor be served before its own day. The day that is
    stated of a notice stands as the record has it, from a paper or confirmed by a second person;
    that it does not fit this letter is said.
    """
    dated_on, told_on, delivered_on = row.letter.dated_on, row.letter.told_on, row.delivered_on
    found = []
    if told_on is not None and told_on < dated_on:
        text = f"文书日期{dated_on}晚于卷内登记的告知日期{told_on}，请核对"
        found.append(LetterWarningOut(code="dated_after_told", text=text))
    if delivered_on is not None and delivered_on < dated_on:
        text = f"文书日期{dated_on}晚于登记的送达日期{delivered_on}，请核对"
        found.append(LetterWarningOut(code="dated_after_delivery", text=text))
    return found
