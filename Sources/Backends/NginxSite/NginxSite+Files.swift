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
