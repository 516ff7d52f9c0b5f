"""Documents as requests name them."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from gongkai.folding import document_number
from gongkai.http.schemas import CHECKED, clean_line

DocumentNumber = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    BeforeValidator(clean_line),
    AfterValidator(document_number),
    CHECKED,
]
"""What is typed as a document's number, held in its one form: 县政办〔2021〕5号."""
