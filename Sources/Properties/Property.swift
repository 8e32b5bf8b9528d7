package import ManifestModel
package import Planning

/// One thing that a manifest decides about a subject (a service, the gateway, a volume, …): its value
/// by the plan, what a change of it does to containers, and the places where artefacts say it.
///
/// `diff` compares the values of two plans; a build holds its own artefacts against them, place by
/// place. Backends know nothing of these rows.
package struct Property<Subject: Sendable>: Sendable {
  package typealias Reading = @Sendable (Subject, TargetPlan) -> Values

  /// In the manifest's words: `stop.grace`. Of what there is several by name, `*` or else the end
  /// gives way to that name.
  package let name: String
  package let form: ValueForm
  /// `nil` for what follows from other properties: `diff` does not tell it.
  package let effect: (@Sendable (Target) -> PropertyEffect)?
  package let values: Reading
  package let places: [Place<Subject>]

  /// - Parameters:
  ///   - effect: what a change of it does.
  ///   - compose: the places below the container of `docker-compose.blue-green.yml`, `swarm` those
  ///     of the stack, `docker` those that both have.
  ///   - kubernetes: those in its objects.
  ///   - conf: those in the gateway's conf, `script` the assignment of the deploy script.
  package init(
    _ name: String, _ form: ValueForm = .text, change effect: PropertyEffect = .replaces,
    compose: Place<Subject>..., swarm: Place<Subject>..., docker: Place<Subject>...,
    kubernetes: Place<Subject>..., conf: Place<Subject>..., script: Place<Subject>...,
    values: @escaping Reading
  ) {
    self.init(
      name, form, changes: { _ in effect },
      Self.placed(compose, swarm, docker, kubernetes, conf, script), values)
  }

  /// One whose change means something else on each target.
  package init(
    _ name: String, _ form: ValueForm = .text,
    changes effect: @escaping @Sendable (Target) -> PropertyEffect,
    compose: Place<Subject>..., swarm: Place<Subject>..., docker: Place<Subject>...,
    kubernetes: Place<Subject>..., conf: Place<Subject>..., script: Place<Subject>...,
    values: @escaping Reading
  ) {
    self.init(
      name, form, changes: effect,
      Self.placed(compose, swarm, docker, kubernetes, conf, script), values)
  }

  /// What follows from others: no change of its own, and held against the artefacts all the same.
  package init(
    derived name: String, _ form: ValueForm = .text,
    compose: Place<Subject>..., swarm: Place<Subject>..., docker: Place<Subject>...,
    kubernetes: Place<Subject>..., conf: Place<Subject>..., script: Place<Subject>...,
    values: @escaping Reading
  ) {
    self.init(
      name, form, changes: nil,
      Self.placed(compose, swarm, docker, kubernetes, conf, script), values)
  }

  private init(
    _ name: String, _ form: ValueForm, changes effect: (@Sendable (Target) -> PropertyEffect)?,
    _ places: [Place<Subject>], _ values: @escaping Reading
  ) {
    self.name = name
    self.form = form
    self.effect = effect
    self.places = places
    self.values = values
  }

  private static func placed(
    _ compose: [Place<Subject>], _ swarm: [Place<Subject>], _ docker: [Place<Subject>],
    _ kubernetes: [Place<Subject>], _ conf: [Place<Subject>], _ script: [Place<Subject>]
  ) -> [Place<Subject>] {
    compose.map { $0.on([.blueGreen], in: .objects) }
      + swarm.map { $0.on([.swarm], in: .objects) }
      + docker.map { $0.on([.blueGreen, .swarm], in: .objects) }
      + kubernetes.map { $0.on([.kubernetes], in: .objects) }
      + conf.map { $0.on(Target.allCases, in: .conf) }
      + script.map { $0.on(Target.allCases, in: .script) }
  }

  /// The name of one of its values.
  package func name(of key: String) -> String {
    if key.isEmpty { return name }
    if name.contains("*") { return name.replacing("*", with: key) }
    return "\(name).\(key)"
  }
}

/// What a change of a property does.
package enum PropertyEffect: Sendable, Equatable {
  /// The service's containers are replaced.
  case replaces
  /// There are more or fewer of them.
  case scales
  /// The gateway's conf changes.
  case conf
  /// Containers of all services are replaced.
  case everything
  /// The comments of files that containers mount under names of their content change: the
  /// gateway's conf, and the wrapper of those services that have it.
  case comments
  /// No container changes: it decides how a later deployment goes, or what others are told.
  case settings
}
