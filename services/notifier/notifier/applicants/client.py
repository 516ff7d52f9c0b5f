"""Asking requests-api where an applicant is reached, over HTTP."""

import httpx
from pydantic import BaseModel, ValidationError

from gongkai.auth.machine import TokenSource
from gongkai.work import WorkFailed, WorkObsolete
from notifier.applicants.contacts import Disclosed, Wanted

_OBSOLETE = frozenset({"contact_changed_recently", "message_obsolete"})
"""Conflicts by which a message is for nothing any more."""
_FINAL = frozenset({httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_ENTITY})


class _Problem(BaseModel):
    code: str


class HttpContacts:
    """`POST /requests/v1/contact-disclosures`, called with this service's own token.

    It is asked anew at each attempt: the answer is kept nowhere, and a code is drawn for each.
    """

    def __init__(self, client: httpx.AsyncClient, requests_url: str, tokens: TokenSource) -> None:
        self._client = client
        self._url = f"{requests_url.rstrip('/')}/requests/v1/contact-disclosures"
        self._tokens = tokens

    async def disclose(self, wanted: Wanted) -> Disclosed:
        """The contact; nothing of the answer reaches an error or a log."""
        headers = {"Authorization": f"Bearer {await self._tokens.token()}"}
        body = {
            "case_id": str(wanted.case_id),
            "channel": wanted.channel.value,
            "delivery_id": str(wanted.delivery_id),
            "message_id": str(wanted.message_id),
        }
        try:
            response = await self._client.post(self._url, json=body, headers=headers)
        except httpx.HTTPError:
            raise WorkFailed("contacts_unavailable") from None
        if response.status_code != httpx.codes.OK:
            raise _refusal(response)
        try:
            return Disclosed.model_validate_json(response.content)
        except ValidationError:
            raise WorkFailed("contacts_answer") from None


def _refusal(response: httpx.Response) -> WorkFailed | WorkObsolete:
    """What an answer without a contact means: gone, ended, or ours to repair."""
    status = response.status_code
    if status == httpx.codes.NOT_FOUND:
        return WorkObsolete("contact_not_found")
    try:
        code = _Problem.model_validate_json(response.content).code
    except ValidationError:
        code = ""
    if status == httpx.codes.CONFLICT and code in _OBSOLETE:
        return WorkObsolete(code)
    return WorkFailed(f"contacts_{status}", is_final=status in _FINAL)
