"""A stand-in for a service's API: answers readiness and the two questions of the launcher."""

import json
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ORGANS = [
    {"id": f"0190a0a0-0000-7000-8000-00000000000{number}", "external_id": key}
    for number, key in enumerate(
        [
            "610116-government-office",
            "610116-government",
            "610100-government",
            "341500-government-office",
            "341500-government",
        ]
    )
]


class Answer(BaseHTTPRequestHandler):
    """Everything is 200."""

    def do_GET(self):
        body = {"items": ORGANS, "next_cursor": None} if "organs" in self.path else {}
        self._send(body)

    def do_PUT(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self._send({})

    def _send(self, body):
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
