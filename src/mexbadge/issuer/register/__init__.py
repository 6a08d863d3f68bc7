"""The register: what was issued, to whom, and what became of it."""
