/// What a fact says of its subject. Some properties exist once a name (`environment DEBUG`), some
/// once a place in a list (the second published port).
package struct FactProperty: Sendable, Hashable {
  package let kind: Kind
  /// The variable, label, directive, … that it is about; else empty.
  package let key: String
  /// From 0, for the kinds that are lists.
  package let index: Int

  package init(_ kind: Kind, key: String = "", index: Int = 0) {
    self.kind = kind
    self.key = key
    self.index = index
  }

  package enum Kind: String, Sendable, CaseIterable {
    // The image, and how it comes to be.
    case image, buildContext, dockerfile, buildArgument, buildTarget, buildSecrets, cacheFrom
    case pull, platform
    // The process.
    case containerName, profiles, entrypoint, command, restart, user, workingDir, readOnly
    case stopSignal, grace, capability, shmSize, initProcess
    // What it is given.
    case envFile, envFileFormat, environment, secrets, label, extraHost, dependency
    // What is mounted; `index` counts the mounts, `key` is empty.
    case mountKind, mountSource, mountTarget, mountReadOnly, mountMode, mountMakesFolder, mountSize
    case tmpfs
    // Ports and networks.
    case port, publishedPort, publishedTarget, publishedProtocol, publishedMode
    case networks, networkMode, dnsOption
    // Health.
    case healthVia, healthPort, healthPath, healthHeader, healthLimit, healthCommand, healthOff
    case healthInterval, healthTimeout, healthRetries, healthStart, healthStartInterval
    // Instances, resources, rollout.
    case replicas, mode, endpointMode, placement
    case cpuLimit, memoryLimit, cpuReserve, memoryReserve, gpus, gpuKind, gpuCapabilities
    case updateBatch, updatePause, updateOrder, updateFailure, updateMonitor
    case rollbackBatch, rollbackPause, rollbackOrder, rollbackFailure, rollbackMonitor
    case restartCondition, restartDelay, restartAttempts, deploymentLabel
    // Definitions of networks, volumes, secrets, configs.
    case name, declared, external, driver, driverOption, attachable, sourceVariable, sourceFile
    // The gateway's conf.
    case upstreamAddress, upstreamFlags, listen, serverNames, routeService, routeTimeout
    case routeVolume, header, drain, maxBodySize, directive
    // Scripts and `.env.example`; a list's elements count by `index`, a table's by `key`.
    case assignment, element, entry, defaultValue, required
    /// What the manifest has no word for: `key` is the way to it.
    case field
    /// Something that no other kind names, and nothing asks for: `key` is the way to it.
    case other
  }
}

extension FactProperty: CustomStringConvertible {
  /// As messages name it: `environment DEBUG`, `publishedPort 2`.
  package var description: String {
    let isNamedByKey = kind == .other || kind == .directive || kind == .field
    var text = isNamedByKey ? key : kind.rawValue
    if !key.isEmpty, !isNamedByKey { text += " \(key)" }
    return index == 0 ? text : "\(text) (\(index + 1))"
  }
}
