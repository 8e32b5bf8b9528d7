internal import Diagnostics

extension NearName {
  /// The only candidate that is near; `nil` where there is none or several.
  package static func only(to name: String, among candidates: [String]) -> String? {
    guard let best = closest(to: name, among: candidates),
      closest(to: name, among: candidates.filter { $0 != best }) == nil
    else { return nil }
    return best
  }

  /// The edit that writes the only near name in the place of one that there is not.
  static func fix(
    of name: String, at place: SourceRange, among candidates: [String]
  ) -> Fix? {
    only(to: name, among: candidates).map { Fix(replacing: place, with: $0) }
  }
}
