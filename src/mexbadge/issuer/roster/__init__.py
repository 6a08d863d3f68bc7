"""Lists of people, read as they come, and the reports about them."""
