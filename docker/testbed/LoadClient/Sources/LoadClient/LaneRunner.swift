/// A lane at work.
protocol LaneRunner: AnyObject {
  var name: String { get }
  /// When it next has something to start; seconds of the monotonic clock.
  var nextDue: Double { get }
  /// No request is under way.
  var isFinished: Bool { get }
  /// Starts what is due by now, and before the end.
  func startDue(_ now: Double, before end: Double)
  func expire(_ now: Double)
  /// Starts nothing new; what is under way goes on.
  func stop(_ now: Double)
  func takeBucket() -> JSONText?
  func summary(_ clock: Clock) -> JSONText
  var succeeded: Bool { get }
}
