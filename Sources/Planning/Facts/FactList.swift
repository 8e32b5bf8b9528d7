package import Diagnostics

/// Facts as they are gathered, one subject after the other.
package struct FactList: Sendable {
  package private(set) var facts: [DeploymentFact] = []
  /// What is added is about this one.
  package private(set) var subject: FactSubject

  package init(about subject: FactSubject) { self.subject = subject }

  /// What follows is about another subject.
  package mutating func turn(to kind: FactSubject.Kind, _ name: String) {
    subject = FactSubject(kind, name)
  }

  package mutating func add(
    _ kind: FactProperty.Kind, key: String = "", index: Int = 0, _ value: String,
    from origin: Origin?
  ) {
    facts.append(
      DeploymentFact(
        subject, FactProperty(kind, key: key, index: index), value, from: origin))
  }

  package mutating func add(
    _ kind: FactProperty.Kind, key: String = "", index: Int = 0, _ text: DeployText
  ) {
    add(kind, key: key, index: index, FactText.text(text), from: text.origin)
  }

  /// Nothing where there is no value.
  package mutating func add(
    _ kind: FactProperty.Kind, key: String = "", index: Int = 0, text value: Traced<String>?
  ) {
    guard let value else { return }
    add(kind, key: key, index: index, FactText.text(value.value), from: value.origin)
  }

  package mutating func add<Value: CustomStringConvertible>(
    _ kind: FactProperty.Kind, key: String = "", _ value: Traced<Value>?
  ) {
    guard let value else { return }
    add(kind, key: key, value.value.description, from: value.origin)
  }

  /// A whole list as one fact.
  package mutating func add(_ kind: FactProperty.Kind, words: [DeployText]?) {
    guard let words else { return }
    add(kind, FactText.words(words.map(FactText.text)), from: words.first?.origin)
  }
}
