package import Diagnostics
import ManifestModel
import ParallelWork
package import Planning
import Properties
import YAMLReading

/// Every property of a plan, held against what the lenses read in its artefacts.
package struct PropertyCheck {
  private let plan: TargetPlan
  private let documents: TargetDocuments
  private var findings: [PropertyFinding] = []
  /// `nil`: nobody asks.
  private var places: [StatedPlace]?

  /// In the order of the properties.
  package static func findings(
    of plan: DeploymentPlan, in artefacts: [VerifiedArtefact]
  ) -> [PropertyFinding] {
    plan.targets.parallelMap(lastFirst: true) { plan in
      var check = PropertyCheck(plan: plan, documents: TargetDocuments(artefacts, of: plan))
      check.all()
      return check.findings
    }.flatMap(\.self)
  }

  /// A value of a property as it stands in an artefact.
  package struct StatedPlace: Sendable {
    package let property: String
    /// Relative to the output folder.
    package let path: String
    package let range: SourceRange
    package let text: String
  }

  /// Where the lenses read what the plan says.
  package static func places(
    of plan: DeploymentPlan, in artefacts: [VerifiedArtefact]
  ) -> [StatedPlace] {
    plan.targets.flatMap { plan in
      var check = PropertyCheck(plan: plan, documents: TargetDocuments(artefacts, of: plan))
      check.places = []
      check.all()
      return check.places ?? []
    }
  }

  private init(plan: TargetPlan, documents: TargetDocuments) {
    self.plan = plan
    self.documents = documents
  }

  private mutating func all() {
    hold(PlacedProperty.all(Properties.wholeProject, on: plan.target), plan, documents.whole)
    let ofServices = PlacedProperty.all(Properties.wholeServices, on: plan.target)
    for service in plan.allServices where service.isDeployed(on: plan.target) {
      hold(
        ofServices, service,
        documents.service(service.address, service.name.value, of: service.role))
    }
    holdOneShots(plan.services.filter { $0.role == .initial }, areReleases: false)
    holdOneShots(plan.services.filter { !$0.release.isEmpty }, areReleases: true)
    if let gateway = plan.gateway {
      let lens = documents.gateway(gateway)
      hold(PlacedProperty.all(Properties.wholeGateway, on: plan.target), gateway, lens)
      let ofRoutes = PlacedProperty.all(Properties.routes, on: plan.target)
      for route in gateway.routes { hold(ofRoutes, route, lens) }
      if plan.target == .blueGreen {
        hold(PlacedProperty.all(OneShotProperties.setup, on: plan.target), gateway, documents.setup)
      }
    }
    for volume in plan.volumes where documents.has(volume) {
      hold(
        PlacedProperty.all(Properties.volumes, on: plan.target), volume, documents.volume(volume))
    }
    for secret in plan.secrets where plan.target == .blueGreen && !secret.readers.isEmpty {
      hold(
        PlacedProperty.all(Properties.secrets, on: plan.target), secret,
        documents.secret(secret.name.value))
    }
  }

  private mutating func holdOneShots(_ services: [ServicePlan], areReleases: Bool) {
    guard !services.isEmpty else { return }
    let rows = PlacedProperty.all(
      OneShotProperties.whole(ofReleases: areReleases, on: plan.target), on: plan.target)
    for service in services {
      for lens in documents.oneShot(service) { hold(rows, service, lens) }
    }
  }

  private mutating func hold<Subject>(
    _ rows: [PlacedProperty<Subject>], _ subject: Subject, _ lens: Lens
  ) {
    guard lens.isThere else {
      findings.append(
        PropertyFinding(
          target: plan.target, subject: lens.subject, property: "all that it is",
          expected: lens.subject.name, found: nil, origin: nil, place: nil, keys: [],
          path: lens.path, object: ""))
      return
    }
    for row in rows {
      let wanted = row.values(subject, plan).list
      guard let read = lens.readings(row.place, row.form, named: wanted.map(\.key)) else {
        continue
      }
      compare(row.name, row.place, wanted, read, lens)
    }
  }

  private mutating func compare<Subject>(
    _ name: String, _ at: Place<Subject>, _ wanted: [Values.Value], _ read: [LensReading],
    _ lens: Lens
  ) {
    func note(_ key: String, _ wanted: Values.Value?, _ found: LensReading?) {
      // Only objects are what a patch reaches into.
      let root = at.document == .objects ? at.path.ways.first.flatMap(lens.root) : nil
      findings.append(
        PropertyFinding(
          target: plan.target, subject: lens.subject,
          property: key.isEmpty ? name : "\(name) \(key)",
          expected: wanted?.stated, found: found?.text, origin: wanted?.origin,
          place: found?.range ?? root?.node.range,
          keys: root == nil ? [] : lens.keys(of: at.path, key: key),
          path: root?.path ?? lens.path, object: root?.object ?? ""))
    }
    let isAsWanted = wanted.elementsEqual(read) { $0.isSaid(by: $1) }
    if isAsWanted, places == nil { return }
    for value in wanted {
      let same = read.filter { $0.key == value.key }
      if let said = same.first(where: { $0.text == value.stated }) {
        places?.append(
          StatedPlace(
            property: name, path: said.range.file.path, range: said.range, text: said.text))
        continue
      }
      note(value.key, value, same.first { found in !wanted.contains { $0.isSaid(by: found) } })
    }
    // At an open place others may stand, and a name of ours must not be there with another value.
    let names = Set(wanted.map(\.key).filter { !$0.isEmpty })
    for found in read
    where !wanted.contains(where: { $0.isSaid(by: found) })
      && (!at.isOpen || names.contains(found.key))
    {
      // What differs was told with what it should be.
      let isTold = wanted.contains { value in
        value.key == found.key && !read.contains { value.isSaid(by: $0) }
      }
      if !isTold { note(found.key, nil, found) }
    }
  }
}

extension Values.Value {
  fileprivate func isSaid(by reading: LensReading) -> Bool {
    key == reading.key && stated == reading.text
  }
}
