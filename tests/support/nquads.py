"""N-Quads into plain quads, read by pyoxigraph: an oracle for tests, and the reader of the published suites."""

import pyoxigraph

from mexbadge.ld.terms import Blank, Iri, Literal, Quad


def parse(data: bytes) -> list[Quad]:
    """Read N-Quads."""
    found = []
    for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS):
        subject, predicate, obj, graph = (
            _term(t) for t in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        )
        assert isinstance(subject, Iri | Blank)
        assert isinstance(predicate, Iri)
        assert obj is not None
        assert graph is None or isinstance(graph, Iri | Blank)
        found.append(Quad(subject, predicate, obj, graph))
    return found


def _term(term: object) -> Iri | Blank | Literal | None:
    if isinstance(term, pyoxigraph.NamedNode):
        return Iri(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return Blank(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    return None
