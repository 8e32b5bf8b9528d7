import Planning

/// Where an object of Kubernetes states what the manifest has a word for: the end of the way to it,
/// and of the ways to what holds it. With this a patch is known to reach a fact.
enum KubernetesLayout {
  /// Of `Deployment/api`, the file.
  static func path(ofWorkload object: String) -> String {
    let parts = object.split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else { return "" }
    return parts[0] == "Job"
      ? "kubernetes/jobs/\(parts[1]).yml"
      : "kubernetes/\(parts[1])-\(parts[0].lowercased()).yml"
  }

  static func ends(of property: FactProperty) -> [String] {
    switch property.kind {
    case .image: ["].image"]
    case .pull: [".imagePullPolicy"]
    case .entrypoint: ["].command"]
    case .command: ["].args"]
    case .workingDir: [".workingDir"]
    case .environment: [".env[\(property.key)].value", ".env"]
    case .port: ["].ports"]
    case .healthVia, .healthLimit, .healthPath, .healthPort, .healthHeader, .healthCommand:
      [
        "readinessProbe", "readinessProbe.httpGet", "readinessProbe.httpGet.path",
        "readinessProbe.httpGet.port", "readinessProbe.httpGet.httpHeaders",
        "readinessProbe.tcpSocket", "readinessProbe.tcpSocket.port", "readinessProbe.exec",
        "readinessProbe.exec.command",
      ]
    case .healthInterval: ["readinessProbe.periodSeconds"]
    case .healthTimeout: ["readinessProbe.timeoutSeconds"]
    case .healthRetries: ["readinessProbe.failureThreshold"]
    case .cpuLimit: [".resources.limits.cpu", ".resources.limits", ".resources"]
    case .memoryLimit: [".resources.limits.memory", ".resources.limits", ".resources"]
    case .gpus: [".resources.limits.nvidia.com/gpu", ".resources.limits", ".resources"]
    case .cpuReserve: [".resources.requests.cpu", ".resources.requests", ".resources"]
    case .memoryReserve: [".resources.requests.memory", ".resources.requests", ".resources"]
    case .replicas: ["spec.replicas"]
    case .updatePause: ["spec.minReadySeconds"]
    case .grace: [".terminationGracePeriodSeconds"]
    default: []
    }
  }
}
