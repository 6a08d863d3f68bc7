"""A small web service over its own tables that checks badges, matches people with vacancies, and plans training."""
