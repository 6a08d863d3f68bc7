"""The checks, one small module each: what is judged in, findings out, and nothing changed.

Most read the :class:`~mexbadge.verify.subject.Subject`; those of what a badge says in words read its
:class:`~mexbadge.badge.Badge`, and so hold for every version. One that meets another credential is given the function
that judges it. Their order stands in :mod:`mexbadge.verify.engine`.
"""
