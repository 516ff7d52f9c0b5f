"""Generated documents: each service's openapi.json, and pages of docs."""
