"""The static site of an issuer: hosted documents and pages, on any host that serves files."""
