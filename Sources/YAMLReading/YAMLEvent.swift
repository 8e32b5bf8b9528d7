internal import Diagnostics

/// One step of a YAML text, free of C: what libyaml's parser found, with its place.
struct YAMLEvent {
  enum Content {
    case streamStart
    case streamEnd
    /// `isExplicit`: with `---`.
    case documentStart(isExplicit: Bool)
    case documentEnd
    case alias(String)
    case scalar(String, isPlain: Bool, NodeProperties)
    case sequenceStart(isFlow: Bool, NodeProperties)
    case sequenceEnd
    case mappingStart(isFlow: Bool, NodeProperties)
    case mappingEnd
  }

  let content: Content
  /// The anchor's or tag's first character, where the node has one.
  let start: SourceMark
  /// Of a block map's or list's end, where the next thing begins, which can be lines later.
  let end: SourceMark
}

/// What can stand before a node: `&anchor` and `!tag`.
struct NodeProperties {
  let anchor: String?
  /// Resolved: `!!str` is `tag:yaml.org,2002:str`.
  let tag: String?

  var isEmpty: Bool { anchor == nil && tag == nil }
}
