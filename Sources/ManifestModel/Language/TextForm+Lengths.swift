extension TextForm.Pattern {
  /// The most bytes that a text of this form may have; `nil` where its form, or the manifest's own
  /// size, is limit enough.
  ///
  /// Less than what the strictest reader takes with everything that zdc adds: nginx has 4096 bytes
  /// for a word, in which a regular expression takes two bytes for one, and a dollar takes 13; a
  /// path has 4096 in the kernel, a host's name 253.
  var longest: Int? {
    switch self {
    case .urlPath, .routePrefix, .routeMatch, .redirectTarget, .rewriteTarget, .hostPath,
      .containerPath, .imageName, .registry,
      .acceptPath, .securityOption, .device:
      1024
    case .headerName, .headerValue, .variableName, .environmentName, .labelName, .user, .platform,
      .cron,
      .portMapping:
      256
    case .serverName, .word: 253
    case .volumeName, .scheme, .signal, .capability: 63
    case .address, .network, .timeZone: 64
    case .any, .dnsLabel, .serviceName, .duration, .positiveDuration, .byteSize, .cpu, .ruleCode,
      .date, .ulimit, .restart, .rate:
      nil
    }
  }

  func isTooLong(_ text: String) -> Bool { longest.map { text.utf8.count > $0 } ?? false }
}
