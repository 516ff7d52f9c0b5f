"""Proposals to publish, as they are shown."""

from collections.abc import Mapping
from typing import Any

from gongkai.crypto.fields import KeyRing
from requests_api.publications.kinds import ProposalState
from requests_api.publications.models import REASON, TITLE, PublicationProposal
from requests_api.publications.schemas import PublicationOut, PublicationStateOut


def publication_state_out(stands: Mapping[str, Any] | None) -> PublicationStateOut | None:
    """The column `publication` for people."""
    if stands is None:
        return None
    state = ProposalState(stands["state"])
    return PublicationStateOut(state=state, state_label=state.label, refusal_code=stands["code"])


def publication_out(
    row: PublicationProposal,
    stands: PublicationStateOut,
    keys: KeyRing,
    names: Mapping[str, str],
    *,
    with_words: bool,
) -> PublicationOut:
    """The last proposal; ``with_words`` says whether the caller reads the texts of the case."""
    return PublicationOut(
        **dict(stands),
        id=row.id,
        title=TITLE.shown(keys, row.title_sealed, row.id) if with_words else None,
        reason=REASON.shown(keys, row.reason_sealed, row.id) if with_words else None,
        proposed_by=row.proposed_by,
        proposed_by_name=names.get(row.proposed_by),
        proposed_at=row.proposed_at,
        duty_id=row.duty_id,
        free_text_withheld=not with_words,
    )
