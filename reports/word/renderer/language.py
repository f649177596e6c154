"""The language of templates: Jinja of which only data, loops and conditions are left.

A template calls nothing (`ALLOWED` has no Call), reads keys of dicts and nothing of any other object
(`Sandbox.getattr`), names what is in the data (`check_names`), and what it prints is escaped.
"""

from collections.abc import Iterable

from jinja2 import StrictUndefined, UndefinedError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from reports.word.renderer.refusals import FORBIDDEN, GROUP, UNKNOWN, Refused

ALLOWED = frozenset(
    {
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.For,
        nodes.If,
        nodes.CondExpr,
        nodes.Name,
        nodes.Getattr,
        nodes.Getitem,
        nodes.Const,
        nodes.Filter,
        nodes.Test,
        nodes.Compare,
        nodes.Operand,
        nodes.And,
        nodes.Or,
        nodes.Not,
        nodes.Concat,
    }
)
# What is said of the commands that are not allowed.
COMMANDS = {
    nodes.Call: "memanggil fungsi dengan tanda kurung",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.With: "with",
    nodes.Scope: "autoescape",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.Slice: "mengambil sebagian dengan titik dua",
    nodes.List: "menulis daftar sendiri",
    nodes.Tuple: "lebih dari satu nama setelah for",
    nodes.Dict: "menulis kelompok sendiri",
}
ARITHMETIC = (nodes.BinExpr, nodes.UnaryExpr)
FILTERS = ("length", "default", "join", "upper", "lower", "capitalize", "first", "last")
TESTS = ("defined", "undefined", "none", "odd", "even", "in", "eq", "ne", "gt", "ge", "lt", "le")
LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})


class Unknown(StrictUndefined):
    """A name that is not in the data; using it says which one."""

    def __init__(self, hint=None, obj=None, name=None, exc=UndefinedError) -> None:
        super().__init__(hint=str(name), name=name, exc=exc)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without calls, attributes, arithmetic, assignments and imports, for data of one shape."""

    def __init__(self, names: dict, **filters) -> None:
        super().__init__(autoescape=True, undefined=Unknown, finalize=_printed, cache_size=0)
        self.names = names
        self.globals = {}
        self.filters = {name: self.filters[name] for name in FILTERS} | filters
        self.tests = {name: self.tests[name] for name in TESTS}

    def _generate(self, source, name, filename, defer_init=False):
        for node in source.find_all(nodes.Node):
            if type(node) not in ALLOWED:
                raise Refused(FORBIDDEN, _told(node))
        check_names(source.body, self.names)
        return super()._generate(source, name, filename, defer_init)

    def getattr(self, obj, attribute):
        """A key of a dict, or how far a loop is."""
        if isinstance(obj, Unknown):
            return self.undefined(name=f"{attribute} pada {obj._undefined_name}")
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(name=attribute)

    def getitem(self, obj, argument):
        """A key of a dict, or a place in a list."""
        if isinstance(obj, list) and isinstance(argument, int):
            is_there = -len(obj) <= argument < len(obj)
            return obj[argument] if is_there else self.undefined(name=f"isi ke-{argument + 1} dari sebuah daftar")
        return self.getattr(obj, argument)


def _told(node: nodes.Node) -> str:
    """A command that is not allowed, in words."""
    return COMMANDS.get(type(node)) or ("hitungan" if isinstance(node, ARITHMETIC) else "perintah lain")


def literal(words: str) -> Markup:
    """Words as XML that says them and nothing else: docxtpl makes commands of {_{ and its like after the filling."""
    return Markup(str(escape(words)).replace("_", "&#95;"))  # noqa: S704 - escaped


def _printed(value):
    """What becomes of the value of an expression."""
    return literal(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def check_names(body: Iterable[nodes.Node], names: dict) -> None:
    """Is every name in the data, also where this data would not lead to it? Raises Refused."""
    for node in body:
        if isinstance(node, nodes.For):
            inside = names | _bound(node, names) | {"loop": dict.fromkeys(LOOP)}
            if node.test is not None:
                shape_of(node.test, inside)
            check_names(node.body, inside)
            check_names(node.else_, names)
        elif isinstance(node, nodes.If):
            shape_of(node.test, names)
            for part in (node.body, node.elif_, node.else_):
                check_names(part, names)
        elif isinstance(node, nodes.Output):
            for one in node.nodes:
                if shape_of(one, names) is not None:
                    raise Refused(GROUP, written(one))


def _bound(node: nodes.For, names: dict) -> dict:
    """The name that a loop gives to the items of its list."""
    shape = shape_of(node.iter, names)
    if not isinstance(node.target, nodes.Name) or not isinstance(shape, list):
        raise Refused(UNKNOWN, f"for … in {written(node.iter)} (bukan daftar)")
    return {node.target.name: shape[0]}


def shape_of(node: nodes.Node, names: dict):
    """The shape of what an expression gives. Raises Refused for a name that is not known."""
    if isinstance(node, nodes.Name):
        if node.name not in names:
            raise Refused(UNKNOWN, node.name)
        return names[node.name]
    if isinstance(node, nodes.Getattr):
        return _inside(shape_of(node.node, names), node.attr, node)
    if isinstance(node, nodes.Getitem):
        shape_of(node.arg, names)
        return _inside(shape_of(node.node, names), getattr(node.arg, "value", None), node)
    shapes = [shape_of(one, names) for one in node.iter_child_nodes()]
    if isinstance(node, nodes.Filter) and node.name in {"first", "last"} and isinstance(shapes[0], list):
        return shapes[0][0]
    keeps = isinstance(node, nodes.And | nodes.Or) or (isinstance(node, nodes.Filter) and node.name == "default")
    return shapes[0] if keeps else None


def _inside(shape, key, node: nodes.Node):
    if isinstance(shape, dict) and key in shape:
        return shape[key]
    if isinstance(shape, list) and isinstance(key, int):
        return shape[0]
    raise Refused(UNKNOWN, written(node))


def written(node: nodes.Node) -> str:
    """A name as somebody wrote it."""
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{written(node.node)}[{getattr(node.arg, 'value', '…')}]"
    return getattr(node, "name", "…")
