"""Status lists as data: packed bits and lists of ids, read and written. Judging one is for :mod:`mexbadge.verify`."""
