"""The checks, one small pure module each: a frozen subject in, findings out.

Their order stands in :mod:`mexbadge.verify.engine`.
"""
