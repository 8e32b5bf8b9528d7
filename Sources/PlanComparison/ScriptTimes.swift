/// What the scripts' own steps take, beside the times that a manifest gives: looks at the engine,
/// Compose, containers that are made. Measured; docs/engine-report.md is what they are held against.
enum ScriptTimes {
  /// A switch without its containers' start, the watch over them and its drain.
  static let colours = 4
  /// A new version is watched for this long once it is healthy.
  static let hold = 2
  /// What has no health check counts as up after this long.
  static let withoutHealth = 10
  /// A swarm's service, whether it changes or not: it is deployed, and its state is asked until final.
  static let service = 5
  /// One release job of a swarm.
  static let release = 4
}
