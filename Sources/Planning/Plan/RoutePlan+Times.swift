import Diagnostics
package import ManifestModel

extension RoutePlan {
  /// How long a server may take to take the connection, so that a second one can still be tried
  /// within the route's time.
  package func connectTimeout(_ times: EngineTimes) -> Duration {
    min(times.connectTimeout, Duration(milliseconds: timeout.value.milliseconds / 2))
  }
}
