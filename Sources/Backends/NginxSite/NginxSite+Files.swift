import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// What nginx answers with files itself. Locations within one are asked before it does, and only where
/// no other route is nearer.
extension NginxSite {
  func staticFiles(_ files: GatewayPlan.StaticPlan) -> NginxTree {
    let origin = files.directory.origin
    return location(.prefix("/"), origin: origin) {
      directive("root", isColoured ? "/etc/zdc/$colour/static" : "/usr/share/nginx/html")
        .from(origin)
      directive("index", "index.html")
      if files.isSinglePage {
        directive("try_files", "$uri", "$uri/", "/index.html")
      } else {
        directive("try_files", "$uri", "$uri/", "=404")
      }
      // Those of a location are asked before those around it, and a route is nearer than a file.
      for route in gateway.expressions { self.route(route, colour: isColoured ? "$colour" : nil) }
      hiddenFiles(below: "/")
      // `expires` and not `add_header`, which would switch off those of the server.
      location(.regex("\\.html?$")) {
        directive("expires", "-1")
        directive("try_files", "$uri", "=404")
      }.because(
        remark(
          "A page is asked for again each time: it names the files of its own version.",
          "페이지는 매번 다시 확인합니다. 자기 버전의 파일 이름을 담고 있기 때문입니다."))
      if isColoured {
        location(.regex(GatewayPlan.hashedFiles)) {
          directive("try_files", "$uri", "@before")
        }.because(openTabs)
      }
      if files.isSinglePage {
        location(.regex("^/\\.well-known/|\\.[^/]+$")) {
          directive("try_files", "$uri", "=404")
        }.because(
          remark(
            "A file that is not there is 404: a page would be taken for the script or the image.",
            "없는 파일에는 404로 답합니다. 페이지로 답하면 스크립트나 이미지로 여기게 됩니다."))
      }
    }
  }

  /// Of a volume that each version has for itself: within its location.
  func hashedFiles(of route: RoutePlan) -> NginxTree {
    location(.regex(GatewayPlan.hashedFiles)) {
      directive("error_page", "404", "=", Self.before(route))
    }.because(openTabs)
  }

  private static func before(_ route: RoutePlan) -> NginxText {
    "@before\(verbatim: route.key.value)"
  }

  private var openTabs: String {
    remark(
      "A page that is open still asks for files of the version before.",
      "열려 있는 페이지는 이전 버전의 파일을 아직 찾습니다.")
  }

  /// Where the version before has its files.
  var filesBefore: [NginxTree] {
    guard isColoured else { return [] }
    let folder = gateway.staticFiles.map { files in
      location(.named("before"), origin: files.directory.origin) {
        directive("root", "/etc/zdc/$colour_before/static")
      }
    }
    return [folder].compactMap(\.self)
      + gateway.routes.compactMap { route in
        guard case .volume(let key, isPerVersion: true) = route.destination else { return nil }
        let change = RoutePlan.PathChange(stripping: route.key.value)
        return location(.named("before\(route.key.value)"), origin: route.key.origin) {
          directive("root", "/srv/volumes/\(key.value)/$colour_before").from(key.origin)
          directive("rewrite", .verbatim(change.expression), .verbatim(change.replacement), "break")
        }
      }
  }

  func hiddenFiles(below prefix: String) -> NginxTree {
    location(.regex(GatewayPlan.hiddenFiles(below: prefix))) { directive("return", "404") }
  }

  /// What nginx's own list lacks and will not get: its makers call it frozen (nginx/nginx#802). A
  /// module of another type is not run, and a manifest or a track of another is not taken.
  var types: NginxTree {
    block("types") {
      directive("text/javascript", "mjs")
      directive("application/manifest+json", "webmanifest")
      directive("application/json", "map")
      directive("text/vtt", "vtt")
      directive("font/otf", "otf")
      directive("font/ttf", "ttf")
      directive("image/jxl", "jxl")
    }
  }
}
