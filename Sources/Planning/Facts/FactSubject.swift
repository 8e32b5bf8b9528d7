/// What a fact is about.
package struct FactSubject: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case project
    /// A container, by the name that it has in the artefact: `django-blue`, `nginx`, `redis`.
    case service
    /// The one-shot container before a version takes traffic: `django-release-blue`.
    case release
    case network
    case volume
    case secret
    case config
    /// A block of an nginx conf, by the way to it: `http / server 2 / location /api/`.
    case block
    /// A deploy-time variable or a secret's variable, in `.env.example`.
    case variable
    /// The assignments of a deploy script.
    case script
    /// An object of Kubernetes: `Deployment/django`.
    case object
  }

  package let kind: Kind
  package let name: String

  package init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }
}

extension FactSubject: CustomStringConvertible {
  /// As messages name it: `service django-blue`.
  package var description: String { name.isEmpty ? kind.rawValue : "\(kind.rawValue) \(name)" }
}
