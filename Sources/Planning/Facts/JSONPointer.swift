import Diagnostics

/// RFC 6901: the way to a part of a document, as a patch of Kubernetes' names it.
package enum JSONPointer {
  package static func text(_ steps: [String]) -> String {
    steps.map { "/" + $0.replacingAll("~", with: "~0").replacingAll("/", with: "~1") }.joined()
  }
}
