"""Letters as they are shown."""

from collections.abc import Mapping
from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.files import Files
from requests_api.letter_templates.specs import SPECS
from requests_api.letters.reading import reads_letters
from requests_api.letters.repository import LetterRow
from requests_api.letters.schemas import LetterOut


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
        document_number=letter.document_number,
        dated_on=letter.dated_on,
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
        returned_on=letter.returned_on,
    )
