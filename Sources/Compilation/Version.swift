/// zdc's own version, as the lock and `--version` state it.
package enum Version {
  package static let number = "0.1.0"
}
