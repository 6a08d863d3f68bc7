"""The data models of Open Badges 3.0 and Comprehensive Learner Record 2.0, and the rules beside them.

``ob3`` and ``clr2`` read credentials and say all that is wrong with them; ``shape`` says what a document is; ``rules``
holds its members against each other; ``identity`` compares recipients; ``dates`` turns texts into instants; ``schemas``
makes JSON Schemas. This module itself imports nothing.
"""
