#!/usr/bin/env python3
"""What users run instead, on the same work: text of the same size, of as many services.

usage: peers.py helm CHART | jsonnet FILE

Each prints the number of bytes that it made, and is a process of its own, so that its start counts
as zdc's does. `prepare` writes their inputs from what zdc has built.
"""

import json
import pathlib
import sys


def prepare(work, out, size, count):
    """Inputs for all of them; returns (name, what it does, words) of each, without those of the path.

    size: the bytes that each has to make; count: the services.
    """
    one = service(out)
    work.mkdir()
    # As many of a service's objects as have the size of all that zdc writes of it.
    copies = max(1, round(size / count / len(one)))
    chart = work / "chart"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: large\nversion: 1.0.0\n")
    (chart / "values.yaml").write_text(
        "services:\n" + "".join(f"  - name: service-{n}\n" for n in range(count)))
    (chart / "templates/services.yaml").write_text(
        "{{- range .Values.services }}\n" + one.replace("service-0", "{{ .name }}") * copies
        + "{{- end }}\n")
    program = work / "large.jsonnet"
    texts = [text for text in one.split("---\n") if text.strip() and not text.startswith("#")]
    program.write_text(
        "local texts = " + json.dumps(texts) + ";\n"
        "local objects(n) = [\n"
        "  std.parseYaml(std.strReplace(text, 'service-0', 'service-%d' % n))"
        f" for text in texts for copy in std.range(1, {copies})];\n"
        f"std.manifestYamlStream(std.flatMap(objects, std.range(0, {count - 1})))\n")
    here = [sys.executable, pathlib.Path(__file__).resolve()]
    return [
        ("Helm 4", "renders a chart of one template; checks nothing", [*here, "helm", chart]),
        ("Jsonnet (Go)", "writes the objects as YAML; checks nothing", [*here, "jsonnet", program]),
        ("kubectl kustomize", "reads and writes zdc's own Kubernetes files",
         ["kubectl", "kustomize", out]),
        ("docker compose config", "reads zdc's own Compose file alone",
         ["docker-compose", "-f", out / "docker/docker-compose.blue-green.yml", "config", "-q"]),
    ]


def service(out):
    """The objects of the first service."""
    text = (out / "kubernetes/service-0-deployment.yml").read_text()
    return "---\n" + text.split("---\n", 1)[1]


def helm(chart):
    from helm_python import Chart

    with Chart.load(chart) as chart:
        return sum(len(text) for text in texts(chart.render(name="large")))


def texts(rendered):
    values = rendered.values() if isinstance(rendered, dict) else rendered
    return [value if isinstance(value, str) else json.dumps(value) for value in values]


def jsonnet(program):
    import _gojsonnet

    return len(_gojsonnet.evaluate_file(program))


if __name__ == "__main__":
    print({"helm": helm, "jsonnet": jsonnet}[sys.argv[1]](sys.argv[2]))
