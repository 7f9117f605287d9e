"""The Observatory's grade of a published site, served by nginx with our lines, without a network.

``python tests/faults/observatory.py --grader FOLDER`` needs nginx, openssl, node and, in FOLDER, what ``npm install
@mdn/mdn-http-observatory`` puts there. In a network of its own (``unshare``) that has loopback alone, nginx serves the
small site on ports 80 and 443 under a certificate made for it; MDN's own grader looks at it twice: with the lines of
``usalama headers --nginx``, and with no header but HSTS, where the policy in each page's head is all there is. It
prints both grades and ``--record`` keeps them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from programs import small_site
from sweeprecord import Sweep, arguments, record

HOST = "small.example"
HSTS = 'add_header Strict-Transport-Security "max-age=63072000; includeSubDomains" always;'
NGINX = """
user {login}; pid {top}/pid; error_log {top}/error.log;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types; access_log off;
{before}
    server {{ listen 127.0.0.1:80; return 301 https://$host$request_uri; }}
    server {{
        listen 127.0.0.1:443 ssl; ssl_certificate {top}/host.pem; ssl_certificate_key {top}/host.key;
        root {root}/output;
{inside}
    }}
}}
"""
# The grader reads the list of preloaded hosts, which its own installation fetches; ours is on no list.
INSIDE = """
set -eu; ip link set lo up; mount --bind {top}/hosts /etc/hosts
nginx -c {top}/nginx.conf; trap 'nginx -c {top}/nginx.conf -s stop' EXIT
cd {grader}; NODE_EXTRA_CA_CERTS={top}/ca.pem node --input-type=module -e '
import {{ scan }} from "@mdn/mdn-http-observatory";
console.log(JSON.stringify(await scan("{host}")));'
"""
CERTIFICATES = """
set -eu; cd {top}
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=made -keyout ca.key -out ca.pem
openssl req -newkey rsa:2048 -nodes -subj /CN={host} -keyout host.key -out host.csr
printf 'subjectAltName=DNS:{host}' >ext
openssl x509 -req -in host.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out host.pem
"""


def site(folder: Path) -> Path:
    """Publish the small site."""
    made = small_site()
    made.fill(made.make_site(folder / "site"))
    usalama(folder / "site", "build", "--now", "2026-11-23T06:00+03:00")
    return folder / "site"


def usalama(root: Path, *words: str) -> str:
    """Run one of our commands; give what it prints."""
    command = [sys.executable, "-m", "usalama.cli", *words, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd="/").stdout


def grade(top: Path, root: Path, grader: Path, before: str, inside: str) -> tuple[str, dict[str, str]]:
    """Serve the site with these lines and let the grader look; give grade and score, and what it found wanting."""
    conf = NGINX.format(top=top, root=root, before=before, inside=inside, login="root")
    (top / "nginx.conf").write_text(conf, "utf-8")
    script = INSIDE.format(top=top, grader=grader, host=HOST)
    done = subprocess.run(["unshare", "-n", "-m", "sh", "-c", script], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}")
    found = json.loads(done.stdout.strip().splitlines()[-1])
    failed = {name: str(test["result"]) for name, test in found["tests"].items() if not test["pass"]}
    return f"{found['scan']['grade']} {found['scan']['score']}", failed


def main() -> int:
    """Print the two grades."""
    parser = arguments(__doc__)
    parser.add_argument("--grader", type=Path, required=True, help="where npm installed MDN's grader")
    args = parser.parse_args()
    absent = [name for name in ("nginx", "openssl", "node", "unshare") if not shutil.which(name)]
    if absent or os.geteuid():
        print(f"skipped: needs {', '.join(absent) or 'root, to have ports 80 and 443 in a network of its own'}")
        return 0
    preloaded = args.grader / "node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json"
    if not preloaded.exists():
        preloaded.write_text("{}", "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        root = site(top)
        (top / "hosts").write_text(f"127.0.0.1 localhost {HOST}\n", "utf-8")
        subprocess.run(["sh", "-c", CERTIFICATES.format(top=top, host=HOST)], capture_output=True, check=True)
        before, _, inside = usalama(root, "headers", "--nginx").partition("# In server {")
        rows = {}
        for name, lines in (
            ("with the lines of `usalama headers --nginx`", (before, f"#{inside}")),
            ("with HSTS, and the policy of each page's head", ("", HSTS)),
        ):
            rows[name], failed = grade(top, root, args.grader.resolve(), *lines)
            print(f"{name:50}{rows[name]:>8}   {failed or ''}")
    version = json.loads((args.grader / "node_modules/@mdn/mdn-http-observatory/package.json").read_text("utf-8"))
    if args.record:
        note = f"MDN's HTTP Observatory {version['version']}, without a network."
        command = "python tests/faults/observatory.py --grader FOLDER"
        record(Sweep("Grade of the headers", command, rows, note=note))
    return 0 if all(re.match(r"[AB]", value) for value in rows.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
