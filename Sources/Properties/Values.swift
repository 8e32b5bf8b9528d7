package import Diagnostics
import ManifestModel
package import Planning

/// What a plan says of one property: nothing, one value, or one a name.
package struct Values: Sendable {
  package struct Value: Sendable {
    /// What it is of, where there are several.
    package let key: String
    /// In the manifest's words.
    package let text: String
    /// As a lens reads it: a dollar that means itself is `$$`.
    package let stated: String
    package let origin: Origin?

    package init(_ key: String = "", text: String, stated: String? = nil, from origin: Origin?) {
      self.key = key
      self.text = text
      self.stated = stated ?? FactText.text(text)
      self.origin = origin
    }

    package init(_ key: String, _ text: DeployText) {
      let stated = FactText.text(text)
      self.init(key, text: stated, stated: stated, from: text.origin)
    }

    package init<Content: CustomStringConvertible>(_ key: String, _ value: Traced<Content>) {
      self.init(key, text: value.value.description, from: value.origin)
    }
  }

  package let list: [Value]

  package init(_ list: [Value]) { self.list = list }

  package static let none = Values([])

  package static func + (left: Values, right: Values) -> Values { Values(left.list + right.list) }

  /// The same as items of a list, which have no names.
  package var unnamed: Values {
    Values(list.map { Value(text: $0.text, stated: $0.stated, from: $0.origin) })
  }

  /// The same where `condition` holds, else nothing.
  package func only(where condition: Bool) -> Values { condition ? self : .none }

  package static func text(_ text: String, from origin: Origin?) -> Values {
    Values([Value(text: text, from: origin)])
  }

  /// One a name.
  static func options(of logging: LoggingPlan?) -> Values {
    Values((logging?.options ?? []).map { Value($0.name, $0.value) })
  }

  /// Text that is already as a lens reads it: with variables.
  package static func stated(_ text: String, from origin: Origin?) -> Values {
    Values([Value(text: text, stated: text, from: origin)])
  }

  package static func one<Content: CustomStringConvertible>(_ value: Traced<Content>?) -> Values {
    Values(value.map { [Value("", $0)] } ?? [])
  }

  package static func one(_ text: DeployText?) -> Values {
    Values(text.map { [Value("", $0)] } ?? [])
  }

  package static func one(_ path: HostPath?) -> Values {
    Values(path.map { [Value(text: $0.fromOutput, from: $0.origin)] } ?? [])
  }

  /// A word of the manifest's language.
  package static func word<Word: RawRepresentable>(_ value: Traced<Word>?) -> Values
  where Word.RawValue == String {
    .one(value?.map(\.rawValue))
  }

  package static func seconds(_ seconds: Traced<Int>?) -> Values {
    .one(seconds?.map { Duration(seconds: $0) })
  }

  /// A list of words as one value.
  package static func words(_ words: [DeployText]?) -> Values {
    guard let words else { return .none }
    return .stated(
      FactText.words(words.map(FactText.text)), from: .joined(words.map(\.origin)))
  }
}
