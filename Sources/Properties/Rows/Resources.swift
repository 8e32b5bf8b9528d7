import Diagnostics
import ManifestModel
import Planning

/// What a container gets of its machine.
enum ResourceProperties {
  static let rows: [Property<ServicePlan>] = [
    Property(
      "resources.cpu", .cpus, docker: "deploy.resources.limits.cpus",
      kubernetes: "container.resources.limits.cpu"
    ) { service, _ in .one(service.resources.cpuLimit?.map(FactText.cpus)) },
    Property(
      "resources.memory", .size, docker: "deploy.resources.limits.memory",
      kubernetes: "container.resources.limits.memory"
    ) { service, _ in .one(service.resources.memoryLimit) },
    Property(
      "resources.gpu", .plain, compose: "deploy.resources.reservations.devices[].count",
      swarm: "deploy.resources.reservations.generic_resources[].discrete_resource_spec.value",
      kubernetes: "container.resources.limits[nvidia.com/gpu]"
    ) { service, _ in .one(service.resources.gpus) },
    Property(
      "resources.reserve.cpu", .cpus, docker: "deploy.resources.reservations.cpus",
      kubernetes: .at(
        "container.resources.requests.cpu", nil,
        { service, _ in .one(service.resources.cpuRequest?.map(FactText.cpus)) })
    ) { service, _ in .one(service.resources.cpuReserve?.map(FactText.cpus)) },
    Property(
      "resources.reserve.memory", .size, docker: "deploy.resources.reservations.memory",
      kubernetes: .at(
        "container.resources.requests.memory", nil,
        { service, _ in .one(service.resources.memoryRequest) })
    ) { service, _ in .one(service.resources.memoryReserve) },
  ]
}
