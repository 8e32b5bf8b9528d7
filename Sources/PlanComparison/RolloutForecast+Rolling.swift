internal import Diagnostics
internal import ManifestModel
internal import Planning
internal import Properties

extension RolloutForecast {
  /// Swarm and Kubernetes touch only what changed, one service after another.
  mutating func forecastRolling() {
    var least = 0
    var most = 0
    var extra = 0
    for service in plan.backing { roll(service, &least, &most, &extra) }
    for service in distinct where service.role == .web { roll(service, &least, &most, &extra) }
    rollGateway(&least, &most, &extra)
    for service in distinct where service.role != .web { roll(service, &least, &most, &extra) }
    rollJobs()
    for name in gone { act(.removes, name) }
    peak = instances + extra
    if !actions.isEmpty {
      let own = target == .swarm ? swarmTime() : 0
      seconds = least + own...max(least, most) + own
    }
  }

  private mutating func roll(
    _ service: ServicePlan, _ least: inout Int, _ most: inout Int, _ extra: inout Int
  ) {
    let name = service.name.value
    guard let effect = effect(on: name) else { return }
    let count = service.replicas.value
    let start = service.startTime
    if isNew(service) || before == nil {
      act(.starts, name, "\(count)")
      least += start.lowerBound
      most += start.upperBound
      return
    }
    let old = before?.services.first { $0.name.value == name }?.replicas.value
    if effect == .scales {
      act(.scales, name, "\(old ?? count) → \(count)")
      least += start.lowerBound
      most += start.upperBound
      return
    }
    guard effect != .conf else { return }
    if plan.backing.contains(where: { $0.name.value == name }) {
      leaveBacking(name)
      return
    }
    let batch = service.rolling.batch.value
    let order = service.rolling.order.value
    let scaled = old.map { $0 == count ? "\(count)" : "\($0) → \(count)" } ?? "\(count)"
    act(
      .replaces, name,
      "\(scaled), \(min(batch, count)) at a time, \(order.rawValue)"
        + (order == .stopFirst ? unanswered(name) : ""))
    if order == .startFirst {
      extra = max(extra, min(batch, count))
    } else if count <= batch, !doesNotStart(name) {
      gaps.append(name)
    }
    let time = service.rollingTime(in: target)
    least += time.lowerBound
    most += time.upperBound
  }

  private mutating func rollGateway(
    _ least: inout Int, _ most: inout Int, _ extra: inout Int
  ) {
    guard let gateway = plan.gateway else { return }
    let name = gateway.name.value
    let own = effect(on: name)
    guard own != nil || hasNewConf else { return }
    let count = gateway.replicas.value
    guard before?.gateway != nil else {
      act(.starts, name, "\(count)")
      return
    }
    if own == .scales, !hasNewConf {
      act(.scales, name, "\(before?.gateway?.replicas.value ?? count) → \(count)")
      return
    }
    let isFirstStopped = target == .swarm && plan.swarm.publish.value == .host
    act(.replaces, name, "\(count), 1 at a time, \(isFirstStopped ? "stop" : "start")-first")
    if isFirstStopped {
      gaps.append("\(name), on one node at a time")
    } else {
      extra = max(extra, 1)
    }
    // The gateway's own checks and pauses are the same in every project.
    least += count + (count - 1) * 10
    most += count * 45 + (count - 1) * 10 + gateway.stop.graceSeconds.value
  }

  /// The script deploys every service, one after another; what did not change takes it no task.
  private func swarmTime() -> Int {
    let services = distinct.count + plan.backing.count + (plan.gateway == nil ? 0 : 1)
    return services * ScriptTimes.service + prepared.count * ScriptTimes.release
  }

  private mutating func rollJobs() {
    guard target == .kubernetes else { return }
    for job in plan.services where job.role == .job && effect(on: job.name.value) != nil {
      act(isNew(job) ? .starts : .replaces, job.name.value, "the next run is the new one")
    }
  }
}

extension ServicePlan {
  /// Until a new container is healthy: its first check passes, or its last one that may.
  var startTime: ClosedRange<Int> {
    guard let health else { return 0...0 }
    let least = max(1, health.startInterval.value.secondsRoundedUp)
    let checks = health.interval.value.secondsRoundedUp * health.retries.value
    return least...max(least, health.start.value.secondsRoundedUp + checks)
  }

  /// All batches of a rolling update, with the pauses between them.
  func rollingTime(in target: Target) -> ClosedRange<Int> {
    let batches = (replicas.value + rolling.batch.value - 1) / rolling.batch.value
    let pause = rolling.pause.value.secondsRoundedUp
    // Kubernetes holds the last batch to the pause too; Swarm watches it for as long as `monitor`.
    let rest =
      target == .kubernetes
      ? batches * pause : (batches - 1) * pause + rolling.monitor.value.secondsRoundedUp
    // Engines before 25, which know no `start_interval`, look first after a whole interval.
    let first =
      target == .swarm ? health?.interval.value.secondsRoundedUp ?? 0 : startTime.lowerBound
    let least = batches * first + rest
    let most = batches * (startTime.upperBound + stop.graceSeconds.value) + rest
    return least...max(least, most)
  }
}
