"""A small client of Chromium's DevTools protocol, over a pipe: opens a page from a file, presses keys, asks and looks.

Chromium reads messages from descriptor 3 and writes them to 4, each ended by a zero byte (--remote-debugging-pipe).
"""

import base64
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time

PROGRAM = os.environ.get("LACUNA_CHROMIUM") or shutil.which("chromium") or "chromium"


class Browser:
    def __init__(self, *flags: str):
        self.profile = tempfile.mkdtemp()
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        theirs = (os.dup2(theirs_in, 40, True), os.dup2(theirs_out, 41, True))
        command = [PROGRAM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                   "--disable-dev-shm-usage", f"--user-data-dir={self.profile}", "--remote-debugging-pipe", *flags]
        # The shell only moves the two descriptors to where Chromium looks for them.
        self.process = subprocess.Popen(["bash", "-c", 'exec "$@" 3<&40 4>&41 40<&- 41>&-', "-", *command],
                                        pass_fds=theirs, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        for descriptor in (theirs_in, theirs_out, *theirs):
            os.close(descriptor)
        self.reader, self.writer = ours_in, ours_out
        self.buffer = b""
        self.events = []
        self.number = 0
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "DOM"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def _receive(self, limit: float):
        while b"\0" not in self.buffer:
            if not select.select([self.reader], [], [], limit)[0]:
                return None
            piece = os.read(self.reader, 1 << 20)
            if not piece:
                raise SystemExit("Chromium has ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method: str, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.writer, data):]
        while True:
            answer = self._receive(600)
            if answer is None:
                raise SystemExit(f"{method}: no answer")
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method: str, limit: float = 30):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            for place, event in enumerate(self.events):
                if event.get("method") == method:
                    return self.events.pop(place)["params"]
            answer = self._receive(0.2)
            if answer:
                self.events.append(answer)
        raise SystemExit(f"{method} did not happen")

    def settle(self, seconds: float):
        """Lets time pass, gathering what happens."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            answer = self._receive(left)
            if answer:
                self.events.append(answer)

    def open(self, path, **media):
        """Opens a file and waits until it is loaded; the seconds that took."""
        self.call("Emulation.setEmulatedMedia", media=media.pop("medium", ""),
                  features=[{"name": name.replace("_", "-"), "value": value} for name, value in media.items()])
        self.events.clear()
        begun = time.monotonic()
        self.call("Page.navigate", url=pathlib.Path(path).resolve().as_uri())
        self.wait("Page.loadEventFired")
        seconds = time.monotonic() - begun
        # A report's page is ready once its data are opened; others, and one without its script, are at once.
        self.ask("""new Promise(done => { const look = () => { const names = document.documentElement.classList;
            if (!names.contains('js') || names.contains('ready') || performance.now() > 20000) done(); else setTimeout(look, 5); };
            look(); })""")
        return seconds

    def ask(self, script: str):
        """What a script says; it may be a promise."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise SystemExit(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def press(self, key: str, text: str = "", modifiers: int = 0):
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowRight": 39, "ArrowDown": 40, "ArrowLeft": 37, "ArrowUp": 38,
                 "Home": 36, "End": 35, " ": 32}
        code = codes.get(key, ord(key.upper()[0]))
        common = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        if key == "Enter":
            text = "\r"
        self.call("Input.dispatchKeyEvent", type="keyDown", **common, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text: str):
        for letter in text:
            self.press(letter, letter)

    def size(self, width: int, height: int, mobile: bool = False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)

    def picture(self, path, whole: bool = False):
        if whole:
            box = self.call("Page.getLayoutMetrics")["cssContentSize"]
            data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                             clip={"x": 0, "y": 0, "width": box["width"], "height": min(box["height"], 16000), "scale": 1})
        else:
            data = self.call("Page.captureScreenshot", format="png")
        pathlib.Path(path).write_bytes(base64.b64decode(data["data"]))

    def pdf(self, path, width: float, height: float):
        """Prints on sheets of a size in inches, lying on their side."""
        data = self.call("Page.printToPDF", paperWidth=width, paperHeight=height, landscape=True, generateTaggedPDF=True,
                         printBackground=False, preferCSSPageSize=True)
        pathlib.Path(path).write_bytes(base64.b64decode(data["data"]))

    def requests(self):
        """The addresses that were asked for since the page was opened, but those that carry their content themselves."""
        return [event["params"]["request"]["url"] for event in self.events
                if event.get("method") == "Network.requestWillBeSent"
                and not event["params"]["request"]["url"].startswith("data:")]

    def complaints(self):
        """Errors, dialogs and refused content since the page was opened."""
        found = []
        for event in self.events:
            name, details = event.get("method"), event.get("params", {})
            if name == "Runtime.exceptionThrown":
                found.append(details["exceptionDetails"].get("exception", {}).get("description", "exception"))
            elif name == "Page.javascriptDialogOpening":
                found.append("dialog: " + details["message"])
            elif name == "Log.entryAdded" and details["entry"]["level"] in ("error", "warning"):
                found.append(details["entry"]["text"])
        return found
