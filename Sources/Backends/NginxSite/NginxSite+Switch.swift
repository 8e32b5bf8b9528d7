import OutputTrees
import Planning

/// How a running nginx learns which colour serves: it looks where a link of its own leads to, for each
/// request, so that a switch is a link that moves, and no reload.
///
/// The link has the name of the conf's own sum: nginx with another conf looks at another link, and so no
/// request gets one version's routes and the other one's colour.
extension NginxSite {
  /// In `http`. All of it is text that is looked up, never an expression: that would take the place of
  /// the captures of the location that the request is in.
  var switchMaps: [NginxTree] {
    [
      directive("uninitialized_variable_warn", "off").because(
        remark(
          "A request that is refused before it has a server has no colour.",
          "서버가 정해지기 전에 거절된 요청에는 색이 없습니다.")),
      block("map", "", "$loaded") {
        directive("default", "-")
        directive("include", "state/conf.map")
      }.because(
        remark(
          "What nginx has read: a reload is needed where this differs from what is there.",
          "nginx가 읽은 것입니다. 지금 있는 것과 다를 때만 다시 읽습니다.")),
      block("map", "", "$loaded_blue") { directive("default", "-") },
      block("map", "", "$loaded_green") { directive("default", "-") },
      block("map", "", "$loaded_tls") {
        directive("default", "none")
        directive("include", "/etc/zdc/tls/*.map")
      },
      block("map", "$zdc_live", "$colour") {
        directive("default", "blue")
        directive("include", "state/colour.map")
        directive("blue", "blue")
        directive("green", "green")
      }.because(
        remark(
          "The colour that serves, once for a request; with no link to read, this conf's own.",
          "응답하는 색입니다. 요청마다 한 번 정해집니다. 읽을 링크가 없으면 이 설정의 색입니다.")),
      block("map", "$zdc_serial", "$serial") {
        directive("default", "$zdc_serial")
        directive("include", "state/serial.map")
      },
      block("map", "$zdc_live", "$zdc_counted") {
        directive("default", "$colour")
        directive("", "")
      }.because(
        remark(
          "How many requests of a colour are under way, from their head to their end.",
          "색마다 진행 중인 요청을, 시작부터 끝까지 셉니다.")),
      directive(
        "limit_conn_zone", "$zdc_counted",
        "zone=zdc_colours:\(verbatim: GatewayPlan.countedColours)"),
      counted,
    ]
  }

  /// It is for the count alone: the limit is the highest that there is.
  var counted: NginxTree { directive("limit_conn", "zdc_colours", "\(GatewayPlan.mostCounted)") }

  /// At the beginning of each server. A link can't be half of one and half of the other.
  var followed: [NginxTree] {
    guard isColoured else { return [] }
    return [
      directive("root", "/etc/zdc/conf.$loaded").because(
        remark(
          "The switch: where this link leads to. What serves files has a root of its own.",
          "전환: 이 링크가 가리키는 곳입니다. 파일을 내보내는 곳에는 root가 따로 있습니다.")),
      block("if", "($realpath_root", "~", "/serves\\.([0-9]+)\\.(blue|green)$)") {
        directive("set", "$zdc_serial", "$1")
        directive("set", "$zdc_live", "$2")
      },
    ]
  }

  /// Whether anything of a colour is under way: 503 if so.
  func underWay(_ colour: Colour) -> NginxTree {
    location(.exact("/zdc/idle/\(colour.rawValue)")) {
      directive("set", "$zdc_live", .verbatim(colour.rawValue))
      directive("limit_conn", "zdc_colours", "1")
      directive("limit_conn_status", "503")
      directive("limit_conn_dry_run", "off")
      directive("limit_conn_log_level", "info")
      directive("default_type", "text/plain")
      directive("alias", "/etc/zdc/gateway.sh")
    }
  }
}
