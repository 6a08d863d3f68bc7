"""What one badge needs without a folder: achievements, credentials of 2.0 and 3.0, status lists, published keys."""
