/// A planned value with its origin: what `Located` is to a written value, this is to a resolved,
/// defaulted or derived one.
public struct Traced<Value: Sendable>: Sendable {
  @usableFromInline package let value: Value
  @usableFromInline package let origin: Origin

  @inlinable package init(_ value: Value, from origin: Origin) {
    self.value = value
    self.origin = origin
  }

  /// A value that the manifest states itself.
  @inlinable package init(_ located: Located<Value>) {
    value = located.value
    origin = Origin(located.range)
  }

  /// The same origin with another value.
  @inlinable package func map<Other: Sendable>(_ transform: (Value) -> Other) -> Traced<Other> {
    Traced<Other>(transform(value), from: origin)
  }
}

extension Traced: Equatable where Value: Equatable {}
extension Traced: Hashable where Value: Hashable {}
