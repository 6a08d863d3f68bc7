"""Trust lists: whom somebody whom you trust approves, and names that read like those of others."""
