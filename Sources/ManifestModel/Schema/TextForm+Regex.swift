extension TextForm.Pattern {
  /// The form as a regular expression that JavaScript and Python read alike (ECMA 262), for editors;
  /// `nil` where every text has it.
  ///
  /// Limits that no expression can tell (the longest time, the largest size) are left to zdc.
  var regex: String? {
    switch self {
    case .any: nil
    case .dnsLabel: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$"
    case .serviceName:
      "^(?=.{1,63}$)(?!.*(__|_-|-_))[a-z]([a-z0-9_-]*[a-z0-9])?$"
    case .variableName: "^[A-Za-z_][A-Za-z0-9_]*$"
    case .environmentName: "^[A-Za-z_][A-Za-z0-9_.]*$"
    case .volumeName: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$"
    case .word: "^[A-Za-z0-9][A-Za-z0-9_.-]*$"
    case .labelName: "^[A-Za-z0-9][A-Za-z0-9._/-]*$"
    case .headerName: "^[A-Za-z0-9][A-Za-z0-9-]*$"
    case .headerValue: "^[!-~]([ -~]*[!-~])?$"
    case .serverName: "^[A-Za-z0-9.*][A-Za-z0-9.-]*$"
    case .signal: "^SIG[A-Za-z0-9+-]{1,60}$"
    case .user: "^[A-Za-z0-9_][A-Za-z0-9_.:-]*$"
    case .capability: "^[A-Z][A-Z0-9_]{0,62}$"
    case .ruleCode: "^ZDC[0-9]{3}$"
    case .date: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    case .platform: "^[A-Za-z][A-Za-z0-9_.-]*/[A-Za-z0-9/_.-]*$"
    case .scheme: "^[A-Za-z][A-Za-z0-9+.-]{0,62}$"
    case .acceptPath: "^[A-Za-z0-9_*/-]*\\.[A-Za-z0-9._*/-]*$"
    case .restart: "^(no|always|unless-stopped|on-failure(:[1-9][0-9]{0,3})?)$"
    case .securityOption, .device, .address, .network: hostRegex
    case .rate: "^[1-9][0-9]{0,5}/[sm]$"
    case .timeZone: "^(?!Local$)[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$"
    case .ulimit: "^(\(NamePatterns.ulimits.joined(separator: "|")))$"
    case .imageName, .registry:
      #"^([A-Za-z0-9._/@]|\$\{[^}]*\})([A-Za-z0-9._/:@-]|\$\{[^}]*\})*$"#
    default: pathRegex ?? quantityRegex
    }
  }

  private var pathRegex: String? {
    switch self {
    case .hostPath: #"^(?!~)[^\u0000-\u001f\u007f]+$"#
    case .containerPath: #"^/(?!(.*/)?\.\.(/|$))[^:\u0000-\u001f\u007f]*$"#
    case .urlPath:
      #"^/(?!/)(?!([^?]*/)?\.\.?([/?]|$))"#
        + "([A-Za-z0-9/._~!&'()*+,;=:@?-]|%[0-9A-Fa-f]{2})*$"
    case .routePrefix:
      #"^/(?!/)(?!.*//)(?!(.*/)?\.\.?(/|$))[^\u0000-\u0020"#
        + ##""#$%;<>?\[\\\]^`{|}\u007f-\u009f]*$"##
    // Whether the expression is one is left to zdc.
    case .routeMatch:
      #"^((= )?/(?!/)(?!.*//)(?!(.*/)?\.\.?(/|$))[^\u0000-\u0020"#
        + ##""#$%;<>?\[\\\]^`{|}\u007f-\u009f]*"##
        + #"|~\*? [^\u0000-\u0020\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*)$"#
    case .redirectTarget:
      #"^(https?://(?=[^/:]{1,253}[/:])[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"#
        + #"(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*(:0*[1-9][0-9]{0,4})?)?"#
        + #"/(?!/)(?!([^?]*/)?\.\.?([/?]|$))"#
        + "([A-Za-z0-9/._~!&'()*+,;=:@?-]|%[0-9A-Fa-f]{2}|\\$[1-9])*$"
    case .rewriteTarget:
      #"^/(?!/)(?!.*//)(?!(.*/)?\.\.?(/|$))(\$[1-9]|[^\u0000-\u0020"#
        + ##""#$%;<>?\[\\\]^`{|}\u007f-\uffff])*$"##
    default: nil
    }
  }

  private var hostRegex: String? {
    let path = #"/[^:\u0000-\u0020\u007f]+"#
    let byte = "(25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})"
    let plainByte = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    return switch self {
    case .device: "^\(path)(:\(path)(:[rwm]{1,3})?)?$"
    case .address: #"^(\#(byte)(\.\#(byte)){3}|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:]*)$"#
    // Which bits of a network are zeros is left to zdc.
    case .network:
      #"^(\#(plainByte)(\.\#(plainByte)){3}(/(3[0-2]|[12]?[0-9]))?"#
        + #"|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)$"#
    case .securityOption:
      "^(no-new-privileges([:=](true|false))?|systempaths[:=]unconfined"
        + "|seccomp[:=](unconfined|builtin|\(path))|(apparmor|label)[:=][A-Za-z0-9_+,./:-]+)$"
    default: nil
    }
  }

  private static let portMappingRegex: String = {
    let variable = #"\$\{[A-Za-z_][^}]*\}"#
    return
      #"^((\#(variable)|[0-9.]+|\[[0-9A-Fa-f:.]+\]):)?(\#(variable)|[0-9]{1,5}):[0-9]{1,5}(/udp)?$"#
  }()

  private var quantityRegex: String? {
    switch self {
    case .duration: "^(?=.)([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$"
    case .positiveDuration:
      "^(?=.*[1-9][0-9]*([hs]|m(?!s))|.*[1-9][0-9]+ms)([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$"
    case .byteSize: "^0*[1-9][0-9]{0,14}(Ki|Mi|Gi|Ti)?$"
    case .cpu: #"^(?=.*[1-9])([0-9]{1,7}m|[0-9]{1,7}(\.[0-9]{1,3})?)$"#
    case .portMapping: Self.portMappingRegex
    case .cron: "^[A-Za-z0-9*/,-]+( [A-Za-z0-9*/,-]+){4}$"
    default: preconditionFailure("a form without a regular expression")
    }
  }

  /// Whether YAML may take a text of this form for a number (`512`, `1.0`).
  var mayLookLikeNumber: Bool {
    switch self {
    case .any, .byteSize, .cpu, .user, .imageName, .registry, .word, .volumeName, .labelName: true
    case .hostPath, .serverName, .headerName, .headerValue: true
    default: false
    }
  }

  /// Whether YAML may take a text of this form for `true` or `false`.
  var mayLookLikeBoolean: Bool {
    switch self {
    case .dnsLabel, .serviceName, .variableName, .environmentName, .scheme, .restart: true
    default: mayLookLikeNumber && self != .byteSize && self != .cpu
    }
  }
}

extension TextForm {
  /// Both the form and what `${…}` may hold there.
  var regexes: [String] {
    var own = pattern.regex.map { mayBeEmpty ? "^$|\($0)" : $0 }
    if let word { own = own.map { "^\(word)$|\($0)" } }
    return [own, templateRegex].compactMap { $0 }
  }

  private var templateRegex: String? {
    let variable = #"\$\{[A-Za-z_][A-Za-z0-9_]*(:?[-+][^}]*|:\?[^}]*)?\}"#
    let reference = #"\$\{[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+\}"#
    let allowed: [String]
    switch holds {
    case .foreignText: return nil
    case .nothing:
      // Most forms have no dollar in them at all.
      guard
        [.any, .headerValue, .hostPath, .containerPath, .imageName, .registry]
          .contains(pattern)
      else {
        return nil
      }
      allowed = []
    case .variables: allowed = [variable]
    case .references: allowed = [reference]
    case .variablesAndReferences: allowed = [variable, reference]
    }
    let parts = ["[^$]", #"\$\$"#, #"\$(?![{])"#] + allowed
    return "^(\(parts.joined(separator: "|")))*$"
  }
}
