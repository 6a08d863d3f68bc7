"""The mutants of a module: each is one function with one change."""

import ast
import copy
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Final, cast

from mutation.targets import SOURCES

__all__ = ["Mutant", "mutants"]

_TURNED: Final[Mapping[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_EXCHANGED: Final = {"any": "all", "all": "any", "min": "max", "max": "min"}
_UNWRAPPED: Final = frozenset({"lower", "upper", "casefold", "strip", "lstrip", "rstrip"})
_OUTCOMES: Final = {"FAILED": "WARNED", "WARNED": "PASSED", "UNKNOWN": "WARNED", "PASSED": "WARNED"}
_SET_LIKE: Final = (ast.Add, ast.Sub, ast.BitOr, ast.BitAnd)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the module, the function's name in it, what stood there and what stands there now."""

    module: str
    function: str
    before: str
    after: str
    turn: int
    line: int
    lines: range = field(repr=False, compare=False)
    code: CodeType = field(repr=False, compare=False)
    digest: str = field(repr=False, default="")

    @property
    def name(self) -> str:
        """What the mutant is called in the lists; the same for as long as its function says the same."""
        again = f" ({self.turn + 1})" if self.turn else ""
        return f"{self.place}: {self.before} -> {self.after}{again}"

    @property
    def place(self) -> str:
        """The function that it changes."""
        return f"{self.module} {self.function}"


def _constant(value: object) -> ast.expr:
    return ast.Constant(value)  # type: ignore[arg-type]  # any constant of Python


def _of_expression(node: ast.expr) -> Iterator[ast.expr]:  # noqa: C901, PLR0912 - a table, one case a line
    """Yield what one expression may be turned into."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            for place, operator in enumerate(ops):
                turned = [*ops[:place], _TURNED[type(operator)](), *ops[place + 1 :]]
                yield ast.Compare(left, turned, others)
        case ast.BoolOp(op=operator, values=values):
            for place in range(len(values)):
                rest = [*values[:place], *values[place + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(operator, rest)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.IfExp(test=_, body=body, orelse=otherwise):
            yield body
            yield otherwise
        case ast.Constant(value=bool(value)):
            yield _constant(not value)
        case ast.Constant(value=int(value)):
            yield _constant(value + 1)
        case ast.BinOp(left=left, op=operator) if isinstance(operator, _SET_LIKE):
            yield left
        case ast.Attribute(value=ast.Name(id="Outcome") as owner, attr=name) if name in _OUTCOMES:
            yield ast.Attribute(owner, _OUTCOMES[name], node.ctx)
        case ast.Call(func=ast.Name(id=name), args=given, keywords=named) if name in _EXCHANGED:
            yield ast.Call(ast.Name(_EXCHANGED[name], ast.Load()), given, named)
        case ast.Call(func=ast.Attribute(value=inner, attr=name), args=[], keywords=[]) if name in _UNWRAPPED:
            yield inner
        case _:
            return


def _of_statement(node: ast.stmt) -> Iterator[ast.stmt]:
    """Yield what one statement may be turned into."""
    match node:
        case ast.If(test=test, body=body, orelse=otherwise) if not isinstance(test, ast.Constant):
            yield ast.If(_constant(value=True), body, otherwise)
            yield ast.If(_constant(value=False), body, otherwise)
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Expr() | ast.Raise() | ast.AugAssign():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case _:
            return


def _of_filter(node: ast.comprehension) -> Iterator[ast.comprehension]:
    for place in range(len(node.ifs)):
        rest = [*node.ifs[:place], *node.ifs[place + 1 :]]
        yield ast.comprehension(node.target, node.iter, rest, node.is_async)


def _turned(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.expr):
        yield from _of_expression(node)
    elif isinstance(node, ast.stmt):
        yield from _of_statement(node)
    elif isinstance(node, ast.comprehension):
        yield from _of_filter(node)


_Place = tuple[str, int | None]
_LEFT_OUT: Final = frozenset({"annotation", "returns", "decorator_list", "format_spec", "type_comment"})


def _places(node: ast.AST, path: tuple[_Place, ...] = ()) -> Iterator[tuple[tuple[_Place, ...], ast.AST]]:
    """Yield every node below a function that may be changed, with the way to it; annotations and texts are left out."""
    for name, value in ast.iter_fields(node):
        left_out = name in _LEFT_OUT or (name == "args" and not isinstance(node, ast.Call))
        if left_out:
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                step = (*path, (name, place))
                yield step, child
                yield from _places(child, step)


def _exchanged(function: ast.AST, path: Sequence[_Place], new: ast.AST) -> ast.AST:
    """Return a copy of a function with the node at ``path`` exchanged."""
    whole = copy.copy(function)
    (name, place), *rest = path
    value = getattr(whole, name)
    old = value if place is None else value[place]
    inner = ast.copy_location(new, old) if not rest else _exchanged(old, rest, new)
    if place is not None:
        inner_list = list(value)
        inner_list[place] = inner
        setattr(whole, name, inner_list)
    else:
        setattr(whole, name, inner)
    return whole


def _functions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef, list[ast.ClassDef]]]:
    """Yield the functions of a module and the methods of its classes, with their names and what they lie in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield f"{prefix}{child.name}", child, []
        elif isinstance(child, ast.ClassDef):
            for name, function, around in _functions(child, f"{prefix}{child.name}."):
                yield name, function, [child, *around]


def _compiled(tree: ast.Module, path: Path, name: str, line: int) -> CodeType | None:
    """Compile a module and return the code of one function in it."""
    try:
        todo = [compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)]
    except (SyntaxError, ValueError):
        return None
    while todo:
        code = todo.pop()
        if code.co_qualname == name and code.co_firstlineno == line:
            return code
        todo += [inner for inner in code.co_consts if isinstance(inner, CodeType)]
    return None


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    if isinstance(node, ast.comprehension):
        return " if ".join([f"for {ast.unparse(node.target)}", *map(ast.unparse, node.ifs)])
    return " ".join(ast.unparse(node).split())


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield the mutants of one module."""
    text = path.read_text()
    tree = ast.parse(text)
    module = path.relative_to(SOURCES).as_posix()
    for name, function, around in _functions(tree):
        digest = hashlib.sha256(ast.unparse(function).encode()).hexdigest()[:16]
        line = min([function.lineno, *(one.lineno for one in function.decorator_list)])
        seen: dict[tuple[str, str], int] = {}
        for steps, node in _places(function):
            for new in _turned(node):
                said = _shown(node)[:160], _shown(new)[:160]
                turn = seen.get(said, 0)
                seen[said] = turn + 1
                whole = ast.Module([_inside(function, around, steps, new)], [])
                code = _compiled(whole, path, name, line)
                if code is not None:
                    where = getattr(node, "lineno", line)
                    yield Mutant(module, name, *said, turn, where, _lines_of(function, steps), code, digest)


def _lines_of(function: ast.FunctionDef, steps: Sequence[_Place]) -> range:
    """Return the lines of the statement that is changed: of one with a body, those before its body."""
    found: ast.AST = function
    node: ast.AST = function
    for name, place in steps:
        value = getattr(node, name)
        node = value if place is None else value[place]
        if isinstance(node, ast.stmt | ast.match_case):
            found = node
    begin = found.pattern.lineno if isinstance(found, ast.match_case) else cast("ast.stmt", found).lineno
    body = getattr(found, "body", None)
    last = max(begin, body[0].lineno - 1) if body else cast("int", cast("ast.stmt", found).end_lineno)
    return range(begin, last + 1)


def _inside(
    function: ast.FunctionDef, around: Sequence[ast.ClassDef], steps: Sequence[_Place], new: ast.AST
) -> ast.stmt:
    """Return the changed function within the classes that it lies in, alone."""
    inner = cast("ast.stmt", _exchanged(function, steps, new))
    for owner in reversed(around):
        shell = copy.copy(owner)
        shell.body, shell.decorator_list = [inner], []
        inner = shell
    return inner
