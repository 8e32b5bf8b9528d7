"""Reading Compose files: several become one, and values of the environment are filled in."""

import functools
import hashlib
import json
import re

import yaml
from calls import Fail

VALUE = re.compile(r"\$(?:\$|\{(\w+)(?:(:?[-?+])([^}]*))?\})")
# What differs in these makes no other container.
NO_CONTAINER = ("build", "pull_policy", "depends_on", "profiles", "deploy")


@functools.cache
def parsed(text):
    return yaml.load(text, yaml.CSafeLoader)


def expanded(tree, values):
    """With `${NAME}`, `${NAME:-default}`, `${NAME:+text}`, `${NAME:?why}` and `${NAME?why}` filled in, and `$$` made a dollar."""
    if isinstance(tree, dict):
        return {key: expanded(value, values) for key, value in tree.items()}
    if isinstance(tree, list):
        return [expanded(value, values) for value in tree]
    if not isinstance(tree, str) or "$" not in tree:
        return tree

    def fill(match):
        name, kind, rest = match.groups()
        if name is None:
            return "$"
        there = values.get(name) or (kind in ("-", "+", "?") and name in values)
        if (kind or "")[-1:] == "?" and not there:
            raise Fail(1, f"required variable {name} is missing a value: {rest}")
        if (kind or "")[-1:] == "+":
            return rest if there else ""
        return values[name] if there else rest or ""

    return VALUE.sub(fill, tree)


def load(paths, values):
    """The services of these files, and the project's name; a later file goes before."""
    name, services = None, {}
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise Fail(1, f"open {path}: {error.strerror}") from None
        document = expanded(parsed(text), values)
        name = document.get("name", name)
        for service, spec in (document.get("services") or {}).items():
            services[service] = services.get(service, {}) | (spec or {})
    return name, services


def config_hash(spec):
    kept = {key: value for key, value in spec.items() if key not in NO_CONTAINER}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def replicas(spec):
    return int(spec.get("scale") or (spec.get("deploy") or {}).get("replicas") or 1)


def health(spec):
    """The words of its health command, as the engine keeps them."""
    test = (spec.get("healthcheck") or {}).get("test") or []
    return ["CMD-SHELL", test] if isinstance(test, str) else list(test)


def labels(spec):
    given = spec.get("labels") or {}
    if isinstance(given, list):
        return dict(entry.partition("=")[::2] for entry in given)
    return {key: str(value) for key, value in given.items()}
