"""The files of an issuer's folder that people write and publish: settings, achievements, what is hosted."""
