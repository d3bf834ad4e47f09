"""A WSGI server that reports each request as a line of JSON; its first line is its port."""

import json
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


class Patient(WSGIServer):
    # Five, as Python has it, is less than what is sent at once: the rest would not arrive.
    request_queue_size = 512


def application(environ, start_response):
    headers = [[k[5:].replace("_", "-").lower(), v] for k, v in environ.items() if k.startswith("HTTP_")]
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    query = environ["QUERY_STRING"]
    report = {
        "method": environ["REQUEST_METHOD"],
        "target": environ["PATH_INFO"] + ("?" + query if query else ""),
        "path": environ["PATH_INFO"],
        "headers": headers,
        "body": body.decode("latin-1"),
    }
    print(json.dumps(report), flush=True)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


server = make_server("127.0.0.1", 0, application, server_class=Patient, handler_class=Quiet)
print(server.server_port, flush=True)
server.serve_forever()
