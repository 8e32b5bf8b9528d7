import ManifestModel
import Properties

/// A property and one of its places on a target. An object, since each service is held against each.
final class PlacedProperty<Subject: Sendable> {
  let name: String
  let place: Place<Subject>
  /// The place's own, or the property's.
  let form: ValueForm
  let values: Property<Subject>.Reading

  private init(_ property: Property<Subject>, _ place: Place<Subject>) {
    name = property.name
    self.place = place
    form = place.form ?? property.form
    values = place.values ?? property.values
  }

  /// In the order of the properties.
  static func all(_ properties: [Property<Subject>], on target: Target) -> [PlacedProperty] {
    properties.flatMap { property in
      property.places.filter { $0.targets.contains(target) }.map { PlacedProperty(property, $0) }
    }
  }
}
