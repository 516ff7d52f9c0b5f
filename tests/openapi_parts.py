"""References of an OpenAPI document, for whoever reads one in a test."""


def followed(document, reference):
    """What `#/…` points to; a `KeyError` where nothing is there."""
    found = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def resolved(document, part):
    """What stands for a part: itself, or what it refers to."""
    while "$ref" in part:
        part = followed(document, part["$ref"])
    return part


def references(part):
    """Every reference at or below a part."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from references(inner)
