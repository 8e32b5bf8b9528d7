extension LanguageReference {
  /// What the language leaves out, and what to do where it is needed all the same.
  static let outside = """

    ## What has no key

    A key says the same on every target that has it, and survives a switch of versions; what can't, \
    has none. [compose.md](compose.md) names every key of Compose with what it is here; an error \
    about one shows the patch that writes it.

    | what | why | instead |
    | --- | --- | --- |
    | profiles | A deployment stops what it does not know, and a rollback could not say which were on. | `environments`; a tool for one call by `docker compose run` of a file of its own. |
    | conditions of `depends_on` | zdc waits until what is named is healthy, or has ended with 0. | `health`, `role: init` |
    | fixed names and addresses of containers | Two versions run at once, and each wants its own. | References: `${web.host}`. |
    | `network_mode`, `ipc`, `pid`, `uts`, `userns_mode` of the host | Two versions would meet there; Swarm has none of them. | A patch of what exists once. |
    | networks' drivers and addresses, aliases | They are an engine's own, and two colours would answer to one alias. | A patch: `networks: { data: { ipam: … } }`. |
    | ranges of ports | A port of the host has one owner, which `check` can only tell of one port. | An item of `publish` a port. |
    | other options of `tmpfs` than a size | Compose alone has them. | A patch that adds the folder: `tmpfs: { append: ["/run:size=16m,mode=1777"] }`. |
    | `cap_drop`, `group_add`, `oom_score_adj`, `cpuset`, `runtime` and the like | Each engine has its own, or none. | A patch a target. |
    | secrets of a build's `ssh`, further contexts, caches that are written | Swarm's and Kubernetes' scripts build by `docker build`. | A patch of Compose's; or an image that is built before, and `deploy --no-build`. |
    | `extends`, `include` | YAML has anchors, and one manifest is one deployment. | `x-part: &part`, `<<: *part` |
    | a variable inside another's default | No reader of all three targets takes it. | A variable for the whole. |

    """
}
