"""Go's templates, as far as formats of docker use them, over documents in the shape of Docker's."""

import functools
import json
import re

WORD = re.compile(r'"(?:\\.|[^"\\])*"|\$\w*|\.[\w.]*|[()]|:=|,|\w+')


def render(template, document):
    """The text of a template for one document; what is not there is empty, as a nil pointer is."""
    out = []
    run(parse(template), document, {"$": document}, out)
    return "".join(out)


@functools.cache
def parse(template):
    """Nodes: a text; or (words of an action, its body, its body after `else`)."""
    pieces = re.split(r"(\{\{.*?\}\})", template)
    nodes, rest = block([p for p in pieces if p])
    if rest:
        raise ValueError(f"an end without its beginning: {template}")
    return nodes


def block(pieces):
    nodes = []
    while pieces:
        piece = pieces.pop(0)
        if not piece.startswith("{{"):
            nodes.append(piece)
            continue
        words = WORD.findall(piece[2:-2])
        if words[0] in ("end", "else"):
            pieces.insert(0, piece)
            return nodes, pieces
        if words[0] not in ("if", "with", "range"):
            nodes.append((words, None, None))
            continue
        body, pieces = block(pieces)
        nodes.append((words, body, otherwise(pieces)))
    return nodes, pieces


def otherwise(pieces):
    """What follows a body, up to and with its end; `else if` holds an `if` that shares the end."""
    words = WORD.findall(pieces.pop(0)[2:-2])
    if words[0] == "end":
        return []
    if len(words) > 1:
        body, _ = block(pieces)
        return [(words[1:], body, otherwise(pieces))]
    body, _ = block(pieces)
    pieces.pop(0)
    return body


def run(nodes, dot, variables, out):
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
            continue
        words, body, other = node
        if body is None:
            out.append(text(evaluate(words, dot, variables)))
        elif words[0] == "range":
            named = len(words) > 4
            values = evaluate(words[5:] if named else words[1:], dot, variables) or []
            for number, value in enumerate(values.values() if isinstance(values, dict) else values):
                names = {words[1]: number, words[3]: value} if named else {}
                run(body, value, variables | names, out)
        elif value := evaluate(words[1:], dot, variables):
            run(body, value if words[0] == "with" else dot, variables, out)
        else:
            run(other, dot, variables, out)


def text(value):
    if value is None:
        return ""
    if isinstance(value, list):
        return "[" + " ".join(text(one) for one in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def evaluate(words, dot, variables):
    values, words = [], list(words)
    name = words.pop(0) if words[0] in FUNCTIONS else None
    while words:
        values.append(operand(words, dot, variables))
    if name:
        return FUNCTIONS[name](*values)
    return values[0](*values[1:]) if callable(values[0]) else values[0]


def operand(words, dot, variables):
    word = words.pop(0)
    if word == "(":
        end = words.index(")")
        inner = [words.pop(0) for _ in range(end)]
        words.pop(0)
        return evaluate(inner, dot, variables)
    if word.startswith('"'):
        return word[1:-1].encode().decode("unicode_escape")
    if word.startswith("$"):
        return variables[word]
    if word.isdigit():
        return int(word)
    if not word.startswith("."):
        raise ValueError(f"a word that the model's templates lack: {word}")
    value = dot
    for part in filter(None, word.split(".")):
        value = value.get(part) if isinstance(value, dict) else None
    return value


FUNCTIONS = {
    "index": lambda value, key: (value or {}).get(key, ""),
    "or": lambda *values: next((v for v in values if v), values[-1]),
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "slice": lambda value, begin: value[begin:],
    "split": lambda value, separator: value.split(separator),
    "join": lambda values, separator: separator.join(values),
    "json": lambda value: json.dumps(value, separators=(",", ":"), default=lambda _: None),
    "printf": lambda form, *values: form % values,
}
