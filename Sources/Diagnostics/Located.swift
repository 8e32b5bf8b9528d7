/// A value together with the place in the manifest that gave it.
///
/// Decoding keeps the pair, the plan keeps it, and every entry of an output tree carries the place
/// as its origin: diagnostics, `explain` and the reasons in `diff` all come from this one type.
///
/// Public, as are the few types beside it that values are made of: the compiler specialises nothing
/// of a `package` type outside of its module, and would look up what `Value` is each time.
public struct Located<Value: Sendable>: Sendable {
  @usableFromInline package let value: Value
  /// Where the value stands; for a derived value, the line that it follows from.
  @usableFromInline package let range: SourceRange

  @inlinable package init(_ value: Value, at range: SourceRange) {
    self.value = value
    self.range = range
  }

  /// The same place with another value, for conversions that add no new source.
  @inlinable package func map<Other: Sendable>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: range)
  }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
