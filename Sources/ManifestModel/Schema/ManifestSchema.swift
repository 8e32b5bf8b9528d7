package import JSONWriting

/// The language as JSON Schema 2020-12, for editors.
///
/// Each object is a definition, twice where overlays take it: there nothing is required, and `null`
/// removes. Scalars in text places may be what YAML makes of an unquoted text.
package struct ManifestSchema {
  private var definitions: [JSONValue.Member] = []

  package static func make() -> JSONValue {
    var schema = ManifestSchema()
    let root = schema.reference(to: Language.manifest, isOverlay: false)
    // In the order of the language, and a definition before its overlay.
    let names = Language.objects.flatMap { [name(of: $0, false), name(of: $0, true)] }
    let sorted = names.compactMap { name in schema.definitions.first { $0.key == name } }
    return .object([
      JSONValue.Member("$schema", "https://json-schema.org/draft/2020-12/schema"),
      JSONValue.Member("title", "zdc manifest, version 1"),
      JSONValue.Member("$ref", root),
      JSONValue.Member("$defs", .object(sorted)),
    ])
  }

  private static func name(of object: ObjectShape, _ isOverlay: Bool) -> String {
    var words = object.name.split(separator: " ")
    if ["a", "an", "the"].contains(words.first) { words.removeFirst() }
    let name = words.joined(separator: "-").map { $0 == "'" ? "" : String($0) }.joined()
    return isOverlay ? name + "-overlay" : name
  }

  /// The reference, after the definition is there.
  private mutating func reference(to object: ObjectShape, isOverlay: Bool) -> JSONValue {
    let name = Self.name(of: object, isOverlay)
    if !definitions.contains(where: { $0.key == name }) {
      let place = definitions.count
      // Its own name first, so that a definition that holds itself would end.
      definitions.append(JSONValue.Member(name, .null))
      definitions[place] = JSONValue.Member(name, definition(of: object, isOverlay: isOverlay))
    }
    return .text("#/$defs/\(name)")
  }

  private mutating func definition(of object: ObjectShape, isOverlay: Bool) -> JSONValue {
    var properties: [JSONValue.Member] = []
    for key in object.keys {
      // In an overlay `null` removes; a part that is itself an overlay takes it as well.
      let inside = isOverlay || key.isOverlay
      var members = schema(of: key.shape, isOverlay: inside)
      if isOverlay { members = orNull(members) }
      members.append(JSONValue.Member("description", .text(Self.description(of: key))))
      properties.append(JSONValue.Member(key.name, .object(members)))
    }
    var members = [
      JSONValue.Member("type", "object"),
      JSONValue.Member("properties", .object(properties)),
    ]
    if object.allowsExtensions {
      members.append(JSONValue.Member("patternProperties", ["^x-": true]))
    }
    members.append(JSONValue.Member("additionalProperties", false))
    let required = object.keys.filter(\.isRequired).map { JSONValue.text($0.name) }
    if !isOverlay, !required.isEmpty {
      members.append(JSONValue.Member("required", .array(required)))
    }
    if !isOverlay, !object.alternatives.isEmpty {
      let each = object.alternatives.map { JSONValue.object([.init("required", [.text($0)])]) }
      members.append(JSONValue.Member("oneOf", .array(each)))
    }
    return .object(members)
  }

  private static func description(of key: KeyShape) -> String {
    key.meaning + (key.defaultText.map { " Default: \($0)." } ?? "")
  }

  private func orNull(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    [JSONValue.Member("anyOf", [.object(members), ["type": "null"]])]
  }

  private mutating func schema(of shape: Shape, isOverlay: Bool) -> [JSONValue.Member] {
    switch shape {
    case .text(let form): return Self.text(form)
    case .integer(let limits):
      return [
        JSONValue.Member("type", "integer"),
        JSONValue.Member("minimum", .integer(limits.lowerBound)),
        JSONValue.Member("maximum", .integer(limits.upperBound)),
      ]
    case .boolean: return [JSONValue.Member("type", "boolean")]
    case .choice(let words):
      return [JSONValue.Member("enum", .array(words.map(JSONValue.text)))]
    case .list(let item):
      // A list replaces as a whole, so its items are no overlays.
      let items = schema(of: item, isOverlay: false)
      return [
        JSONValue.Member("type", "array"), JSONValue.Member("items", .object(items)),
      ]
    case .map(let keys, let values):
      return map(keys, values, isOverlay: isOverlay)
    case .object(let object):
      return [JSONValue.Member("$ref", reference(to: object, isOverlay: isOverlay))]
    case .either(let shapes):
      let each = shapes.map { JSONValue.object(schema(of: $0, isOverlay: isOverlay)) }
      return [JSONValue.Member("anyOf", .array(each))]
    case .anything: return []
    }
  }

  private mutating func map(
    _ keys: TextForm, _ values: Shape, isOverlay: Bool
  ) -> [JSONValue.Member] {
    var names = Self.patterns(of: keys)
    names.insert(contentsOf: [JSONValue.Member("minLength", 1)] + Self.longest(of: keys), at: 0)
    let value = schema(of: values, isOverlay: isOverlay)
    let takesNull = isOverlay || ShapeValidator.takesBareName(keys.pattern.example, keys, values)
    return [
      JSONValue.Member("type", "object"),
      JSONValue.Member("propertyNames", .object(names)),
      JSONValue.Member("additionalProperties", .object(takesNull ? orNull(value) : value)),
    ]
  }

  private static func text(_ form: TextForm) -> [JSONValue.Member] {
    var types: [JSONValue] = ["string"]
    if form.pattern.mayLookLikeNumber { types.append("number") }
    if form.pattern.mayLookLikeBoolean { types.append("boolean") }
    var members = [JSONValue.Member("type", types.count == 1 ? types[0] : .array(types))]
    if !form.mayBeEmpty { members.append(JSONValue.Member("minLength", 1)) }
    members += longest(of: form)
    return members + patterns(of: form)
  }

  /// Editors count characters, of which there are never more than bytes.
  private static func longest(of form: TextForm) -> [JSONValue.Member] {
    form.pattern.longest.map { [JSONValue.Member("maxLength", .integer($0))] } ?? []
  }

  private static func patterns(of form: TextForm) -> [JSONValue.Member] {
    let regexes = form.regexes
    if regexes.count == 1 { return [JSONValue.Member("pattern", .text(regexes[0]))] }
    if regexes.isEmpty { return [] }
    let each = regexes.map { JSONValue.object([JSONValue.Member("pattern", .text($0))]) }
    return [JSONValue.Member("allOf", .array(each))]
  }
}
