#!/usr/bin/env python3
"""A small model of a Kubernetes API server, for the real kubectl: objects, rollouts, nothing else.

    kubernetes_api.py FOLDER

writes FOLDER/kubeconfig, serves on a loopback port until its standard input ends, and appends one
line for each change to FOLDER/journal. What a pod does follows from its image's tag:
`crash…` never becomes ready and restarts, `nopull…` cannot be pulled, `stuck…` runs and is never
ready, `sick…` neither, long before the deadline, `quota…` is refused by a quota, `fails…` makes a Job
fail, `bad…` is ready and answers 500, which a Job `…-confirm` finds; everything else is ready at once.
PUT /model/fault {"method", "path", "after", "code"} answers 500, or that code, to matching requests from
then on. GET /model/calls has `VERB GROUP RESOURCE` of all that was asked for.
"""

import copy
import functools
import hashlib
import json
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlparse

KINDS = {
    "api/v1": [
        ("namespaces", "Namespace", False, ["ns"]), ("pods", "Pod", True, ["po"]),
        ("services", "Service", True, ["svc"]), ("configmaps", "ConfigMap", True, ["cm"]),
        ("secrets", "Secret", True, []), ("events", "Event", True, ["ev"]),
        ("persistentvolumeclaims", "PersistentVolumeClaim", True, ["pvc"]),
    ],
    "apis/apps/v1": [
        ("deployments", "Deployment", True, ["deploy"]), ("replicasets", "ReplicaSet", True, ["rs"]),
        ("statefulsets", "StatefulSet", True, ["sts"]),
    ],
    "apis/batch/v1": [("jobs", "Job", True, []), ("cronjobs", "CronJob", True, ["cj"])],
    "apis/policy/v1": [("poddisruptionbudgets", "PodDisruptionBudget", True, ["pdb"])],
    "apis/networking.k8s.io/v1": [("networkpolicies", "NetworkPolicy", True, ["netpol"])],
    "apis/coordination.k8s.io/v1": [("leases", "Lease", True, [])],
}
# What an object keeps as long as it lives, also in a dry run.
IMMUTABLE = {
    "apis/batch/v1/jobs": ["template", "completions", "selector"],
    "apis/apps/v1/deployments": ["selector"],
    "apis/apps/v1/statefulsets": ["selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates"],
    "api/v1/persistentvolumeclaims": ["accessModes", "storageClassName"],
}
LOCK = threading.RLock()
STORE = {}
FAULTS = []
CALLS = set()
VERSION = [100]
FOLDER = sys.argv[1]


def journal(*words):
    with open(FOLDER + "/journal", "a") as file:
        print(*words, file=file)


# metav1.MicroTime is parsed by "2006-01-02T15:04:05.000000Z07:00" (RFC3339Micro in
# apimachinery/pkg/apis/meta/v1/micro_time.go): anything else is no Lease.
MICRO_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)")


def lease_fault(spec):
    """ValidateLeaseSpec in pkg/apis/coordination/validation/validation.go, and what can't be decoded."""
    for name in ("acquireTime", "renewTime"):
        if spec.get(name) and not MICRO_TIME.fullmatch(spec[name]):
            return 400, "cannot parse %r as a MicroTime" % spec[name]
    if spec.get("leaseDurationSeconds", 1) <= 0:
        return 422, "spec.leaseDurationSeconds: must be greater than 0"
    if spec.get("leaseTransitions", 0) < 0:
        return 422, "spec.leaseTransitions: must be greater than or equal to 0"
    return None


def json_patch(obj, operations):
    """RFC 6902, as far as maps go; the fault of an operation, of which then none is done.
    The server answers 422 where one fails (applyJSPatch in apiserver's endpoints/handlers/patch.go)."""
    obj = copy.deepcopy(obj)
    for one in operations:
        way = one["path"].strip("/").split("/")
        inner = obj
        for step in way[:-1]:
            inner = inner.get(step, {})
        there = way[-1] in inner
        if one["op"] == "test" and (not there or inner[way[-1]] != one["value"]):
            return None, "testing path %s failed" % one["path"]
        if one["op"] in ("remove", "replace") and not there:
            return None, "missing path %s" % one["path"]
        if one["op"] == "remove":
            del inner[way[-1]]
        elif one["op"] in ("add", "replace"):
            inner[way[-1]] = one["value"]
    return obj, None


def put(key, obj):
    VERSION[0] += 1
    meta = obj["metadata"]
    meta["resourceVersion"] = str(VERSION[0])
    meta.setdefault("uid", "uid-%d" % VERSION[0])
    meta.setdefault("creationTimestamp", "2026-01-01T00:00:00Z")
    STORE[key] = obj


def at(obj, path):
    return obj.get("spec", {}).get(path)


def matches(labels, selector):
    for part in re.findall(r"[^,(]+(?:\([^)]*\))?", selector or ""):
        part = part.strip().lstrip(",").strip()
        if not part:
            continue
        many = re.fullmatch(r"(\S+) (in|notin) \((.*)\)", part)
        if many:
            values = [v.strip() for v in many[3].split(",")]
            if (labels.get(many[1]) in values) != (many[2] == "in"):
                return False
        elif "!=" in part:
            name, value = part.split("!=")
            if labels.get(name) == value:
                return False
        else:
            name, value = re.split("==?", part)
            if labels.get(name) != value:
                return False
    return True


def pods_of(namespace, owner):
    return [(k, o) for k, o in STORE.items()
            if k[0] == "api/v1/pods" and k[1] == namespace and o["metadata"].get("owner") == owner]


def make_pod(namespace, owner, name, template):
    image = template["spec"]["containers"][0]["image"]
    tag = image.rsplit(":", 1)[-1]
    for claim in template["spec"].get("volumes", []):
        for ref in [claim.get("secret", {}).get("secretName")] + [
                s["secret"]["name"] for s in claim.get("projected", {}).get("sources", [])]:
            if ref and ("api/v1/secrets", namespace, ref) not in STORE:
                tag = "nosecret"
    waiting = {"crash": "CrashLoopBackOff", "nopul": "ImagePullBackOff", "nosec": "CreateContainerConfigError"}.get(tag[:5])
    ready = not waiting and not tag.startswith(("stuck", "sick"))
    if tag[:5] in WARNINGS:
        tell(namespace, name, *WARNINGS[tag[:5]])
    labels = dict(template["metadata"]["labels"], **{"pod-template-hash": name.split("/")[-1]})
    status = {"ready": ready, "name": template["spec"]["containers"][0]["name"], "restartCount": 0,
              "state": {"waiting": {"reason": waiting}} if waiting else {"running": {}}}
    put(("api/v1/pods", namespace, name), {
        "kind": "Pod", "apiVersion": "v1", "spec": template["spec"],
        "metadata": {"name": name, "namespace": namespace, "labels": labels, "owner": owner},
        "status": {"phase": "Running", "containerStatuses": [status]}})
    return ready


def tell(namespace, about, reason, message):
    """A warning, as the scheduler, a kubelet or a controller gives one."""
    name = "%s.%d" % (about, VERSION[0])
    put(("api/v1/events", namespace, name), {
        "kind": "Event", "apiVersion": "v1", "type": "Warning", "reason": reason, "message": message,
        "metadata": {"name": name, "namespace": namespace}, "involvedObject": {"name": about}})


WARNINGS = {
    "crash": ("BackOff", "Back-off restarting failed container"),
    "nopul": ("Failed", "Failed to pull image: manifest unknown"),
    "nosec": ("Failed", "Error: secret not found"),
    "stuck": ("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 500"),
}


def control_deployment(namespace, name):
    key = ("apis/apps/v1/deployments", namespace, name)
    deployment = STORE[key]
    spec, template = deployment["spec"], deployment["spec"]["template"]
    digest = hashlib.sha256(json.dumps(template, sort_keys=True).encode()).hexdigest()[:8]
    sets = [o for k, o in STORE.items() if k[0] == "apis/apps/v1/replicasets" and k[1] == namespace
            and o["metadata"]["name"].startswith(name + "-") and o["metadata"].get("owner") == name]
    note = "deployment.kubernetes.io/revision"
    newest = max([int(s["metadata"]["annotations"][note]) for s in sets] or [0])
    mine = [s for s in sets if s["metadata"]["labels"]["pod-template-hash"] == digest]
    if mine:
        current = mine[0]
        if int(current["metadata"]["annotations"][note]) != newest:
            newest += 1
            current["metadata"]["annotations"][note] = str(newest)
    else:
        newest += 1
        current = {"kind": "ReplicaSet", "apiVersion": "apps/v1", "spec": {"template": template}, "metadata": {
            "name": name + "-" + digest, "namespace": namespace, "owner": name,
            "labels": dict(template["metadata"]["labels"], **{"pod-template-hash": digest}),
            "annotations": {note: str(newest)}}}
        put(("apis/apps/v1/replicasets", namespace, name + "-" + digest), current)
    deployment["metadata"].setdefault("annotations", {})[note] = str(newest)
    pods = pods_of(namespace, name)
    fresh = [(k, o) for k, o in pods if o["metadata"]["labels"]["pod-template-hash"].startswith(digest)]
    old = [(k, o) for k, o in pods if (k, o) not in fresh]
    wanted = spec.get("replicas", 1)
    if spec.get("strategy", {}).get("type") == "Recreate":
        for k, _ in old:
            del STORE[k]
        old = []
    ready = sum(o["status"]["containerStatuses"][0]["ready"] for _, o in fresh)
    refused = template["spec"]["containers"][0]["image"].rsplit(":", 1)[-1].startswith("quota")
    while len(fresh) < wanted and not refused:
        pod = "%s-%s-%d" % (name, digest, VERSION[0])
        good = make_pod(namespace, name, pod, template)
        made = STORE[("api/v1/pods", namespace, pod)]
        made["metadata"]["labels"]["pod-template-hash"] = digest
        fresh.append((("api/v1/pods", namespace, pod), made))
        ready += good
        if not good:
            break
        if old:
            del STORE[old.pop()[0]]
    for k, _ in fresh[wanted:]:
        del STORE[k]
    if ready >= wanted:
        for k, _ in old:
            del STORE[k]
        old = []
    ready_old = sum(o["status"]["containerStatuses"][0]["ready"] for _, o in old)
    journal("ready", name, min(ready, wanted) + ready_old, "of", wanted, "image", template["spec"]["containers"][0]["image"])
    stuck = template["spec"]["containers"][0]["image"].rsplit(":", 1)[-1].startswith("stuck")
    deployment["status"] = {
        "observedGeneration": deployment["metadata"]["generation"], "replicas": len(fresh) + len(old),
        "updatedReplicas": len(fresh), "availableReplicas": ready + ready_old, "readyReplicas": ready + ready_old,
        "conditions": [{"type": "Progressing", "status": "False" if stuck else "True",
                        "reason": "ProgressDeadlineExceeded" if stuck else "NewReplicaSetAvailable"}]}
    if refused:
        deployment["status"]["conditions"].append({
            "type": "ReplicaFailure", "status": "True", "reason": "FailedCreate",
            "message": 'pods "%s" is forbidden: exceeded quota: few' % name})
    put(key, deployment)


def bad_answers(namespace):
    """Ready pods, behind a Service, that answer 500."""
    return [k[2] for k, o in STORE.items() if k[:2] == ("api/v1/pods", namespace)
            and o["status"]["containerStatuses"][0]["ready"]
            and o["spec"]["containers"][0]["image"].rsplit(":", 1)[-1].startswith("bad")]


def control(key):
    resource, namespace, name = key
    obj = STORE[key]
    if resource.endswith("/deployments"):
        control_deployment(namespace, name)
    elif resource.endswith("/statefulsets"):
        for k, _ in pods_of(namespace, name):
            del STORE[k]
        ready = make_pod(namespace, name, name + "-0", obj["spec"]["template"])
        digest = "rev-%d" % obj["metadata"]["generation"]
        obj["status"] = {"observedGeneration": obj["metadata"]["generation"], "replicas": 1, "updatedReplicas": 1,
                         "readyReplicas": int(ready), "availableReplicas": int(ready), "currentReplicas": 1,
                         "currentRevision": digest, "updateRevision": digest}
    elif resource.endswith("/jobs"):
        fails = obj["spec"]["template"]["spec"]["containers"][0]["image"].rsplit(":", 1)[-1].startswith("fails")
        if name.endswith("-confirm"):
            fails = bool(bad_answers(namespace))
            journal("confirm", name, "finds", "500" if fails else "200")
        make_pod(namespace, name, name + "-pod", obj["spec"]["template"])
        STORE[("api/v1/pods", namespace, name + "-pod")]["status"]["containerStatuses"][0]["ready"] = False
        obj["status"] = {"conditions": [{"type": "Failed" if fails else "Complete", "status": "True"}]}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, code=200):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/plain" if isinstance(body, str) else "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def fail(self, code, reason, message):
        self.answer({"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": code,
                     "reason": reason, "message": message}, code)

    def handle_request(self):
        url = urlparse(self.path)
        self.query = {k: v[0] for k, v in parse_qs(url.query).items()}
        length = int(self.headers.get("Content-Length") or 0)
        self.body = json.loads(self.rfile.read(length)) if length else None
        path = unquote(url.path).strip("/")
        if path == "model/fault":
            FAULTS.append(dict(self.body))
            return self.answer({})
        if path == "model/calls":
            return self.answer("".join("%s %s %s\n" % one for one in sorted(CALLS)))
        if path == "model/store":
            return self.answer([{"key": "/".join(k), "object": o} for k, o in STORE.items()])
        for fault in FAULTS:
            if fault["method"] == self.command and re.search(fault["path"], self.path):
                if fault.get("after", 0) > 0:
                    fault["after"] -= 1
                else:
                    code = fault.get("code", 500)
                    reason = {403: "Forbidden", 409: "Conflict"}.get(code, "InternalError")
                    return self.fail(code, reason, "made to fail")
        found = self.discover(path)
        if found is not None:
            return self.answer(found)
        for prefix, kinds in KINDS.items():
            if path == prefix or path.startswith(prefix + "/"):
                return self.objects(prefix, path[len(prefix):].strip("/").split("/"), kinds)
        self.fail(404, "NotFound", "no " + path)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_request

    def discover(self, path):
        groups = [p.split("/") for p in KINDS if p.startswith("apis/")]
        if path == "version":
            return {"major": "1", "minor": "32+", "gitVersion": "v1.32.0-model"}
        if path == "api":
            return {"kind": "APIVersions", "versions": ["v1"]}
        if path == "apis":
            versions = [[{"groupVersion": g + "/" + v, "version": v}] for _, g, v in groups]
            return {"kind": "APIGroupList", "apiVersion": "v1", "groups": [
                {"name": g, "versions": v, "preferredVersion": v[0]} for (_, g, _), v in zip(groups, versions)]}
        if path in KINDS:
            verbs = ["create", "delete", "get", "list", "patch", "update", "watch"]
            resources = [{"name": n, "kind": k, "namespaced": s, "shortNames": a, "singularName": k.lower(),
                          "verbs": verbs} for n, k, s, a in KINDS[path]]
            if path == "apis/apps/v1":
                resources.append({"name": "deployments/scale", "kind": "Scale", "group": "autoscaling",
                                  "version": "v1", "namespaced": True, "verbs": ["get", "patch", "update"]})
            return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": path.split("/", 1)[1],
                    "resources": resources}
        if path == "openapi/v3":
            return {"paths": {p: {"serverRelativeURL": "/openapi/v3/%s?hash=1" % p} for p in KINDS}}
        if path.startswith("openapi/v3/"):
            prefix = path[len("openapi/v3/"):]
            group, _, version = prefix.split("/", 1)[1].rpartition("/")
            return {"openapi": "3.0.0", "info": {"title": "model", "version": "1"}, "paths": {
                "/%s/%s/{name}" % (prefix, n): {"patch": {
                    "x-kubernetes-action": "patch", "responses": {},
                    "x-kubernetes-group-version-kind": {"group": group, "version": version, "kind": k},
                    "parameters": [{"name": "fieldValidation", "in": "query", "schema": {"type": "string"}}]}}
                for n, k, _, _ in KINDS[prefix]}}
        return None

    def objects(self, prefix, parts, kinds):
        namespace = ""
        if parts[0] == "namespaces" and len(parts) > 2:
            namespace, parts = parts[1], parts[2:]
        kind = next((k for k in kinds if k[0] == parts[0]), None)
        if not kind:
            return self.fail(404, "NotFound", "no resource " + parts[0])
        name, sub = (parts + ["", ""])[1:3]
        key = (prefix + "/" + parts[0], namespace, name)
        self.note(prefix, parts[0] + ("/" + sub if sub else ""), name)
        with LOCK:
            if namespace and ("api/v1/namespaces", "", namespace) not in STORE and self.command in ("POST", "PATCH"):
                return self.fail(404, "NotFound", 'namespaces "%s" not found' % namespace)
            if sub == "log":
                said = "http://nginx:80/ answers 500" if "-confirm-" in name and bad_answers(namespace) else "last words of " + name
                return self.answer(said + "\n")
            if sub == "scale":
                return self.scale(key)
            if self.command == "POST":
                key = key[:2] + (self.body["metadata"]["name"],)
                if key in STORE:
                    return self.fail(409, "AlreadyExists", '%s "%s" already exists' % (parts[0], key[2]))
                return self.write(key, self.body, 201)
            if self.command == "PUT" and key in STORE:
                known = self.body["metadata"].get("resourceVersion")
                if known and known != STORE[key]["metadata"]["resourceVersion"]:
                    return self.fail(409, "Conflict", "the object has been modified")
                return self.write(key, self.body, 200)
            if self.command == "PATCH" and "apply" in self.headers.get("Content-Type", ""):
                return self.write(key, self.body, 200)
            if self.command == "GET" and not name:
                if self.query.get("watch") in ("1", "true"):
                    return self.watch(key, kind)
                return self.answer(dict(self.listing(key, kind)))
            if key not in STORE:
                return self.fail(404, "NotFound", '%s "%s" not found' % (parts[0], name))
            if self.command == "PATCH" and "json-patch" in self.headers.get("Content-Type", ""):
                changed, fault = json_patch(STORE[key], self.body)
                return self.fail(422, "Invalid", fault) if fault else self.write(key, changed, 200)
            if self.command == "DELETE":
                gone = STORE.pop(key)
                journal("delete", "/".join(key))
                for k, o in list(STORE.items()):
                    if o["metadata"].get("owner") == name and k[1] == namespace and parts[0] in ("deployments", "statefulsets", "jobs"):
                        del STORE[k]
                return self.answer(gone)
            return self.answer(STORE[key])

    def note(self, prefix, resource, name):
        """As RBAC names it. An apply makes what is not there, so that it takes both."""
        group = prefix.split("/")[1] if prefix.startswith("apis/") else "core"
        watched = self.query.get("watch") in ("1", "true")
        verbs = {
            "GET": ["get"] if name else ["watch"] if watched else ["list"], "POST": ["create"], "PUT": ["update"],
            "PATCH": ["patch", "create"] if "apply" in self.headers.get("Content-Type", "") else ["patch"],
            "DELETE": ["delete"],
        }[self.command]  # fmt: skip
        CALLS.update((verb, group, resource) for verb in verbs)

    def listing(self, key, kind):
        items = [o for k, o in sorted(STORE.items()) if k[:2] == key[:2] or (not key[1] and k[0] == key[0])]
        items = [o for o in items if matches(o["metadata"].get("labels", {}), self.query.get("labelSelector"))]
        for field in filter(None, self.query.get("fieldSelector", "").split(",")):
            path, value = field.split("=")
            items = [o for o in items if functools.reduce(lambda o, name: o.get(name, {}), path.split("."), o) == value]
        group = key[0].split("/", 1)[1].rpartition("/")[0]
        return {"kind": kind[1] + "List", "apiVersion": group, "metadata": {"resourceVersion": str(VERSION[0])},
                "items": copy.deepcopy(items)}

    def watch(self, key, kind):
        LOCK.release()
        try:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            seen = int(self.query.get("resourceVersion") or 0)
            end = time.time() + min(int(self.query.get("timeoutSeconds", 10)), 10)
            while time.time() < end:
                with LOCK:
                    fresh = [o for o in self.listing(key, kind)["items"] if int(o["metadata"]["resourceVersion"]) > seen]
                    seen = VERSION[0]
                for obj in fresh:
                    line = json.dumps({"type": "MODIFIED", "object": obj}).encode() + b"\n"
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
                self.wfile.flush()
                time.sleep(0.1)
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            LOCK.acquire()

    def scale(self, key):
        obj = STORE[key]
        if self.command in ("PUT", "PATCH"):
            obj["spec"]["replicas"] = self.body["spec"]["replicas"]
            obj["metadata"]["generation"] += 1
            control(key)
        self.answer({"kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": obj["metadata"],
                     "spec": {"replicas": obj["spec"].get("replicas", 1)}, "status": {"replicas": 0}})

    def write(self, key, body, code):
        body = copy.deepcopy(body)
        before = STORE.get(key)
        if before and before.get("immutable") and before.get("data") != body.get("data"):
            return self.fail(422, "Invalid", "immutable")
        for path in IMMUTABLE.get(key[0], []):
            if before and at(before, path) != at(body, path):
                return self.fail(422, "Invalid", '%s "%s" is invalid: spec.%s: field is immutable'
                                 % (body["kind"], key[2], path))
        fault = lease_fault(body["spec"]) if key[0].endswith("/leases") else None
        if fault:
            return self.fail(fault[0], "Invalid" if fault[0] == 422 else "BadRequest", fault[1])
        if self.query.get("dryRun"):
            return self.answer(dict(before or {}, **body), code)
        meta = dict(before["metadata"] if before else {}, **body["metadata"])
        if before and "annotations" in before["metadata"]:
            meta["annotations"] = dict(before["metadata"]["annotations"], **body["metadata"].get("annotations", {}))
        changed = not before or any(before.get(k) != body.get(k) for k in ("spec", "data", "binaryData"))
        meta["generation"] = (before["metadata"]["generation"] if before else 0) + (1 if changed else 0)
        body["metadata"] = meta
        if before and "status" in before:
            body["status"] = before["status"]
        if changed and not key[0].endswith("/leases"):  # which is renewed again and again
            journal("write", "/".join(key))
        put(key, body)
        if changed:
            control(key)
        return self.answer(STORE[key], code)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
with open(FOLDER + "/kubeconfig", "w") as config:
    json.dump({"apiVersion": "v1", "kind": "Config", "current-context": "model",
               "clusters": [{"name": "model", "cluster": {"server": "http://127.0.0.1:%d" % server.server_port}}],
               "users": [{"name": "model", "user": {}}],
               "contexts": [{"name": "model", "context": {"cluster": "model", "user": "model"}}]}, config)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
