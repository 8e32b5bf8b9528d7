package import ManifestModel

/// Where artefacts of some targets say a property.
package struct Place<Subject: Sendable>: Sendable, ExpressibleByStringLiteral {
  package enum Document: Sendable {
    /// Compose's and Swarm's services, Kubernetes' objects.
    case objects
    /// nginx's.
    case conf
    /// The assignments that a deploy script begins with.
    case script
  }

  package let path: PlacePath
  package private(set) var document = Document.objects
  package private(set) var targets: [Target] = []
  /// `nil`: the property's own.
  package let form: ValueForm?
  /// What has to stand there; `nil`: the property's own values.
  package let values: Property<Subject>.Reading?
  /// Whether more may stand there than the property says.
  package let isOpen: Bool

  private init(
    _ path: String, _ form: ValueForm?, isOpen: Bool, _ values: Property<Subject>.Reading?
  ) {
    self.path = PlacePath(path)
    self.form = form
    self.isOpen = isOpen
    self.values = values
  }

  package init(stringLiteral path: String) { self.init(path, nil, isOpen: false, nil) }

  /// A place with a form of its own, or where something else follows from the property.
  package static func at(
    _ path: String, _ form: ValueForm? = nil, _ values: Property<Subject>.Reading? = nil
  ) -> Place { Place(path, form, isOpen: false, values) }

  /// One at which other values may stand beside those of the property.
  package static func among(
    _ path: String, _ form: ValueForm? = nil, _ values: Property<Subject>.Reading? = nil
  ) -> Place { Place(path, form, isOpen: true, values) }

  func on(_ targets: [Target], in document: Document) -> Place {
    var place = self
    place.targets = targets
    place.document = document
    return place
  }
}

/// How a target writes a value; a lens undoes it.
package enum ValueForm: Sendable {
  case text
  /// A number or a boolean, which must not be text.
  case plain
  case time
  case size
  /// Parts of a CPU.
  case cpus
  /// A list of words as one value.
  case words
  /// A command, as words; of the script of several each of them, by its number.
  case commands
  /// A path of the machine that deploys.
  case path
  /// `[ADDRESS:]PORT:PORT`
  case ports
  /// A mount, by the path in the container.
  case mount
  /// A folder in memory, `PATH[:OPTIONS]`, by its path.
  case folder
  /// `NAME:VALUE`
  case pair
  /// The words of a health check, by what they ask.
  case question
  /// The first word of a directive.
  case address
  /// Text in which the engine expands more than variables.
  case environment
}
