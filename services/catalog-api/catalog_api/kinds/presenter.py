"""Kinds as the API shows them."""

from collections.abc import Mapping

from catalog_api.kinds.content_schema import compiled
from catalog_api.kinds.definition import KindDefinition
from catalog_api.kinds.models import Kind, KindVersion
from catalog_api.kinds.schemas import DefaultsOut, ElementOut, KindOut


def definition_of(version: KindVersion) -> KindDefinition:
    """The definition that a version holds."""
    return KindDefinition.model_validate(version.definition)


def kind_out(kind: Kind, version: KindVersion, names: Mapping[str, str]) -> KindOut:
    """The kind in one of its versions; ``names`` has whoever defined it, if known."""
    definition = definition_of(version)
    elements = compiled(version.digest, definition.schema_).elements
    told = definition.model_dump(mode="json", by_alias=True)
    defaults = definition.defaults
    told["defaults"] = DefaultsOut(
        channels=defaults.channels,
        channel_labels=[channel.label for channel in defaults.channels],
        audience=defaults.audience,
        audience_label=defaults.audience.label,
    )
    return KindOut.model_validate(
        told
        | {
            "id": kind.id,
            "code": kind.code,
            "elements": [
                ElementOut(code=each.code, title=each.title, required=each.is_required)
                for each in elements
            ],
            "version": version.version,
            "defined_at": version.defined_at,
            "defined_by": version.defined_by,
            "defined_by_name": names.get(version.defined_by),
        }
    )
