"""The lint of the OpenAPI documents, by Spectral and Redocly, with the rules that stand here.

Both are programs for Node, which comes from a locked wheel; their packages are locked too and are
put below `.venv` when the check runs for the first time.
"""
