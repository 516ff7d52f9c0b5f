"""Templates as they are shown."""

from collections.abc import Mapping
from uuid import UUID

from gongkai.files import Files
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.repository import HeldTemplate
from requests_api.letter_templates.sandbox import Findings
from requests_api.letter_templates.schemas import (
    LetterTemplateOut,
    RefusedOut,
    TemplateCheckOut,
    TemplateFieldOut,
    TemplateVariableOut,
)
from requests_api.letter_templates.specs import SPECS, LetterSpec


def template_out(
    organ_id: UUID,
    kind: LetterKind,
    held: HeldTemplate | None,
    files: Files,
    names: Mapping[str, str],
) -> LetterTemplateOut:
    """The template that holds: the organ's own, or None for the shipped one."""
    spec = SPECS[kind]
    template = None if held is None else held.template
    return LetterTemplateOut(
        organ_id=organ_id,
        kind=kind,
        kind_label=kind.label,
        addressee=spec.addressee,
        addressee_label=spec.addressee.label,
        version=0 if template is None else template.version,
        fields=_fields(spec),
        variables=[
            TemplateVariableOut(
                name=name,
                label=variable.label,
                form=variable.form,
                form_label=variable.form.label,
                is_required=variable.is_required,
            )
            for name, variable in spec.stated.items()
        ],
        file=None if held is None else files.shown(held.file),
        set_by=None if template is None else template.set_by,
        set_by_name=None if template is None else names.get(template.set_by),
        set_at=None if template is None else template.set_at,
    )


def check_out(findings: Findings) -> TemplateCheckOut:
    """What stands against a template."""
    return TemplateCheckOut(
        unknown_fields=findings.unknown,
        missing_fields=findings.missing,
        refused=[
            RefusedOut(expression=each.expression, why=each.why, why_label=each.why.label)
            for each in findings.refused
        ],
    )


def _fields(spec: LetterSpec) -> list[TemplateFieldOut]:
    fields = spec.fields
    return [
        TemplateFieldOut(
            name=name,
            is_list=name in fields.lists,
            members=sorted(fields.lists.get(name, ())),
            is_required=name in fields.required,
        )
        for name in sorted(fields.single | fields.lists.keys())
    ]
