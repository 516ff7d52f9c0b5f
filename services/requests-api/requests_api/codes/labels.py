"""Chinese names of the codes whose own modules are pure procedure and know no wording."""

from requests_api.clock.rules import LOCAL, NATIONAL

RULE_SET_LABELS = {
    **{rules.id: rules.title for rules in NATIONAL},
    **{local.id: local.title for local in LOCAL},
}
