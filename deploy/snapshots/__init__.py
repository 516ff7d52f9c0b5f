"""Generated documents: each service's openapi.json, and docs/{configuration,errors,events}.md."""
