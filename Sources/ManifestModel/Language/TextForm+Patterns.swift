extension TextForm.Pattern {
  /// What to write, in a few words.
  package var expectation: String {
    switch self {
    case .any: "text"
    case .dnsLabel: "lower-case letters, digits and '-', at most 63, first a letter"
    case .serviceName:
      "lower-case letters, digits, '-' and single '_', at most 63, first a letter"
    case .variableName: "a variable's name: letters, digits and '_', first no digit"
    case .environmentName:
      "a variable's name: letters, digits, '_' and '.', first no digit and no '.'"
    case .volumeName: "letters, digits, '_', '.' and '-', first a letter or digit"
    case .labelName: "a label's name: letters, digits, '.', '_', '/' and '-'"
    case .headerName: "a header's name: letters, digits and '-'"
    case .headerValue: "a header's value: printable ASCII, no blank at either end"
    case .urlPath: "a path that begins with '/', other characters percent-encoded"
    case .routePrefix: "a path prefix that begins with '/', as nginx decodes it"
    case .routeMatch: "a path prefix that begins with '/', or '= PATH', or '~ EXPRESSION'"
    case .redirectTarget:
      "a path or a URL with one, other characters percent-encoded, in which only $1 to $9 are filled in"
    case .rewriteTarget: "a path of ASCII as nginx decodes it, in which only $1 to $9 are filled in"
    case .hostPath: "a path of the host"
    case .containerPath: "an absolute path in the container, without ':' or '..'"
    case .imageName: "an image name: [registry/]name[:tag]"
    case .registry: "a registry: host[:port][/path]"
    case .serverName: "a host name"
    case .duration: "a time: 500ms, 10s, 1m30s, 2h"
    case .positiveDuration: "a time of at least 10ms: 500ms, 10s, 1m30s, 2h"
    case .byteSize: "a size: 512Mi, 20Gi"
    case .cpu: "a number of CPUs: 2, 0.5 or 250m"
    case .signal: "a signal: SIGTERM, SIGQUIT, SIGINT, …"
    case .user: "a user: id or name, with ':group' if needed"
    case .portMapping: "[HOST_IP:]HOST:CONTAINER[/udp]"
    case .cron: "a cron expression of five fields"
    case .capability: "a capability: NET_BIND_SERVICE, …"
    case .ruleCode: "a rule's code: ZDC204"
    case .date: "a day: 2027-01-31"
    case .platform: "a platform: linux/amd64"
    case .scheme: "a URL scheme: http, redis, …"
    case .acceptPath: "a path of keys: volumes.*.perVersion"
    case .restart: "a restart policy: no, always, unless-stopped, on-failure or on-failure:5"
    case .securityOption:
      "a security option: no-new-privileges:true, apparmor:NAME, label:VALUE, seccomp:unconfined or a whole path"
    case .device: "a device of the host: /dev/dri, /dev/sda:/dev/xvda:rwm"
    case .timeZone: "a time zone by its name: Europe/Berlin, Asia/Seoul, Etc/UTC"
    case .address: "an IP address: 192.0.2.53, 2001:db8::53"
    case .network: "an IP address or a network: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32"
    case .rate: "requests in a second or a minute: 10/s, 30/m"
    case .ulimit: "a limit's name: \(NamePatterns.ulimits.joined(separator: ", "))"
    case .word: "a word of letters, digits, '.', '_' and '-'"
    }
  }

  /// Whether a text has this form; `${…}` is looked at elsewhere and counts as a letter here.
  package func matches(_ text: String) -> Bool {
    guard !text.utf8.contains(0), !isTooLong(text) else {
      return false
    }
    switch self {
    case .any: return true
    case .hostPath, .imageName, .registry:
      return !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f }
        && (self == .hostPath ? !text.hasPrefix("~") : NamePatterns.isImage(text))
    case .duration: return Duration(text).map { $0 <= .longest } ?? false
    case .positiveDuration: return Duration(text).map { $0 >= .shortest && $0 <= .longest } ?? false
    case .byteSize: return ByteSize(text) != nil
    case .cpu: return CPUQuantity.millis(text) != nil
    case .portMapping: return PortMapping(text) != nil
    case .dnsLabel: return NamePatterns.isDNSLabel(text)
    case .serviceName: return NamePatterns.isServiceName(text)
    case .containerPath: return PathPatterns.isContainerPath(text)
    case .urlPath: return PathPatterns.isURLPath(text)
    case .routePrefix: return PathPatterns.isRoutePrefix(text)
    case .routeMatch: return RouteMatch.fault(of: text) == nil
    case .redirectTarget: return PathPatterns.isRedirectTarget(text)
    case .rewriteTarget: return PathPatterns.isRewriteTarget(text)
    case .cron: return NamePatterns.isCron(text)
    case .headerValue: return NamePatterns.isHeaderValue(text)
    case .securityOption: return HostPatterns.isSecurityOption(text)
    case .device: return HostPatterns.isDevice(text)
    case .timeZone: return NamePatterns.isTimeZone(text)
    case .address: return HostPatterns.isAddress(text)
    case .network: return IPNetwork(text).map { $0 == $0.masked } ?? false
    case .rate: return RequestRate(text) != nil
    case .restart: return RestartPolicy(text) != nil
    case .ulimit: return NamePatterns.ulimits.contains(text)
    default: return NamePatterns.matches(text, self)
    }
  }
}
