package import Diagnostics

/// A named volume.
package struct Volume: Sendable {
  package enum Access: String, Sendable, CaseIterable {
    case single
    case shared
  }

  package let name: Located<String>
  package let range: SourceRange
  package let access: Located<Access>?
  package let size: Located<ByteSize>?
  package let storageClass: Located<String>?
  package let driver: Located<String>?
  package let options: [Label]
  /// The name of an existing volume to adopt.
  package let adoptedName: Located<Template>?
  package let external: Located<Bool>?
  package let perVersion: Located<Bool>?
  package let node: Located<String>?
}

/// A secret: where the deploy scripts take its value from. zdc never sees a value.
package struct Secret: Sendable {
  package enum Source: Sendable {
    case variable(Located<String>)
    case file(Located<String>)
    case external(Located<String>)
  }

  package let name: Located<String>
  package let range: SourceRange
  package let source: Source
}
