"""Looking for what says the same, in the office and among what is published."""

from collections.abc import Sequence
from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.crypto.fields import BlindIndex
from gongkai.http.language import Language
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.models import Case
from requests_api.matters.office import Office
from requests_api.matters.repository import MatterRepository
from requests_api.matters.simhash import text_simhash
from requests_api.suggestions.presenter import NotSearched, suggestions_out
from requests_api.suggestions.published import (
    PublishedEntry,
    PublishedSearch,
    PublishedUnavailable,
    query_of,
)
from requests_api.suggestions.repository import Text, count_elsewhere, duplicates, similar
from requests_api.suggestions.schemas import SuggestionsOut


class SuggestionService:
    """Suggestions for one caller."""

    def __init__(self, office: Office, principal: Principal, published: PublishedSearch) -> None:
        self._office = office
        self._principal = principal
        self._published = published

    async def read(self, case_id: UUID, language: Language) -> SuggestionsOut:
        """What the case has to do with others. No connection is held while catalog-api is asked.

        Raises `CaseNotFound`.
        """
        async with self._office.database.read_session() as session:
            case = await MatterRepository(session).find(Case, case_id, self._principal)
            if case is None:
                raise CaseNotFound
            text = text_of(case, self._office.indexes)
            repeated = await duplicates(session, text)
            elsewhere = await count_elsewhere(session, text)
            alike = await similar(session, text)
        published, why_not = await self._find(case)
        return suggestions_out(case.title, repeated, elsewhere, alike, published, why_not, language)

    async def _find(self, case: Case) -> tuple[Sequence[PublishedEntry], NotSearched | None]:
        """What is published with such a title. A title that may name a person is not asked for: it
        would stand in the address of the call, and so in logs.
        """
        if not case.title_names_nobody:
            return (), NotSearched.TITLE_NAMES_SOMEBODY
        try:
            return await self._published.find(query_of(case.title)), None
        except PublishedUnavailable:
            return (), NotSearched.UNAVAILABLE


def text_of(case: Case, indexes: BlindIndex) -> Text:
    """What a case asks for, to be compared."""
    return Text(
        case.id,
        case.organ_id,
        case.title,
        case.text_simhash,
        text_simhash(indexes, case.title),
        case.document_reference,
    )
