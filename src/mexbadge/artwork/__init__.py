"""Pictures of badges, drawn."""
