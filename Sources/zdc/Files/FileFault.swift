import Glibc

/// Why a file could not be read or written, in the system's words.
struct FileFault: Error {
  let path: String
  let reason: String

  init(_ path: String, errno code: Int32 = errno) {
    self.path = path
    reason = String(cString: strerror(code))
  }

  init(_ path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
