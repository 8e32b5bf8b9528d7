import Foundation
import TestSupport
import Testing

/// K1–K9: each check finds the fault in the guide's Deployment, and none in what zdc makes.
@Suite(
  "Faults of the guide's Kubernetes files", .waits,
  .enabled(if: SecondReaders.areThere, SecondReaders.reason))
struct KubernetesFaultTests {
  /// One folder of Kubernetes documents.
  private struct Documents {
    let all: [Tree]

    func of(_ kind: String) -> [Tree] { all.filter { $0.kind.text == kind } }

    /// What serves: Deployments with their pods.
    var deployments: [(name: String, spec: Tree, pod: Tree, container: Tree)] {
      of("Deployment").map { document in
        let pod = document.spec.template
        return (
          document.metadata.name.text ?? "", document.spec, pod,
          pod.spec.containers.items.first ?? .null
        )
      }
    }

    /// Whether one of that kind selects this pod by `labels`.
    func selects(_ kind: String, _ pod: Tree, _ labels: (Tree) -> Tree) -> Bool {
      of(kind).contains { document in
        let wanted = labels(document).entries
        return !wanted.isEmpty
          && wanted.allSatisfy { pod.metadata.labels[$0.key] == $0.value }
      }
    }

    /// The names of the deployments of which it is true.
    func names(_ isFaulty: (Tree, Tree, Tree) -> Bool) -> [String] {
      deployments.filter { isFaulty($0.spec, $0.pod, $0.container) }.map(\.name)
    }
  }

  private static func guide() throws -> Documents {
    Documents(
      all: try SecondReaders.documents(Guide.folder.appending(path: "django-deployment.yml")))
  }

  private static func generated() throws -> Documents {
    let files = Generated.workloads.map { Generated.folder.appending(path: $0) }
    let documents = Documents(all: try files.flatMap(SecondReaders.documents))
    try #require(documents.deployments.map(\.name).sorted() == ["django", "fastapi", "nginx"])
    return documents
  }

  /// The check finds the guide's only Deployment, and nothing of ours.
  private func holds(_ faulty: (Documents) -> [String]) throws {
    #expect(faulty(try Self.guide()) == ["django"])
    #expect(faulty(try Self.generated()) == [])
  }

  @Test("K1 no Service leads to the pods")
  func k1() throws {
    try holds { documents in
      documents.names { _, pod, container in
        let ports = container.ports.items.map(\.containerPort)
        return !documents.of("Service").contains { service in
          documents.selects("Service", pod) { $0.spec.selector }
            && service.spec.ports.items.contains { ports.contains($0.targetPort) }
        }
      }
    }
  }

  @Test("K2 no preStop: a pod that ends still gets requests")
  func k2() throws {
    try holds { documents in
      documents.names { _, _, container in
        (container.lifecycle.preStop.sleep["seconds"].number ?? 0) <= 0
          && !container.lifecycle.preStop.exec.isThere
      }
    }
  }

  @Test("K3 no grace period that has room for the longest request")
  func k3() throws {
    let longest = 60.0
    try holds { documents in
      documents.names { _, pod, container in
        let grace = pod.spec.terminationGracePeriodSeconds.number ?? 30
        let pause = container.lifecycle.preStop.sleep["seconds"].number ?? 0
        return grace <= pause || grace < longest
      }
    }
  }

  @Test("K4 no startupProbe: a fixed initial delay instead")
  func k4() throws {
    try holds { documents in
      documents.names { _, _, container in
        !container.startupProbe.isThere || container.readinessProbe.initialDelaySeconds.isThere
          || container.livenessProbe.initialDelaySeconds.isThere
      }
    }
  }

  @Test("K5 no disruption budget")
  func k5() throws {
    try holds { documents in
      documents.names { _, pod, _ in
        !documents.selects("PodDisruptionBudget", pod) { $0.spec.selector.matchLabels }
      }
    }
  }

  @Test("K6 no resources: the first to be evicted")
  func k6() throws {
    try holds { documents in
      documents.names { _, _, container in
        !container.resources.requests.cpu.isThere || !container.resources.requests.memory.isThere
      }
    }
  }

  @Test("K7 the tag latest makes the pull policy Always")
  func k7() throws {
    try holds { documents in
      documents.names { _, _, container in
        let name = container.image.text?.split(separator: "/").last ?? ""
        let tag = name.split(separator: ":").dropFirst().first ?? "latest"
        let byDefault = tag == "latest" ? "Always" : "IfNotPresent"
        return (container.imagePullPolicy.text ?? byDefault) == "Always"
      }
    }
  }

  @Test("K8 liveness equal to readiness kills a slow pod")
  func k8() throws {
    let handlers = ["httpGet", "tcpSocket", "exec", "grpc"]
    try holds { documents in
      documents.names { _, _, container in
        handlers.contains { handler in
          let live = container.livenessProbe[handler]
          return live.isThere && live.path == container.readinessProbe[handler].path
            && live.port == container.readinessProbe[handler].port
        }
      }
    }
  }

  /// The numbers of replicas that differ between Swarm and Kubernetes and that no manifest says.
  private func unstated(_ stack: Tree, _ documents: Documents, manifest: Tree) -> [String] {
    documents.deployments.compactMap { name, spec, _, _ in
      let wanted = manifest.targets.kubernetes.services[name].replicas
      let here = stack.services[name].deploy.replicas
      return spec.replicas == here || spec.replicas == wanted ? nil : name
    }
  }

  @Test("K9 three replicas here, two there, and nothing says why")
  func k9() throws {
    let guide = unstated(
      try SecondReaders.guide("docker-compose.swarm.yml"), try Self.guide(), manifest: .null)
    #expect(guide == ["django"])
    let manifest = try #require(
      SecondReaders.documents(Repository.root.appending(path: "manifests/brain-tumor.yml")).first)
    let ours = unstated(
      try SecondReaders.generated("docker/docker-compose.swarm.yml"), try Self.generated(),
      manifest: manifest)
    #expect(ours == [])
  }
}
