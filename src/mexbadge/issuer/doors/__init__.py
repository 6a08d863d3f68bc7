"""The doors of an issuer's folder: one class for each group of what :class:`mexbadge.issuer.Issuer` can be asked."""
