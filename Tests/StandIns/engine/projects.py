"""The example and the shop, laid out in a checkout as their artefacts expect it."""

import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
VALUES = {
    "DJANGO_DB_ROOT_PASS": "secret", "SHOP_PAYMENT_KEY": "pay", "SHOP_DATABASE_PASSWORD": "secret",
}  # fmt: skip
# The one certificate that every run takes: making a key takes longer than a deployment here.
CERTIFICATE = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
               "-nodes", "-days", "2", "-subj", "/CN=localhost"]  # fmt: skip


def lay_out(name, checkout):
    """A checkout with what the artefacts name; gives its docker/ folder. Its path has blanks and other
    letters."""
    shutil.copytree(ROOT / "out" / name, checkout / "out" / name)
    if name == "shop":
        shutil.copytree(ROOT / "manifests/shop", checkout / "manifests/shop", dirs_exist_ok=True)
        (checkout / "manifests/shop/session.key").write_text("session")
        tls = checkout / "manifests/shop/certificates"
    else:
        (checkout / "brain_tumor_front/dist").mkdir(parents=True)
        (checkout / "brain_tumor_front/dist/index.html").write_text("<!doctype html>")
        tls = checkout / "docker/nginx/ssl"
    tls.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [*CERTIFICATE, "-keyout", tls / "tls.key", "-out", tls / "tls.crt"],
        check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return checkout / "out" / name / "docker"
