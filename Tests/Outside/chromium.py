"""Runs a page in headless Chromium and gives the text that its script left in the element with the id 'result'."""

import html
import pathlib
import re
import subprocess
import tempfile


def result(page: str, *flags: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "page.html")
        path.write_text(page, encoding="utf-8")
        dom = subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
             "--virtual-time-budget=5000", *flags, "--dump-dom", path.as_uri()],
            capture_output=True, text=True, timeout=120, check=True,
        ).stdout
    found = re.search(r'<pre id="result">(.*?)</pre>', dom, re.S)
    if not found:
        raise SystemExit("Chromium gave no result:\n" + dom[-2000:])
    return html.unescape(found[1])
